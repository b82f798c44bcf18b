/** Time one webhook request may take in all, ms. The function times out at 10 s, a sender at 15 s. */
export const REQUEST_DEADLINE_MS = 8_000

/** Kept free of the function's remaining time for the answer itself, ms. */
export const ANSWER_RESERVE_MS = 500

/** Time one SendMessage attempt may take, ms, and how many attempts there are. */
export const QUEUE_SEND_TIMEOUT_MS = 2_500
export const QUEUE_SEND_ATTEMPTS = 2

/** Time one GetSecretValue attempt may take, ms, and how many attempts there are. */
export const SECRET_READ_TIMEOUT_MS = 1_500
export const SECRET_READ_ATTEMPTS = 2

/** Time to open a connection to an AWS endpoint, ms. In one region this takes single milliseconds. */
export const AWS_CONNECT_TIMEOUT_MS = 1_000

/** What a sender is asked to wait after a 503, seconds. */
export const RETRY_AFTER_SECONDS = 5

/** Largest decoded webhook body, bytes. Lambda's own limit is 6 MB of event, base64 included. */
export const MAX_BODY_BYTES = 5 * 1024 * 1024

/**
 * Longest JSON that is parsed whatever its depth, characters, and the deepest that is parsed at any length. Millions of
 * nested lists take JSON.parse seconds on a Lambda of 1 GB, and no deadline ends it.
 */
export const MAX_UNCHECKED_CHARS = 1024 * 1024
export const MAX_JSON_DEPTH = 100_000

/** How far a sender's clock may be from ours, both ways. Standard Webhooks libraries use the same 5 minutes. */
export const SIGNATURE_TOLERANCE_SECONDS = 300

/** Signatures looked at in one `webhook-signature` header: more can only be an attempt to cost us time. */
export const MAX_SIGNATURES = 20

/** Key length of a signing secret, bytes (Standard Webhooks 1.0, "Signature scheme"). */
export const SIGNING_SECRET_MIN_BYTES = 24
export const SIGNING_SECRET_MAX_BYTES = 64

/** How long a loaded signing secret is used without asking again, ms. */
export const SIGNING_SECRET_CACHE_MS = 5 * 60_000

/** Least time between two reads of the signing secret because of a mismatch, and after a refresh that failed, ms. */
export const SIGNING_SECRET_RETRY_MS = 30_000

/** Largest RunSummary as JSON, bytes. SQS bills per 64 KiB and takes 1 MiB: small summaries keep batches cheap. */
export const MAX_SUMMARY_BYTES = 8_192

/** Longest names and values in a RunSummary, characters (UTF-16 units), and what they may fill of it as JSON, bytes. */
export const MAX_NAME_CHARS = 256
export const MAX_NAME_BYTES = 512
export const MAX_ERROR_TYPE_CHARS = 128
export const MAX_ERROR_TYPE_BYTES = 256
export const MAX_ERROR_CHARS = 2_000
export const MAX_FAILED_TASKS = 10
export const MAX_FAILED_TASKS_BYTES = 1_024
export const MAX_METADATA_VALUE_CHARS = 256
export const MAX_METADATA_BYTES = 2_048

/** Keys that METADATA_KEYS may name, and workflows that METRIC_WORKFLOWS may. Every metric dimension value is billed. */
export const MAX_METADATA_KEYS = 20
export const MAX_METRIC_WORKFLOWS = 50

/** Longest dashboard base URL, characters. */
export const MAX_DASHBOARD_URL_CHARS = 256

/** Longest run id, characters (Hatchet's API schema, APIResourceMeta.id). */
export const MAX_RUN_ID_CHARS = 36

/** Error text that is looked at for redaction, characters; what is beyond can no longer reach a summary. */
export const MAX_REDACTED_CHARS = 2 * MAX_ERROR_CHARS

/** Most entries of `tasks[]` or `taskEvents[]` that are read. A larger list counts as not sent. */
export const MAX_LISTED_TASKS = 10_000

/** A span that ends up to this long before it starts is Hatchet's write order, not time, and counts as 0 ms. */
export const MAX_NEGATIVE_SPAN_MS = 5_000

/** Longest `duration` of a payload that is believed, ms: 10 years. Hatchet saturates unset ones at 292 years. */
export const MAX_DURATION_MS = 10 * 365 * 86_400_000

/** Tenants that TENANTS may name: Lambda has 4 KB for all variables of a function. */
export const MAX_TENANTS = 50

/** Destination queues of one deployment. */
export const MAX_QUEUES = 5

/**
 * Longest sender-chosen value in a log line, bytes: no line is over 1 KB then. No workflow with metrics of its own may have
 * a longer name.
 */
export const MAX_LOGGED_BYTES = 72

/** Longest explanation of our own in a log line, bytes. */
export const MAX_LOGGED_DETAIL_BYTES = 150

/** Lines about refused requests an instance may write at once, and how many more it may write each second. */
export const REJECTION_LINES_BURST = 20
export const REJECTION_LINES_PER_SECOND = 1

/** Tasks of one outcome that the ledger keeps of each kind, failed ones and others, and outcomes of one run that it keeps. */
export const MAX_LEDGER_TASKS = 10
export const MAX_LEDGER_OUTCOMES = 20

/**
 * How long the ledger knows an outcome, ms: a day longer than Hatchet keeps runs by default, and the longest window that
 * is polled.
 */
export const LEDGER_RETENTION_MS = 31 * 86_400_000

/** Two attempts of a run whose times come this close are one, ms. A replay was seen to start 1.6 s after the failure. */
export const SAME_SPAN_GAP_MS = 1_000

/** Time one attempt to read or write the ledger may take while a sender waits, ms; there is one attempt. */
export const LEDGER_TIMEOUT_MS = 400

/** Failures in a row after which an instance leaves the ledger alone, and for how long, ms. */
export const LEDGER_FAILURES_BEFORE_REST = 3
export const LEDGER_REST_MS = 30_000

/**
 * Time one request to Hatchet's API may take to connect, and in all, ms. Hatchet is often behind a VPN; a page of 1,000 rows
 * took it 360 ms, details 2 ms.
 */
export const HATCHET_CONNECT_TIMEOUT_MS = 5_000
export const HATCHET_REQUEST_TIMEOUT_MS = 30_000

/** How long an unused connection to Hatchet is kept, ms. Load balancers and NAT drop theirs after a minute or more. */
export const HATCHET_IDLE_CONNECTION_MS = 10_000

/** Requests to Hatchet's API for one question, and the waits between them, ms: a random part of a time that doubles. */
export const HATCHET_ATTEMPTS = 3
export const HATCHET_BACKOFF_BASE_MS = 250
export const HATCHET_BACKOFF_CAP_MS = 5_000

/** Longest Retry-After that is waited for, ms. The next tick comes within minutes. */
export const MAX_HATCHET_RETRY_AFTER_MS = 10_000

/**
 * Longest answers of Hatchet's API that are read, bytes. A page of 50 rows was 2.8 MB, details 7.2 MB for 3.5 MB of output. Four
 * details of 16 MiB that are nothing but brackets take 1.1 GB once they are parsed.
 */
export const MAX_RUN_LIST_BYTES = 16 * 1024 * 1024
export const MAX_RUN_DETAILS_BYTES = 16 * 1024 * 1024
export const MAX_TASK_EVENTS_BYTES = 1024 * 1024

/** Task events, newest first, among which the words of a timeout are looked for. Without a limit Hatchet lists none. */
export const LISTED_TASK_EVENTS = 50

/** Rows among which a run is looked for by the microsecond of its creation. */
export const LISTED_RUNS_OF_ONE_TIME = 50

/** Longest token of Hatchet's API, characters. Its JWTs have a few hundred, and servers take 8 to 16 KB of headers. */
export const MAX_HATCHET_TOKEN_CHARS = 8_192

/** Time one attempt to use a table may take where nobody waits for an answer, ms, and how many attempts there are. */
export const TABLE_TIMEOUT_MS = 2_000
export const TABLE_ATTEMPTS = 3

/** Runs looked up in the ledger at once (DynamoDB's BatchGetItem takes 100 keys). */
export const LEDGER_LOOKUP_SIZE = 100

/**
 * Rows asked for in one page of Hatchet's list, of which the first is the last of the page before. 1,000 rows are about
 * 1 MB, but each may hold 4 MiB of error text.
 */
export const LIST_PAGE_SIZE = 250

/** How often one window may step back because its list moved while it was read. */
export const MAX_LIST_STEPS_BACK = 20

/** Rows of one window that are kept at once; what is beyond is read by the next tick. A row takes about 0.5 KB. */
export const MAX_WINDOW_RUNS = 100_000

/** Runs that an instance remembers as told, over all tenants. Each takes about 0.3 KB. */
export const MAX_KNOWN_RUNS = 200_000

/** Longest window that is read, ms: as long as Hatchet keeps runs by default. */
export const MAX_WINDOW_MS = 30 * 86_400_000

/** Runs that are read in full at once. */
export const DETAILS_AT_ONCE = 4

/**
 * How long a run must have ended before a poll tells it, ms: between a failed attempt and its retry a run reads FAILED. A
 * second read 2 s later was always true.
 */
export const SETTLE_MS = 30_000

/** An end that is further than this in Hatchet's own future is no time to wait for, ms. */
export const MAX_END_LEAD_MS = 3_600_000

/** Runs that Hatchet fails to give, after every attempt, before a tick takes it for down. */
export const MAX_PASSED_OVER = 50

/** How long runs that cannot be read hold a cursor back, ms: windows grow all that time. */
export const MAX_PASSED_OVER_MS = 86_400_000

/** How much later than recorded a run may read to have ended without being looked at again, ms. */
export const SAME_END_TOLERANCE_MS = 5_000

/** Kept free of the time of a poll for storing the cursor and for what is under way, ms. */
export const RECONCILE_RESERVE_MS = 15_000

/**
 * How long after its creation a completed run is left to the polls by backfill, ms: the hourly one reads them for a day, and
 * may be a day behind. Failed and cancelled runs are left to them for {@link MAX_WINDOW_MS}.
 */
export const COMPLETED_LEFT_TO_POLLS_MS = 2 * 86_400_000

/** Runs that backfill lists before it tells them: about as many as it tells in one turn. */
export const BACKFILL_PART_RUNS = 1_000

/** How long one turn of a backfill goes on, ms: whoever asked for it wants to see how far it is, and to stop it. */
export const BACKFILL_TURN_MS = 10_000
