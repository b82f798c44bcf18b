import { describe, expect, it } from 'vitest'
import { buildRuns } from '../../bench/calls/build-runs.ts'
import { countCalls } from '../../bench/calls/count-calls.ts'
import { createTable } from '../../bench/calls/create-table.ts'
import type { Poll } from '../../bench/calls/measure-poll.ts'
import { toldItem } from '../../bench/calls/told-item.ts'
import { callFigures } from '../../bench/report/call-figures.ts'
import { callTable } from '../../bench/report/call-table.ts'
import { isMissed } from '../../bench/report/is-missed.ts'
import { pollFigures } from '../../bench/report/poll-figures.ts'
import { readLedgerItem } from '../../lib/aws/read-ledger-item.ts'

describe('countCalls', () => {
  it('counts each call', () => {
    expect(countCalls(['GetItem', 'list', 'GetItem'])).toEqual({ GetItem: 2, list: 1 })
  })

  it('refuses a call that nobody expects', () => {
    expect(() => countCalls(['GetItem', 'Scan'])).toThrow('Scan was called')
  })
})

describe('createTable', () => {
  const key = (pk: string) => ({ pk: { S: pk } })
  const update = (outcome: string) => ({
    Key: key('run'),
    ExpressionAttributeNames: { '#new': 'aa' },
    ExpressionAttributeValues: { ':new': { S: outcome }, ':expiresAt': { N: '9' } },
  })

  it('answers with what was put, one item or many', () => {
    const table = createTable()
    table.put({ ...key('run'), x: { S: 'y' } })

    expect(table.answer('GetItem', { Key: key('run') })).toEqual({ Item: { ...key('run'), x: { S: 'y' } } })
    expect(table.answer('GetItem', { Key: key('other') })).toEqual({ Item: undefined })
    expect(table.answer('BatchGetItem', { RequestItems: { runs: { Keys: [key('other'), key('run')] } } })).toEqual({
      Responses: { runs: [{ ...key('run'), x: { S: 'y' } }] },
      UnprocessedKeys: {},
    })
  })

  it('adds an outcome, and leaves one that is there', () => {
    const table = createTable()
    table.answer('UpdateItem', update('first'))
    table.answer('UpdateItem', update('second'))

    const item = { ...key('run'), aa: { S: 'first' }, expiresAt: { N: '9' } }
    expect(table.answer('GetItem', { Key: key('run') })).toEqual({ Item: item })
  })

  it('leaves calls to others to them', () => {
    expect(createTable().answer('SendMessage', {})).toBeUndefined()
  })
})

describe('buildRuns', () => {
  it('builds runs with ids and times of their own, which the ledger can have told', () => {
    const runs = buildRuns(3, 0, 3_000)

    expect(runs.map(({ run }) => run['createdAt'])).toEqual([0, 1, 2].map((s) => `1970-01-01T00:00:0${s}.000Z`))
    expect(new Set(runs.map((run) => toldItem(run)['pk']?.S)).size).toBe(3)
    expect(runs.flatMap((run) => readLedgerItem(toldItem(run), Date.now()))).toHaveLength(3)
  })
})

describe('callFigures', () => {
  it('judges calls per request, reads of the secret apart', () => {
    const calls = { GetItem: 100, UpdateItem: 100, SendMessage: 100, GetSecretValue: 2 }

    expect(callFigures([{ what: 'webhook, forwarded', times: 100, calls }])).toMatchObject([
      { value: 3, target: 3, against: 'reads of the secret 0.02' },
    ])
    expect(callFigures([{ what: 'webhook, duplicate', times: 100, calls }]).map(isMissed)).toEqual([true])
    expect(callFigures([{ what: 'webhook, first of an instance', times: 1, calls }])).toEqual([])
  })
})

describe('pollFigures', () => {
  const log = { logLines: 0, logBytes: 0 }
  const invocation = { statusCode: null, givenBack: 0, takenMs: 1_234, rssBytes: 60e6, peakRssBytes: 100e6, ...log }
  const tick = (what: string, calls: object) => ({ what, times: 1, calls, invocation })
  const poll: Poll = {
    rows: 10_000,
    untold: 100,
    cold: tick('cold', { list: 42, details: 101, BatchGetItem: 100 }),
    warm: tick('warm', { list: 42, BatchGetItem: 1 }),
    quiet: tick('quiet', {}),
  }
  const missed = (polls: readonly Poll[]) =>
    pollFigures(polls)
      .filter(isMissed)
      .map(({ what }) => what)

  it('judges the calls of a poll that found something', () => {
    expect(missed([poll])).toEqual(['cold, details', 'warm, BatchGetItem'])
    expect(missed([{ ...poll, untold: 0 }])).toEqual([])
  })

  it('tells the time, and the memory that both ticks took', () => {
    const figures = pollFigures([{ ...poll, untold: 0 }])

    expect(figures.map(({ what }) => what)).toEqual(['cold, time', 'warm, time', 'cold, peak memory, MB'])
    expect(figures[0]?.measured).toBe('1,234 ms')
    expect(figures[2]).toMatchObject({ value: 100, against: 'before it 60, growth 40', target: 1_024 })
  })
})

describe('callTable', () => {
  it('has a column for each call', () => {
    const [heading, , row] = callTable([{ what: 'poll', times: 1, calls: { list: 42, PutItem: 1 } }])

    expect(heading).toMatch(/^calls +times +list +details +GetSecretValue/)
    expect(row?.split(/ +/)).toEqual(['poll', '1', '42', '0', '0', '0', '0', '0', '1', '0'])
  })
})
