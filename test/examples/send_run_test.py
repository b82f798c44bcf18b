"""What send_run.py does where only a clock of its own, or a hostile caller, can tell. The rest: report-run.test.ts."""

import ast
import base64
import hashlib
import hmac
import json
import os
import sys
import threading
import unittest
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import send_run
from send_run import Answer, report_run

ROOT = Path(__file__).parents[2]
KEY = bytes([7] * 32)
DETAILS = json.loads((ROOT / "events/runs/on-failure-hook.seen-from-inside.start.json").read_text(encoding="utf-8"))
RUN_ID = DETAILS["run"]["metadata"]["id"]
HOOK_ID = "18e7886f-0987-4133-a07f-d3249bb8ade8"
RUN = Answer(200, json.dumps(DETAILS))
TAKEN = Answer(202, '{"outcome":"forwarded"}')
HANGS = None
RESETS = Answer(0, "ConnectionResetError")
OPTIONS = {
    "url": "https://relay.example.com/webhooks/hatchet",
    "secret": "whsec_" + base64.b64encode(KEY).decode(),
    "hatchet_token": "a-token",
    "hatchet_api_url": "https://hatchet.example.com",
}


class Hook(SimpleNamespace):
    workflow_run_id = RUN_ID
    task_run_id = HOOK_ID
    retry_count = 0
    task_run_errors = {"work": "it broke"}


class Hostile:
    def __getattribute__(self, name):
        raise RecursionError(name)


class World:
    """A network and a clock that moves only by waiting. Each server gives its answers one after another, the last for ever."""

    def __init__(self, hatchet, relay):
        self.answers = {"hatchet": hatchet, "relay": relay}
        self.sent = {"hatchet": [], "relay": []}
        self.now = 1_000.0
        self.lines = []

    def request(self, url, headers, body, seconds, _):
        name = "relay" if url.startswith(OPTIONS["url"]) else "hatchet"
        answers = self.answers[name]
        answer = answers[min(len(self.sent[name]), len(answers) - 1)]
        self.sent[name].append((url, headers, body, self.time()))
        if answer is HANGS:
            self.now += seconds
            return Answer(0, "TimeoutError")
        return answer

    def sleep(self, seconds):
        self.now += seconds

    def monotonic(self):
        return self.now

    def time(self):
        return self.now + 1_795_348_800

    def report(self, ctx=Hook, status="FAILED", **options):
        """Returns the seconds that it took."""
        start = self.now
        with (
            mock.patch.object(send_run, "time", self),
            mock.patch.object(send_run, "_request", self.request),
            mock.patch.object(send_run.random, "uniform", return_value=1.0),
        ):
            report_run(ctx, status, **{**OPTIONS, "log": self.lines.append, **options})
        return self.now - start


class TimeTest(unittest.TestCase):
    def test_is_bounded_whatever_fails(self):
        for hatchet, relay, seconds, attempts, reason in [
            ([HANGS], [TAKEN], 10, 0, "Hatchet: no answer (TimeoutError)"),
            ([RESETS], [TAKEN], 10, 0, "Hatchet: no answer (ConnectionResetError)"),
            ([Answer(404, '{"message":"not found"}')], [TAKEN], 10, 0, "Hatchet: 404 not found"),
            ([Answer(200, "<html>")], [TAKEN], 10, 0, "Hatchet: 200, but not with the run"),
            ([Answer(200, RUN.text.replace(RUN_ID, HOOK_ID))], [TAKEN], 10, 0, "Hatchet: 200, but not with the run"),
            ([RUN], [HANGS], 20, 2, "the relay: no answer (TimeoutError)"),
            ([RUN], [RESETS], 20, 8, "the relay: no answer (ConnectionResetError)"),
            ([RUN], [Answer(503, "", "6")], 20, 4, "the relay: 503 "),
            ([RUN], [Answer(408, "", "0")], 20, 8, "the relay: 408 "),
        ]:
            with self.subTest(reason):
                world = World(hatchet, relay)
                took = world.report()
                self.assertLessEqual(took, seconds)
                self.assertGreater(took, 0.7 * seconds)
                self.assertEqual(len(world.sent["relay"]), attempts)
                self.assertEqual(world.lines, [f"hatchet-run-relay: run {RUN_ID} was not reported: {reason}"])

    def test_waits_three_seconds_for_what_never_shows_and_tells_the_run_all_the_same(self):
        own, work, _ = DETAILS["tasks"]
        running = {**work, "status": "RUNNING"}
        two_errors = {"work": "it broke", "another": "this, too"}
        for ctx, status, tasks in [
            (Hook, "FAILED", [own]),
            (Hook, "FAILED", [work]),
            (Hook(task_run_errors=two_errors), "FAILED", [own, work]),
            (Hook(retry_count=1), "FAILED", [own, work]),
            (Hook, "COMPLETED", [own, running]),
            (Hook, "COMPLETED", [own, work]),
        ]:
            with self.subTest(f"{ctx} {status}"):
                world = World([Answer(200, json.dumps({**DETAILS, "tasks": tasks}))], [TAKEN])
                took = world.report(ctx, status)
                self.assertLessEqual(took, 3)
                self.assertGreater(took, 2.4)
                self.assertEqual(world.lines, [])
                self.assertEqual(json.loads(world.sent["relay"][0][2])["run"]["status"], status)

    def test_tells_what_it_has_read_where_hatchet_fails_afterwards(self):
        world = World([Answer(200, json.dumps({**DETAILS, "tasks": []})), Answer(403, "")], [TAKEN])
        world.report()
        self.assertEqual(json.loads(world.sent["relay"][0][2])["tasks"], [])

    def test_gives_up_a_request_that_nothing_else_ends_and_posts_nothing_afterwards(self):
        for step, url in [("Hatchet", OPTIONS["hatchet_api_url"]), ("the relay", OPTIONS["url"])]:
            with self.subTest(step):
                stuck = threading.Event()
                lines, posts, before = [], [], threading.enumerate()

                def request(to, _, body, *__):
                    if body:
                        posts.append(body)
                    if to.startswith(url):
                        stuck.wait()
                    return Answer(503, "") if body else RUN

                with (
                    mock.patch.object(send_run, "TOTAL_SECONDS", 0.05),
                    mock.patch.object(send_run, "SEND_PAUSES", (0.0, 0.0)),
                    mock.patch.object(send_run, "_request", request),
                ):
                    report_run(Hook, "FAILED", **OPTIONS, log=lines.append)
                    stuck.set()
                    for thread in set(threading.enumerate()) - set(before):
                        thread.join()
                self.assertEqual(lines, [f"hatchet-run-relay: run {RUN_ID} was not reported: {step}: not in 0 seconds"])
                self.assertEqual(len(posts), 0 if step == "Hatchet" else 1)


class SignatureTest(unittest.TestCase):
    def test_signs_every_attempt_anew_under_one_id(self):
        world = World([RUN], [Answer(503, "", "2"), HANGS, TAKEN])
        world.report(Hook(retry_count=1))
        signatures = set()
        for _, headers, body, now in world.sent["relay"]:
            self.assertEqual(headers["webhook-id"], f"{HOOK_ID}_1")
            self.assertEqual(headers["webhook-timestamp"], str(int(now)))
            signed = f"{HOOK_ID}_1.{int(now)}.".encode() + body
            digest = base64.b64encode(hmac.digest(KEY, signed, hashlib.sha256)).decode()
            self.assertEqual(headers["webhook-signature"], "v1," + digest)
            signatures.add(digest)
        self.assertEqual(len(signatures), 3)


class SettingsTest(unittest.TestCase):
    def test_come_from_the_environment_and_the_address_of_hatchet_from_the_token(self):
        claims = base64.urlsafe_b64encode(b'{"server_url":"https://hatchet.example.com/base/"}').decode().rstrip("=")
        environment = {
            "RELAY_WEBHOOK_URL": OPTIONS["url"],
            "RELAY_WEBHOOK_SECRET": OPTIONS["secret"].rstrip("=") + "\n",
            "HATCHET_CLIENT_TOKEN": f"head.{claims}.sign\n",
        }
        world = World([RUN], [TAKEN])
        with mock.patch.dict(os.environ, environment, clear=True):
            world.report(url=None, secret=None, hatchet_token=None, hatchet_api_url=None)
        [(url, headers, _, _)] = world.sent["hatchet"]
        self.assertEqual(url, f"https://hatchet.example.com/base/api/v1/stable/workflow-runs/{RUN_ID}")
        self.assertEqual(headers, {"authorization": f"Bearer head.{claims}.sign"})
        self.assertEqual(len(world.sent["relay"]), 1)

    def test_are_refused_by_name(self):
        for name, value, reason in [
            ("secret", None, "RELAY_WEBHOOK_SECRET must be base64 of 24 to 64 bytes"),
            ("secret", base64.b64encode(bytes(23)).decode(), "RELAY_WEBHOOK_SECRET must be base64 of 24 to 64 bytes"),
            ("hatchet_token", "", "HATCHET_CLIENT_TOKEN must be set to a token: visible ASCII characters"),
            ("url", "file:///etc/passwd", "RELAY_WEBHOOK_URL must be an address that begins with https://, without a password"),
            ("hatchet_api_url", None, "HATCHET_CLIENT_SERVER_URL must be an address that begins with https://, without a password"),
            ("secrte", "a typo", "there is no option secrte"),
        ]:
            with self.subTest(f"{name} {value}"), mock.patch.dict(os.environ, {}, clear=True):
                world = World([RUN], [TAKEN])
                world.report(**{name: value})
                self.assertEqual(world.lines, [f"hatchet-run-relay: run {RUN_ID} was not reported: {reason}"])
                self.assertEqual(world.sent, {"hatchet": [], "relay": []})

    def test_are_given_by_name(self):
        with self.assertLogs("hatchet-run-relay", "ERROR") as logged:
            report_run(Hook, "FAILED", OPTIONS)
        self.assertIn("was not reported: options are given by name", logged.output[0])


class NeverRaisesTest(unittest.TestCase):
    ANYTHING = [None, 0, -1.5, "", "\ud800", "x", b"x", [], {}, {"a": 1}, object(), Hostile(), Hostile, lambda: None]

    def test_says_that_it_cannot_know_which_run_it_was(self):
        world = World([RUN], [TAKEN])
        world.report(Hostile())
        self.assertEqual(world.lines, ["hatchet-run-relay: run (unknown) was not reported: workflow_run_id"])

    def test_with_any_context_and_status(self):
        for ctx in self.ANYTHING:
            for status in self.ANYTHING:
                World([RUN], [TAKEN]).report(ctx, status)
            World([RUN], [TAKEN]).report(ctx)
        for name in ("workflow_run_id", "task_run_id", "retry_count", "task_run_errors"):
            for value in self.ANYTHING:
                World([RUN], [TAKEN]).report(Hook(**{name: value}))

    def test_with_any_options(self):
        with mock.patch.object(send_run.logging, "getLogger"):
            for name in ("url", "secret", "hatchet_token", "hatchet_api_url", "log", "other"):
                for value in self.ANYTHING:
                    World([RUN], [Answer(401, "")]).report(**{name: value})
            report_run()

    def test_with_any_answer(self):
        for value in [None, 0, "x", [], {}, [None], [[]], {"a": 1}, "[" * 100_000]:
            text = value if isinstance(value, str) else json.dumps(value)
            self.assertLessEqual(World([Answer(200, text)], [TAKEN]).report(), 20)
            self.assertLessEqual(World([RUN], [Answer(400, text)]).report(), 20)
            for member in ("tasks", "workflowConfig"):
                self.assertLessEqual(World([Answer(200, json.dumps({**DETAILS, member: value}))], [TAKEN]).report(), 20)
            for member in ("errorMessage", "additionalMetadata", "displayName"):
                run = {**DETAILS["run"], member: value}
                world = World([Answer(200, json.dumps({**DETAILS, "run": run}))], [TAKEN])
                self.assertLessEqual(world.report(), 20)
                self.assertEqual(len(world.sent["relay"]), 1)
            for retry_count in (None, "x", [], 1.5):
                tasks = [{"metadata": {"id": HOOK_ID}, "retryCount": retry_count}]
                answer = Answer(200, json.dumps({**DETAILS, "tasks": tasks}))
                self.assertLessEqual(World([answer], [TAKEN]).report(Hook(retry_count=1)), 20)


class FilesTest(unittest.TestCase):
    def test_are_python_3_10_and_import_nothing_but_what_it_has(self):
        sender, _ = (
            ast.parse((Path(send_run.__file__).parent / name).read_text(encoding="utf-8"), feature_version=(3, 10))
            for name in ("send_run.py", "worker.py")
        )
        imports = {
            node.module if isinstance(node, ast.ImportFrom) else alias.name
            for node in ast.walk(sender)
            if isinstance(node, (ast.Import, ast.ImportFrom))
            for alias in node.names
        }
        self.assertLess({name.split(".")[0] for name in imports}, sys.stdlib_module_names)


if __name__ == "__main__":
    unittest.main(testRunner=unittest.TextTestRunner(stream=sys.stdout))
