// Copy this file into your worker: it needs Node 20 or later, and nothing else. How to use it: docs/sending.md of hatchet-run-relay.

import { createHmac, randomUUID } from 'node:crypto'

/** What is used of the context that Hatchet gives to a hook. */
export interface HookContext {
  workflowRunId(): string
  taskRunExternalId(): string
  retryCount(): number
  errors(): Record<string, string>
}

export interface ReportOptions {
  /** Where the relay takes runs: output `WebhookUrl` of its deployment. If absent, `RELAY_WEBHOOK_URL`. */
  readonly url?: string | undefined
  /** The secret to sign with. If absent, `RELAY_WEBHOOK_SECRET`. */
  readonly secret?: string | undefined
  /** A token of Hatchet's API. If absent, `HATCHET_CLIENT_TOKEN`, which workers have. */
  readonly hatchetToken?: string | undefined
  /** Where Hatchet's API is. If absent, `HATCHET_CLIENT_API_URL`, else what the token says. */
  readonly hatchetApiUrl?: string | undefined
  /** Members of the run's `additionalMetadata` to send, each up to 256 characters. If absent, none. */
  readonly metadataKeys?: readonly string[] | undefined
  /** Takes one line if a run could not be reported: which one, and why. If absent, `console.error`. */
  readonly log?: ((line: string) => unknown) | undefined
}

type Json = Readonly<Record<string, unknown>>
type Hook = ReturnType<typeof readHook>
type Settings = ReturnType<typeof readSettings>

interface Answer {
  /** 0 if there was none, -1 if it was too large: `text` says why. */
  readonly status: number
  readonly text: string
  /** NaN if the answer does not say. */
  readonly retryAfterMs: number
}

/** Time that a report takes at most, ms. Hatchet ends a hook after 60 s, if nothing else is configured. */
const TOTAL_MS = 20_000
/** How long of it Hatchet is asked for the run, and for a run that shows what its hook already knows, ms. */
const READ_MS = 10_000
const SETTLE_MS = 3_000
/** Time that one request takes at most, ms. The relay itself answers within 8 s. */
const READ_ATTEMPT_MS = 5_000
const SEND_ATTEMPT_MS = 10_000
/** First and longest wait between two requests, ms, where the answer asks for no longer one. */
const READ_PAUSES_MS = [100, 500] as const
const SEND_PAUSES_MS = [250, 5_000] as const
const MAX_ERROR_BYTES = 32 * 1_024
const MAX_RUN_BYTES = 32 * 1_024 * 1_024
const MAX_RELAY_BYTES = 64 * 1_024
const MAX_METADATA_CHARS = 256
/** All that is sent of a run and of its tasks: never what they were given, nor what they returned. */
const RUN_MEMBERS = ['tenantId', 'workflowId', 'workflowVersionId', 'displayName']
const RUN_TIMES = ['createdAt', 'startedAt', 'finishedAt']
const TASK_MEMBERS = ['displayName', 'status', 'retryCount', 'startedAt', 'finishedAt']
const PARENT = 'hatchet__parent_workflow_run_id'
/** How tasks of a good run end; one that Hatchet passed over is CANCELLED. */
const hasEndedWell = (status: unknown): boolean => status === 'COMPLETED' || status === 'CANCELLED'

/**
 * Tells the relay how the run of this hook has ended. Takes 20 s at most, and never throws or rejects, whatever happens: a
 * throw in an on-success hook would turn its good run into a failed one.
 *
 * @param status - `FAILED` in on-failure, `COMPLETED` in on-success: Hatchet itself says RUNNING as long as a hook runs
 */
export const reportRun = async (
  ctx: HookContext,
  status: 'FAILED' | 'COMPLETED',
  options: ReportOptions = {},
): Promise<void> => {
  const start = performance.now()
  try {
    const settings = readSettings(options)
    const hook = readHook(ctx, status)
    const details = await readRun(hook, settings, start)
    await send(JSON.stringify(payloadOf(details, hook, settings)), hook, settings, start + TOTAL_MS)
  } catch (error) {
    void complain(ctx, options, error)
  }
}

const complain = async (ctx: HookContext, options: ReportOptions, error: unknown): Promise<void> => {
  try {
    const runId = unlessItThrows(() => ctx.workflowRunId()) ?? '(unknown)'
    const reason = error instanceof Error ? error.message : String(error)
    await (options?.log ?? console.error)(`hatchet-run-relay: run ${runId} was not reported: ${reason}`)
  } catch {
    // Nobody is left to be told.
  }
}

const readSettings = (options: ReportOptions) => {
  const { RELAY_WEBHOOK_URL, RELAY_WEBHOOK_SECRET, HATCHET_CLIENT_TOKEN, HATCHET_CLIENT_API_URL } = process.env
  const secret = (options.secret || RELAY_WEBHOOK_SECRET || '').trim().replace(/^whsec_/, '')
  const key = Buffer.from(secret, 'base64')
  if (key.length < 24 || key.length > 64) throw new Error('RELAY_WEBHOOK_SECRET must be base64 of 24 to 64 bytes')
  const token = (options.hatchetToken || HATCHET_CLIENT_TOKEN || '').trim()
  if (!/^[!-~]+$/.test(token)) throw new Error('HATCHET_CLIENT_TOKEN must be set to a token: visible ASCII characters')
  const { metadataKeys = [] } = options
  if (!Array.isArray(metadataKeys)) throw new Error('metadataKeys must be a list of names')
  const url = httpUrl('RELAY_WEBHOOK_URL', options.url || RELAY_WEBHOOK_URL)
  const apiUrl = options.hatchetApiUrl || HATCHET_CLIENT_API_URL || addressIn(token)
  return { url, key, apiUrl: httpUrl('HATCHET_CLIENT_API_URL', apiUrl), token, metadataKeys }
}

const httpUrl = (name: string, value: unknown): string => {
  const url = textOf(value).trim()
  const parsed = unlessItThrows(() => (/^https?:\/\/[!-~]+$/.test(url) ? new URL(url) : undefined))
  if (parsed === undefined || parsed.username + parsed.password !== '') {
    throw new Error(`${name} must be an address that begins with https://, without a password`)
  }
  return url.replace(/(?<!\/)\/+$/, '')
}

/** Hatchet's tokens are JWTs, which say where its API is. */
const addressIn = (token: string): unknown =>
  parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())['server_url']

const readHook = (ctx: HookContext, status: 'FAILED' | 'COMPLETED') => {
  if (!ctx) throw new Error('ctx is missing')
  if (status !== 'FAILED' && status !== 'COMPLETED') throw new Error('the status must be FAILED or COMPLETED')
  // Where nothing failed the SDK complains of being asked for errors.
  const errors = status === 'FAILED' ? unlessItThrows(() => Object.values(ctx.errors())) : undefined
  const taskId = ctx.taskRunExternalId()
  return { runId: ctx.workflowRunId(), taskId, retryCount: ctx.retryCount(), status, errors: errors ?? [] }
}

/** Reads the run until it shows what its hook already knows, or until there is no more time for that. */
const readRun = async (hook: Hook, { apiUrl, token }: Settings, start: number): Promise<Json> => {
  const url = `${apiUrl}/api/v1/stable/workflow-runs/${encodeURIComponent(hook.runId)}`
  let found: Json | undefined
  for (let tries = 0; ; tries += 1) {
    const endOf = (): number => start + (found === undefined ? READ_MS : SETTLE_MS)
    const timeoutMs = Math.min(READ_ATTEMPT_MS, endOf() - performance.now())
    const answer = await request(url, { headers: { authorization: `Bearer ${token}` } }, timeoutMs, MAX_RUN_BYTES)
    const details = answer.status === 200 ? parse(answer.text) : {}
    const isRun = idOf(members(details['run'])) === hook.runId
    if (isRun) found = details
    if (isRun && hasSettled(details, hook)) return details
    const pauseMs = pauseAfter(answer, tries, ...READ_PAUSES_MS)
    const isRefused = !isTransient(answer) && answer.status !== 404 && answer.status !== 200
    if (isRefused || performance.now() + pauseMs >= endOf()) {
      if (found !== undefined) return found
      throw new Error(answer.status === 200 ? 'Hatchet: 200, but not with the run' : `Hatchet: ${told(answer)}`)
    }
    await sleep(pauseMs)
  }
}

/**
 * Hatchet's API is a moment behind: a task may still read FAILED by an attempt that was retried or replayed since. It has
 * caught up once it knows this very hook, which Hatchet starts last.
 */
const hasSettled = (details: Json, { taskId, retryCount, status, errors }: Hook): boolean => {
  const tasks = tasksIn(details)
  const own = tasks.find((task) => idOf(task) === taskId)
  if (own === undefined || (retryCount > 0 && !(Number(own['retryCount']) >= retryCount))) return false
  const others = tasks.filter((task) => task !== own)
  if (status === 'COMPLETED') return others.length > 0 && others.every((task) => hasEndedWell(task['status']))
  return others.filter((task) => task['status'] === 'FAILED').length >= Math.max(1, errors.length)
}

/** The run in Hatchet's details form, as the relay takes it. The hook is left out: it is not done, and no part of the work. */
const payloadOf = (details: Json, { taskId, status, errors }: Hook, { metadataKeys }: Settings): Json => {
  const run = members(details['run'])
  const error = status === 'FAILED' ? [run['errorMessage'], ...errors].find(hasText) : undefined
  return {
    run: {
      ...pickWithId(run, [...RUN_MEMBERS, ...RUN_TIMES]),
      additionalMetadata: shortTexts(pick(members(run['additionalMetadata']), [PARENT, ...metadataKeys])),
      status,
      errorMessage: shorten(error ?? ''),
      input: {},
      output: {},
    },
    tasks: tasksIn(details)
      .filter((task) => idOf(task) !== taskId)
      .map((task) => pickWithId(task, TASK_MEMBERS)),
    workflowConfig: pick(members(details['workflowConfig']), ['Name']),
  }
}

/** Of a timeout Hatchet has no text, and of a thrown value that is no Error `{}`. */
const hasText = (error: unknown): error is string =>
  typeof error === 'string' && !/^(?:\{\s*\}|"")?$/.test(error.trim())

/** Cuts an error's text; one of `{"message","stack"}` so that it stays one. */
const shorten = (error: string): string => {
  if (Buffer.byteLength(error) <= MAX_ERROR_BYTES) return error
  const { message, stack } = parse(error)
  // A character takes up to six bytes of JSON.
  const [first, second] = [textOf(message).slice(0, 4_000), textOf(stack).slice(0, 1_000)]
  if (first !== '') return JSON.stringify({ message: first, stack: second })
  // As a stream: a character that is cut in two is left out.
  return new TextDecoder().decode(Buffer.from(error).subarray(0, MAX_ERROR_BYTES), { stream: true })
}

/** Posts the body until it is taken or refused, each time under the same id and with a fresh signature. */
const send = async (body: string, hook: Hook, { url, key }: Settings, end: number): Promise<void> => {
  const id = /^[\w-]{1,200}$/.test(hook.taskId) ? `${hook.taskId}_${Number(hook.retryCount)}` : randomUUID()
  for (let tries = 0; ; tries += 1) {
    const timestamp = String(Math.floor(Date.now() / 1_000))
    const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    }
    const timeoutMs = Math.min(SEND_ATTEMPT_MS, end - performance.now())
    const answer = await request(url, { method: 'POST', headers, body }, timeoutMs, MAX_RELAY_BYTES)
    if (isTaken(answer)) return
    const pauseMs = pauseAfter(answer, tries, ...SEND_PAUSES_MS)
    if (!isTransient(answer) || performance.now() + pauseMs >= end) throw new Error(`the relay: ${told(answer)}`)
    await sleep(pauseMs)
  }
}

/** Anything may answer 200 at a wrong address: only the relay says how it took the run. */
const isTaken = ({ status, text }: Answer): boolean => {
  if (status < 200 || status >= 300) return false
  const { outcome, reason } = parse(text)
  if (outcome === 'forwarded' || outcome === 'duplicate') return true
  const said = outcome === 'ignored' ? `but it ignored the run: ${oneLine(reason)}` : "but not the relay's answer"
  throw new Error(`the relay: ${status}, ${said}`)
}

const request = async (url: string, init: RequestInit, timeoutMs: number, maxBytes: number): Promise<Answer> => {
  const stopping = new AbortController()
  const timer = setTimeout(() => stopping.abort(), Math.max(1, timeoutMs))
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', signal: stopping.signal })
    const retryAfterMs = Number(response.headers.get('retry-after') ?? Number.NaN) * 1_000
    const chunks: Uint8Array[] = []
    let bytes = 0
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length
      if (bytes > maxBytes) return { status: -1, text: 'answer too large', retryAfterMs }
      chunks.push(chunk)
    }
    return { status: response.status, text: Buffer.concat(chunks).toString(), retryAfterMs }
  } catch (error) {
    // Only its code: a message may repeat a header that cannot be sent.
    const code = members(members(error)['cause'])['code'] ?? 'failed'
    return { status: 0, text: stopping.signal.aborted ? 'not in time' : String(code), retryAfterMs: Number.NaN }
  } finally {
    clearTimeout(timer)
  }
}

const isTransient = ({ status }: Answer): boolean => status === 0 || status === 408 || status === 429 || status >= 500

/** Ever longer, and no shorter than the answer asks for. */
const pauseAfter = ({ retryAfterMs }: Answer, tries: number, firstMs: number, longestMs: number): number => {
  const ownMs = Math.min(firstMs * 2 ** tries, longestMs) * (0.75 + Math.random() / 4)
  return retryAfterMs > ownMs ? retryAfterMs : ownMs
}

/** What an answer says, in one line. */
const told = ({ status, text }: Answer): string => {
  if (status <= 0) return status === 0 ? `no answer (${text})` : text
  if (status >= 300 && status < 400) return `${status}, redirected: check the address`
  const { detail, message = detail } = parse(text)
  return `${status} ${oneLine(message)}`
}

const oneLine = (value: unknown): string =>
  textOf(value)
    .replace(/[^ -~]+/g, ' ')
    .slice(0, 200)

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const unlessItThrows = <T>(read: () => T): T | undefined => {
  try {
    return read()
  } catch {
    return undefined
  }
}

const members = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const parse = (text: string): Json => members(unlessItThrows((): unknown => JSON.parse(text)))
/** What is text, a number or a boolean: objects and lists are never sent. */
const pick = (from: Json, names: readonly string[]): Json =>
  Object.fromEntries(
    names
      .map((name) => [name, from[name]] as const)
      .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value)),
  )
const pickWithId = (item: Json, names: readonly string[]): Json => ({
  ...pick(item, names),
  metadata: pick(members(item['metadata']), ['id', 'createdAt', 'updatedAt']),
})
/** Each as text, with no half of a character at its end. */
const shortTexts = (values: Json): Json =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, cut(String(value))]))
const cut = (text: string): string => text.slice(0, MAX_METADATA_CHARS).replace(/[\ud800-\udbff]$/, '')
const idOf = (item: Json): unknown => members(item['metadata'])['id']
const tasksIn = ({ tasks }: Json): readonly Json[] => (Array.isArray(tasks) ? tasks.map(members) : [])
