"""Calls report_run as hooks would: reads one call a line from standard input, and writes the lines that it logged as JSON."""

import json
import sys
from types import SimpleNamespace

from send_run import report_run

for line in sys.stdin:
    call = json.loads(line)
    hook = call["hook"]
    ctx = hook and SimpleNamespace(
        workflow_run_id=hook["workflowRunId"],
        task_run_id=hook["taskRunExternalId"],
        retry_count=hook["retryCount"],
        task_run_errors=hook["errors"],
    )
    logged = []
    report_run(ctx, call["status"], **call["options"], log=logged.append)
    print(json.dumps(logged), flush=True)
