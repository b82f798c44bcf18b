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
