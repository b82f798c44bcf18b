/**
 * Failures that an incident remembers against redelivery, and for how long, ms. A message comes again within the hour, five
 * times at most. Every good run of the workflow reads what is remembered, and is billed by its size.
 */
export const MAX_SEEN_FAILURES = 1_000
export const SEEN_RETENTION_MS = 2 * 86_400_000

/** Failures below its threshold that an incident remembers. */
export const MAX_RECENT_FAILURES = 50

/** How much longer than its window a failure below the threshold is remembered after its arrival, ms. */
export const RECENT_FAILURE_GRACE_MS = 3_600_000

/** Longest time between two updates of an incident, ms. */
export const MAX_UPDATE_INTERVAL_MS = 86_400_000

/** How long a claim holds, ms: longer than the function that took it may run. */
export const CLAIM_MS = 90_000

/** Longest time until an open incident is looked at again, ms: its route may have gone from the policy. */
export const INCIDENT_RECHECK_MS = 3_600_000

/** How much newer a success must be to be stored where it changes nothing, ms. */
export const SUCCESS_NOTE_MS = 300_000

/** Messages that a sink gets at once in a minute; what is beyond waits, and goes as one digest. */
export const MAX_MESSAGES_PER_MINUTE = 10

/** Transient failures in a row after which a sink is left alone for a while. */
export const MAX_SINK_FAILURES = 3

/** How often an incident is read and stored anew because another was first, and the longest wait before that, ms. */
export const MAX_LOST_RACES = 12
export const MAX_RACE_WAIT_MS = 400

/** Time one notification may take, ms. */
export const SEND_TIMEOUT_MS = 5_000

/** Incidents that are worked on at once. */
export const INCIDENTS_AT_ONCE = 8

/** How long a sink that failed for a moment is left alone, by how often it has, ms; the last is for all that follow. */
export const RETRY_WAITS_MS = [60_000, 120_000, 300_000, 900_000] as const

/** Longest wait that a sink may ask for, ms, and how long one is tried before its message goes to the fallback, ms. */
export const MAX_ASKED_WAIT_MS = 3_600_000
export const MAX_FAILING_MS = 86_400_000

/** Incidents that one sweep looks at. What is beyond is overdue, and the first of the next one. */
export const MAX_SWEPT_INCIDENTS = 1_000

/** Time kept free for what is under way when a batch runs short of time, ms: one send, and its note. */
export const ALERT_RESERVE_MS = 12_000

/** Longest first line of an error that an incident keeps, characters. */
export const MAX_SAMPLE_ERROR_CHARS = 300

/** Members of an alert policy. Each failure is held against every route, and against every silence. */
export const MAX_ROUTES = 50
export const MAX_SINKS = 20
export const MAX_SILENCES = 100

/** Longest text that a route looks for in an error, longest runbook URL, and longest reason of a silence, characters. */
export const MAX_MATCHED_ERROR_CHARS = 200
export const MAX_RUNBOOK_CHARS = 500
export const MAX_SILENCE_REASON_CHARS = 200

/** Shortest and longest times of an alert policy, ms. Seconds are for trying things out. */
export const MIN_POLICY_TIME_MS = 1_000
export const MAX_OPEN_WITHIN_MS = 7 * 86_400_000
export const MAX_RESOLVE_AFTER_QUIET_MS = 7 * 86_400_000
export const MAX_CLOSE_AFTER_MS = 90 * 86_400_000

/** What a notification tells at most of a name, characters, and how many failed steps it names. */
export const MAX_TOLD_NAME_CHARS = 100
export const MAX_TOLD_TASKS = 5

/** Longest link in a notification, characters. A longer one is left out: half a link leads nowhere. */
export const MAX_TOLD_URL_CHARS = 512

/** Notifications that a digest tells one by one, and what it tells of each one's error, characters; the rest is counted. */
export const MAX_DIGEST_ENTRIES = 10
export const MAX_DIGEST_ERROR_CHARS = 120

/** Longest subject of an SNS message, characters: its API wants ASCII "less than 100 characters long". */
export const MAX_SUBJECT_CHARS = 99

/** Longest title and description of an Amazon Q Developer custom notification, characters (its OpenAPI schema). */
export const MAX_CHAT_TITLE_CHARS = 250
export const MAX_CHAT_TEXT_CHARS = 8_000

/** What a chat message gives one text of a run, characters of markdown: escaped text can be five times as long. */
export const MAX_CHAT_LINE_CHARS = 1_000

/** How long an incident's item is kept once nothing is open and nothing is left to tell, ms. */
export const CLOSED_INCIDENT_RETENTION_MS = 31 * 86_400_000

/** Pages of a query in the table of incidents that are read at most. Each is 1 MB: thousands of keys. */
export const MAX_INCIDENT_PAGES = 20

/** How often a sink's gate is asked anew because others changed it meanwhile. */
export const GATE_ATTEMPTS = 3

/** How far ahead of our clock another's may be, ms: its minute is then taken for the current one, and its rests hold. */
export const MAX_GATE_CLOCK_LEAD_MS = 600_000

/** How long the silences that operators set are used without asking again, ms. */
export const SILENCES_CACHE_MS = 60_000

/** Origins that a Slack webhook may have. */
export const MAX_SLACK_ORIGINS = 10

/** How long the secrets of sinks are used without being read again, and not oftener, where a sink refuses one, ms. */
export const SINK_SECRETS_CACHE_MS = 300_000
export const SINK_SECRETS_RETRY_MS = 30_000

/** Time a connection to a sink, and one request to it, may take, ms: less than SEND_TIMEOUT_MS, which would not say what hung. */
export const SINK_CONNECT_TIMEOUT_MS = 3_000
export const SINK_REQUEST_TIMEOUT_MS = 4_500

/** What is read of a sink's answer, bytes: `ok`, or why not. */
export const MAX_SINK_ANSWER_BYTES = 65_536

/**
 * Slack's limits, characters: of a header block, of the text of a section and of a context element, and what it recommends
 * for a message's own text.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks
 * @see https://docs.slack.dev/reference/methods/chat.postMessage
 */
export const MAX_SLACK_HEADER_CHARS = 150
export const MAX_SLACK_TEXT_CHARS = 3_000
export const MAX_SLACK_MESSAGE_CHARS = 4_000

/**
 * PagerDuty's limits, characters: of an event's summary, of its dedup_key and, of our own, of any other text; what is longer
 * than 512 KB in all it refuses.
 *
 * @see https://developer.pagerduty.com/api-reference/368ae3d938c9e-send-an-event-to-pager-duty
 */
export const MAX_PAGER_SUMMARY_CHARS = 1_024
export const MAX_PAGER_KEY_CHARS = 255
export const MAX_PAGER_TEXT_CHARS = 1_000
