"""Copy this file into your worker: it needs Python 3.10 or later, and nothing else.

How to use it: docs/sending.md of hatchet-run-relay.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
import os
import random
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from typing import Any, NamedTuple

# Time that a report takes at most, seconds. Hatchet ends a hook after 60, if nothing else is configured.
TOTAL_SECONDS = 20.0
# How long of it Hatchet is asked for the run, and for a run that shows what its hook already knows, seconds.
READ_SECONDS = 10.0
SETTLE_SECONDS = 3.0
# Time that one request takes at most, seconds. The relay itself answers within 8.
READ_ATTEMPT_SECONDS = 5.0
SEND_ATTEMPT_SECONDS = 10.0
# First and longest wait between two requests, seconds, where the answer asks for no longer one.
READ_PAUSES = (0.1, 0.5)
SEND_PAUSES = (0.25, 5.0)
MAX_ERROR_BYTES = 32 * 1024
MAX_RUN_BYTES = 32 * 1024 * 1024
MAX_RELAY_BYTES = 64 * 1024
MAX_METADATA_CHARS = 256
# All that is sent of a run and of its tasks: never what they were given, nor what they returned.
RUN_MEMBERS = (
    "tenantId", "workflowId", "workflowVersionId", "displayName", "createdAt", "startedAt", "finishedAt",
)  # fmt: skip
METADATA_MEMBERS = ("id", "createdAt", "updatedAt")
PARENT = "hatchet__parent_workflow_run_id"
TASK_MEMBERS = ("displayName", "status", "retryCount", "startedAt", "finishedAt")
# How tasks of a good run end; one that Hatchet passed over is CANCELLED.
ENDED_WELL = ("COMPLETED", "CANCELLED")
OPTIONS = ("url", "secret", "hatchet_token", "hatchet_api_url", "metadata_keys", "log")


class Hook(NamedTuple):
    run_id: str
    task_id: str
    retry_count: int
    status: str
    errors: list[Any]


class Settings(NamedTuple):
    url: str
    key: bytes
    api_url: str
    token: str
    metadata_keys: tuple[str, ...]


class Answer(NamedTuple):
    # 0 if there was none, -1 if it was too large: the text says why.
    status: int
    text: str
    retry_after: str | None = None


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect would take the token, or the run, to another place."""

    def redirect_request(self, *_: Any) -> None:
        return None


_opener = urllib.request.build_opener(_NoRedirects)


def report_run(ctx: Any = None, status: Any = None, *others: Any, **options: Any) -> None:
    """Tells the relay how the run of this hook has ended.

    Takes 20 seconds at most, and never raises, whatever happens: an exception in an on-success hook would turn its good run
    into a failed one. It blocks: in an async hook, call it with `await asyncio.to_thread(report_run, ctx, "FAILED")`.

    status: "FAILED" in on-failure, "COMPLETED" in on-success. Hatchet itself says RUNNING as long as a hook runs.

    Options, each with the environment variable that is read if it is absent:
      url              where the relay takes runs, output WebhookUrl of its deployment (RELAY_WEBHOOK_URL)
      secret           the secret to sign with (RELAY_WEBHOOK_SECRET)
      hatchet_token    a token of Hatchet's API (HATCHET_CLIENT_TOKEN, which workers have)
      hatchet_api_url  where Hatchet's API is (HATCHET_CLIENT_SERVER_URL, else what the token says)
      metadata_keys    members of the run's additionalMetadata to send, each up to 256 characters (if absent, none)
      log              takes one line if a run could not be reported: which one, and why (if absent, a logger)
    """
    try:
        end = time.monotonic() + TOTAL_SECONDS
        if others:
            raise ValueError('options are given by name: report_run(ctx, "FAILED", url=...)')
        unknown = [name for name in options if name not in OPTIONS]
        if unknown:
            raise ValueError(f"there is no option {unknown[0]}")
        settings = _read_settings(options)
        hook = _read_hook(ctx, status)
        failures: list[Exception] = []
        steps = ["Hatchet"]
        # A thread, since nothing else bounds all that a request may wait for: the name service, a server that trickles.
        sender = threading.Thread(target=_report, args=(hook, settings, end, steps, failures), daemon=True)
        sender.start()
        sender.join(TOTAL_SECONDS)
        if sender.is_alive():
            raise TimeoutError(f"{steps[-1]}: not in {TOTAL_SECONDS:.0f} seconds")
        if failures:
            raise failures[0]
    except Exception as error:
        _complain(ctx, options, error)


def _report(hook: Hook, settings: Settings, end: float, steps: list[str], failures: list[Exception]) -> None:
    try:
        details = _read_run(hook, settings, end - TOTAL_SECONDS)
        steps.append("the relay")
        _send(json.dumps(_payload_of(details, hook, settings)).encode(), hook, settings, end)
    except Exception as error:
        failures.append(error)


def _complain(ctx: Any, options: dict[str, Any], error: Exception) -> None:
    try:
        try:
            run_id = ctx.workflow_run_id
        except Exception:
            run_id = "(unknown)"
        log = options.get("log") or logging.getLogger("hatchet-run-relay").error
        log(f"hatchet-run-relay: run {run_id} was not reported: {error}")
    except Exception:
        pass  # Nobody is left to be told.


def _read_settings(options: dict[str, Any]) -> Settings:
    secret = (options.get("secret") or os.environ.get("RELAY_WEBHOOK_SECRET") or "").strip()
    try:
        key = _decode(secret.removeprefix("whsec_"))
    except ValueError:
        key = b""
    if not 24 <= len(key) <= 64:
        raise ValueError("RELAY_WEBHOOK_SECRET must be base64 of 24 to 64 bytes")
    token = (options.get("hatchet_token") or os.environ.get("HATCHET_CLIENT_TOKEN") or "").strip()
    if not re.fullmatch(r"[!-~]+", token):
        raise ValueError("HATCHET_CLIENT_TOKEN must be set to a token: visible ASCII characters")
    keys = options.get("metadata_keys") or ()
    if not isinstance(keys, (list, tuple)):
        raise ValueError("metadata_keys must be a list of names")
    api_url = options.get("hatchet_api_url") or os.environ.get("HATCHET_CLIENT_SERVER_URL") or _address_in(token)
    return Settings(
        url=_http_url("RELAY_WEBHOOK_URL", options.get("url") or os.environ.get("RELAY_WEBHOOK_URL")),
        key=key,
        api_url=_http_url("HATCHET_CLIENT_SERVER_URL", api_url),
        token=token,
        metadata_keys=tuple(key for key in keys if isinstance(key, str)),
    )


def _http_url(name: str, value: Any) -> str:
    url = _text_of(value).strip()
    if not _is_address(url):
        raise ValueError(f"{name} must be an address that begins with https://, without a password")
    return url.rstrip("/")


def _is_address(url: str) -> bool:
    try:
        parsed = urllib.parse.urlsplit(url)
        # Of an impossible port the parser complains only when it is asked for it.
        has_host = bool(parsed.hostname) and parsed.port != 0
    except ValueError:
        return False
    return has_host and "@" not in parsed.netloc and re.fullmatch(r"https?://[!-~]+", url) is not None


def _address_in(token: str) -> Any:
    """Hatchet's tokens are JWTs, which say where its API is."""
    try:
        return _parse(_decode(token.split(".")[1]).decode()).get("server_url")
    except (IndexError, ValueError):
        return None


def _read_hook(ctx: Any, status: Any) -> Hook:
    if ctx is None:
        raise ValueError("ctx is missing")
    if status not in ("FAILED", "COMPLETED"):
        raise ValueError("the status must be FAILED or COMPLETED")
    errors: list[Any] = []
    if status == "FAILED":  # Where nothing failed the SDK complains of being asked for errors.
        try:
            errors = list(ctx.task_run_errors.values())
        except Exception:
            pass
    return Hook(str(ctx.workflow_run_id), str(ctx.task_run_id), int(ctx.retry_count), status, errors)


def _read_run(hook: Hook, settings: Settings, start: float) -> dict[str, Any]:
    """Reads the run until it shows what its hook already knows, or until there is no more time for that."""
    url = f"{settings.api_url}/api/v1/stable/workflow-runs/{urllib.parse.quote(hook.run_id, safe='')}"
    headers = {"authorization": f"Bearer {settings.token}"}
    found: dict[str, Any] | None = None
    end = start + READ_SECONDS
    tries = 0
    while True:
        answer = _request(url, headers, None, min(READ_ATTEMPT_SECONDS, end - time.monotonic()), MAX_RUN_BYTES)
        details = _parse(answer.text) if answer.status == 200 else {}
        if _id_of(_members(details.get("run"))) == hook.run_id:
            found = details
            end = start + SETTLE_SECONDS
            if _has_settled(details, hook):
                return details
        pause = _pause_after(answer, tries, READ_PAUSES)
        is_refused = not _is_transient(answer) and answer.status not in (200, 404)
        if is_refused or time.monotonic() + pause >= end:
            if found is not None:
                return found
            raise RuntimeError("Hatchet: " + ("200, but not with the run" if answer.status == 200 else _told(answer)))
        time.sleep(pause)
        tries += 1


def _has_settled(details: dict[str, Any], hook: Hook) -> bool:
    """Hatchet's API is a moment behind: a task may still read FAILED by an attempt that was retried or replayed since.

    It has caught up once it knows this very hook, which Hatchet starts last.
    """
    tasks = _tasks_in(details)
    own = [task.get("retryCount") for task in tasks if _id_of(task) == hook.task_id]
    if not own or (hook.retry_count > 0 and not any(isinstance(n, int) and n >= hook.retry_count for n in own)):
        return False
    statuses = [task.get("status") for task in tasks if _id_of(task) != hook.task_id]
    if hook.status == "COMPLETED":
        return bool(statuses) and all(status in ENDED_WELL for status in statuses)
    return statuses.count("FAILED") >= max(1, len(hook.errors))


def _payload_of(details: dict[str, Any], hook: Hook, settings: Settings) -> dict[str, Any]:
    """The run in Hatchet's details form, as the relay takes it. The hook is left out: it is not done, and no part of the work."""
    run = _members(details.get("run"))
    errors = [run.get("errorMessage"), *hook.errors] if hook.status == "FAILED" else []
    error = next((error for error in errors if _has_text(error)), "")
    told = {"status": hook.status, "errorMessage": _shorten(error), "input": {}, "output": {}}
    asked_for = _pick(_members(run.get("additionalMetadata")), (PARENT, *settings.metadata_keys))
    metadata = {key: _json_text(value)[:MAX_METADATA_CHARS] for key, value in asked_for.items()}
    return {
        "run": {**_pick_with_id(run, RUN_MEMBERS), "additionalMetadata": metadata, **told},
        "tasks": [_pick_with_id(task, TASK_MEMBERS) for task in _tasks_in(details) if _id_of(task) != hook.task_id],
        "workflowConfig": _pick(_members(details.get("workflowConfig")), ("Name",)),
    }


def _has_text(error: Any) -> bool:
    """Of a timeout Hatchet has no text, and of a thrown value that is no error `{}`."""
    return isinstance(error, str) and re.fullmatch(r'(\{\s*\}|"")?', error.strip()) is None


def _shorten(error: str) -> str:
    """Cuts an error's text; one of {"message", "stack"} so that it stays one."""
    encoded = error.encode(errors="replace")
    if len(encoded) <= MAX_ERROR_BYTES:
        return error
    parsed = _parse(error)
    # A character takes up to six bytes of JSON.
    first, second = _text_of(parsed.get("message"))[:4_000], _text_of(parsed.get("stack"))[:1_000]
    if first:
        return json.dumps({"message": first, "stack": second}, ensure_ascii=False)
    return encoded[:MAX_ERROR_BYTES].decode(errors="ignore")


def _send(body: bytes, hook: Hook, settings: Settings, end: float) -> None:
    """Posts the body until it is taken or refused, each time under the same id and with a fresh signature."""
    is_id = re.fullmatch(r"[A-Za-z0-9_-]{1,200}", hook.task_id)
    webhook_id = f"{hook.task_id}_{hook.retry_count}" if is_id else str(uuid.uuid4())
    tries = 0
    while True:
        seconds = min(SEND_ATTEMPT_SECONDS, end - time.monotonic())
        if seconds <= 0:  # The caller has given up, and said so.
            raise TimeoutError("the relay: not in time")
        timestamp = str(int(time.time()))
        digest = hmac.new(settings.key, f"{webhook_id}.{timestamp}.".encode() + body, hashlib.sha256).digest()
        headers = {
            "content-type": "application/json",
            "webhook-id": webhook_id,
            "webhook-timestamp": timestamp,
            "webhook-signature": "v1," + base64.b64encode(digest).decode(),
        }
        answer = _request(settings.url, headers, body, seconds, MAX_RELAY_BYTES)
        if _is_taken(answer):
            return
        pause = _pause_after(answer, tries, SEND_PAUSES)
        if not _is_transient(answer) or time.monotonic() + pause >= end:
            raise RuntimeError("the relay: " + _told(answer))
        time.sleep(pause)
        tries += 1


def _is_taken(answer: Answer) -> bool:
    """Anything may answer 200 at a wrong address: only the relay says how it took the run."""
    if not 200 <= answer.status < 300:
        return False
    parsed = _parse(answer.text)
    outcome = parsed.get("outcome")
    if outcome in ("forwarded", "duplicate"):
        return True
    said = f"but it ignored the run: {_one_line(parsed.get('reason'))}" if outcome == "ignored" else "but not the relay's answer"
    raise RuntimeError(f"the relay: {answer.status}, {said}")


def _request(url: str, headers: dict[str, str], body: bytes | None, seconds: float, max_bytes: int) -> Answer:
    end = time.monotonic() + seconds
    request = urllib.request.Request(url, body, {**headers, "user-agent": "hatchet-run-relay"})
    try:
        try:
            response = _opener.open(request, timeout=max(seconds, 0.001))
        except urllib.error.HTTPError as error:
            response = error  # An answer, too.
        with response:
            chunks = []
            size = 0
            while chunk := response.read1(65_536):
                chunks.append(chunk)
                size += len(chunk)
                if size > max_bytes:
                    return Answer(-1, "answer too large")
                if time.monotonic() >= end:
                    raise TimeoutError
            text = b"".join(chunks).decode(errors="replace")
            return Answer(response.status, text, response.headers.get("retry-after"))
    except Exception as error:
        # Only its name: a message may repeat a header that cannot be sent.
        return Answer(0, type(getattr(error, "reason", error)).__name__)


def _is_transient(answer: Answer) -> bool:
    return answer.status in (0, 408, 429) or answer.status >= 500


def _pause_after(answer: Answer, tries: int, pauses: tuple[float, float]) -> float:
    """Ever longer, and no shorter than the answer asks for."""
    first, longest = pauses
    own = min(first * 2.0 ** min(tries, 10), longest) * random.uniform(0.75, 1)
    asked = float(answer.retry_after) if answer.retry_after and re.fullmatch(r"\d{1,9}", answer.retry_after) else 0.0
    return max(asked, own)


def _told(answer: Answer) -> str:
    """What an answer says, in one line."""
    if answer.status <= 0:
        return f"no answer ({answer.text})" if answer.status == 0 else answer.text
    if 300 <= answer.status < 400:
        return f"{answer.status}, redirected: check the address"
    parsed = _parse(answer.text)
    return f"{answer.status} {_one_line(parsed.get('message') or parsed.get('detail'))}"


def _one_line(value: Any) -> str:
    return re.sub(r"[^ -~]+", " ", _text_of(value))[:200]


def _decode(text: str) -> bytes:
    """Base64 of either alphabet, padded or not."""
    return base64.urlsafe_b64decode(text.replace("+", "-").replace("/", "_") + "=" * (-len(text) % 4))


def _parse(text: str) -> dict[str, Any]:
    try:
        return _members(json.loads(text))
    except (ValueError, RecursionError):
        return {}


def _text_of(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _members(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _pick(source: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """What is text, a number or a boolean: objects and lists are never sent, nor numbers that JSON cannot say."""
    found = {name: source.get(name) for name in names}
    return {name: value for name, value in found.items() if isinstance(value, (str, int)) or _is_finite(value)}


def _is_finite(value: Any) -> bool:
    return isinstance(value, float) and abs(value) < float("inf")


def _pick_with_id(item: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {**_pick(item, names), "metadata": _pick(_members(item.get("metadata")), METADATA_MEMBERS)}


def _json_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _id_of(item: dict[str, Any]) -> Any:
    return _members(item.get("metadata")).get("id")


def _tasks_in(details: dict[str, Any]) -> list[dict[str, Any]]:
    tasks = details.get("tasks")
    return [_members(task) for task in tasks] if isinstance(tasks, list) else []
