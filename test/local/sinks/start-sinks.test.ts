import { describe, expect, it, onTestFinished } from 'vitest'
import { startSinks } from '../../../local/sinks/start-sinks.ts'
import type { ToldMessage } from '../../../local/sinks/told-message.ts'

const start = async () => {
  const told: ToldMessage[] = []
  const sinks = await startSinks((message) => told.push(message))
  onTestFinished(sinks.stop)
  const ask = async (method: string, path: string, body?: unknown, headers = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const response = await fetch(`${sinks.url}${path}`, {
      method,
      headers,
      ...(text === undefined ? {} : { body: text }),
    })
    return { status: response.status, body: await response.text(), retryAfter: response.headers.get('retry-after') }
  }
  return {
    ...sinks,
    told,
    ask,
    slack: async (message: unknown = MESSAGE) => ask('POST', '/services/T0/B0/x', message),
    pager: async (event: unknown = trigger()) => ask('POST', '/v2/enqueue', event),
    fault: async (fault: unknown) => ask('POST', '/local/faults', fault),
  }
}

const plain = (text: string) => ({ type: 'plain_text', text })
const RUN = 'https://hatchet.example/runs/1?a=1&amp;b=2'
const RUNBOOK = 'https://wiki.example.com/import'
const MESSAGE = {
  text: 'import failed',
  blocks: [
    { type: 'header', text: plain('🔴 import failed') },
    { type: 'section', text: plain('A run failed.\nError: a < b &amp; c') },
    { type: 'section', text: { type: 'mrkdwn', text: `<${RUN}|Run>  ·  <${RUNBOOK}|Runbook>` } },
    { type: 'context', elements: [plain('hatchet-run-relay')] },
  ],
}
const block = (changed: object) => ({ text: 'x', blocks: [changed] })

const KEY = '0'.repeat(32)
const PAYLOAD = { summary: 'import failed', source: 'tenant 1', severity: 'error', custom_details: { Error: 'boom' } }
const trigger = (payload: object = {}, event: object = {}) => ({
  routing_key: KEY,
  event_action: 'trigger',
  dedup_key: 'incident-1',
  payload: { ...PAYLOAD, ...payload },
  links: [{ href: 'https://hatchet.example/runs/1', text: 'Run' }],
  ...event,
})
const RESOLVE = { routing_key: KEY, event_action: 'resolve', dedup_key: 'incident-1' }

describe('what stands in for Slack', () => {
  it('takes a message, and tells what people would see of it', async () => {
    const { slack, told } = await start()

    expect(await slack()).toMatchObject({ status: 200, body: 'ok' })
    const text = [
      'A run failed.',
      'Error: a < b &amp; c',
      'Run: https://hatchet.example/runs/1?a=1&b=2',
      `Runbook: ${RUNBOOK}`,
      'hatchet-run-relay',
    ].join('\n')
    expect(told).toEqual([{ by: 'Slack', subject: '🔴 import failed', text }])
  })

  it('shows the text of a message without blocks, entities as what they stand for', async () => {
    const { slack, told } = await start()
    await slack({ text: 'import failed\na &lt; b &amp;amp; c' })

    expect(told).toEqual([{ by: 'Slack', subject: 'import failed', text: 'a < b &amp; c' }])
  })

  it.each<[what: string, message: unknown]>([
    ['no JSON', 'import failed'],
    ['no text', { blocks: MESSAGE.blocks }],
    ['an empty text', { text: '' }],
    ['blocks that are no list', { text: 'x', blocks: {} }],
    ['51 blocks', { text: 'x', blocks: Array(51).fill({ type: 'section', text: plain('x') }) }],
    ['a block that is none', { text: 'x', blocks: ['x'] }],
    ['a block of an unknown type', block({ type: 'fancy', text: plain('x') })],
    ['a header of 151 characters', block({ type: 'header', text: plain('x'.repeat(151)) })],
    ['a header of markdown', block({ type: 'header', text: { type: 'mrkdwn', text: 'x' } })],
    ['a section of 3,001 characters', block({ type: 'section', text: plain('x'.repeat(3_001)) })],
    ['a section without text', block({ type: 'section' })],
    ['a section with an empty text', block({ type: 'section', text: plain('') })],
    ['a context without elements', block({ type: 'context', elements: [] })],
    ['a context of 11 elements', block({ type: 'context', elements: Array(11).fill(plain('x')) })],
  ])('refuses %s, as Slack does, and tells nobody', async (_, message) => {
    const { slack, told } = await start()

    expect(await slack(message)).toMatchObject({ status: 400, body: expect.stringMatching(/^invalid_blocks ./) })
    expect(told).toEqual([])
  })
})

describe('what stands in for PagerDuty', () => {
  it('takes a trigger and a resolve, and tells what people would see of them', async () => {
    const { pager, told } = await start()

    expect([(await pager()).status, (await pager(RESOLVE)).status]).toEqual([202, 202])
    const text = 'Error: boom\nRun: https://hatchet.example/runs/1\nincident incident-1'
    expect(told).toEqual([
      { by: 'PagerDuty', subject: 'trigger [error] import failed', text },
      { by: 'PagerDuty', subject: 'resolve', text: 'incident incident-1' },
    ])
  })

  it.each<[what: string, event: unknown]>([
    ['no JSON', 'trigger'],
    ['an unknown action', trigger({}, { event_action: 'wake' })],
    ['a routing key of 31 characters', trigger({}, { routing_key: '0'.repeat(31) })],
    ['no payload', trigger({}, { payload: undefined })],
    ['an empty summary', trigger({ summary: '' })],
    ['a summary of 1,025 characters', trigger({ summary: 'x'.repeat(1_025) })],
    ['no source', trigger({ source: undefined })],
    ['an unknown severity', trigger({ severity: 'bad' })],
    ['a time that is none', trigger({ timestamp: 'now' })],
    ['a key of 256 characters', trigger({}, { dedup_key: 'x'.repeat(256) })],
    ['a link to nowhere', trigger({}, { links: [{ href: 'here', text: 'Run' }] })],
    ['a resolve of nothing', { ...RESOLVE, dedup_key: undefined }],
  ])('refuses %s, as PagerDuty does, and tells nobody', async (_, event) => {
    const { pager, told } = await start()
    const { status, body } = await pager(event)

    expect([status, JSON.parse(body)]).toMatchObject([400, { status: 'invalid event', errors: [expect.any(String)] }])
    expect(told).toEqual([])
  })
})

describe('what stands in for sinks', () => {
  it.each([
    ['GET', '/services/T0/B0/x'],
    ['POST', '/services/T0/B0'],
    ['POST', '/services/T0/B0/x/y'],
    ['POST', '/v2/change/enqueue'],
    ['POST', '/'],
  ])('knows nothing of %s %s', async (method, path) => {
    const { ask } = await start()

    expect(await ask(method, path, method === 'GET' ? undefined : MESSAGE)).toMatchObject({
      status: 404,
      body: 'no_service',
    })
  })

  it('fails as often as it is told to, and only where it is told to', async () => {
    const { slack, pager, fault, told } = await start()
    expect(
      await fault({ on: 'slack', kind: 'status', status: 429, retryAfter: 'soon', body: 'rate_limited', times: 2 }),
    ).toMatchObject({ status: 204 })

    const refused = { status: 429, body: 'rate_limited', retryAfter: 'soon' }
    expect([await slack(), await pager(), await slack(), await slack()]).toMatchObject([
      refused,
      { status: 202 },
      refused,
      { status: 200 },
    ])
    expect(told.map(({ by }) => by)).toEqual(['PagerDuty', 'Slack'])
  })

  it('fails once where it is not told how often, for whoever comes first where it is for any', async () => {
    const { slack, pager, fault } = await start()
    await fault({ on: 'any', kind: 'status', status: 500 })

    expect([(await pager()).status, (await slack()).status, (await pager()).status]).toEqual([500, 200, 202])
  })

  it('fails by the fault that was added last, then by those before, until all are ended', async () => {
    const { slack, fault, ask } = await start()
    await fault({ on: 'slack', kind: 'status', status: 500, times: 9 })
    await fault({ on: 'slack', kind: 'status', status: 503 })

    expect([(await slack()).status, (await slack()).status]).toEqual([503, 500])
    expect((await ask('DELETE', '/local/faults')).status).toBe(204)
    expect((await slack()).status).toBe(200)
  })

  it('breaks the connection before the answer is whole', async () => {
    const { slack, fault, told } = await start()
    await fault({ on: 'slack', kind: 'break' })

    await expect(slack()).rejects.toThrow('terminated')
    expect(told).toEqual([])
  })

  it('does not answer one that hangs, answers others meanwhile, and stops nevertheless', async () => {
    const { slack, pager, fail, stop, told } = await start()
    fail({ on: 'slack', kind: 'hang' })
    const hanging = expect(slack()).rejects.toThrow()
    expect((await pager()).status).toBe(202)
    await stop()

    await hanging
    expect(told.map(({ by }) => by)).toEqual(['PagerDuty'])
  })

  it.each([
    ['no JSON', 'fail', 'kind must be status, hang or break'],
    ['an unknown kind', { on: 'slack', kind: 'slow' }, 'kind must be status, hang or break'],
    ['another sink', { on: 'teams', kind: 'hang' }, 'the sink must be slack, pagerduty or any'],
    ['no sink', { kind: 'hang' }, '"on" is missing'],
    ['no status', { on: 'slack', kind: 'status' }, '"status" is missing'],
    ['a wait that is no text', { on: 'slack', kind: 'status', status: 429, retryAfter: 3 }, 'retryAfter must be text'],
    [
      'a wait that no header can say',
      { on: 'slack', kind: 'status', status: 429, retryAfter: '3\n' },
      'a header must be printable ASCII',
    ],
    ['a status of no answer', { on: 'slack', kind: 'status', status: 199 }, 'a status must be 200 to 599'],
    ['no times', { on: 'slack', kind: 'hang', times: 0 }, 'times must be a whole number from 1 on'],
    ['half a time', { on: 'slack', kind: 'hang', times: 0.5 }, 'times must be a whole number from 1 on'],
  ])('says what is wrong with a fault of %s, and works on', async (_, wrong, message) => {
    const { slack, fault } = await start()
    const { status, body } = await fault(wrong)

    expect([status, JSON.parse(body).message]).toEqual([400, message])
    expect((await slack()).status).toBe(200)
  })
})
