import { describe, expect, it, vi } from 'vitest'
import { reportGoneSinks } from '../../lib/alerts/report-gone-sinks.ts'
import { buildItem } from '../support/alerts/build-item.ts'
import { buildSinkState } from '../support/alerts/build-sink-state.ts'

describe('a sink that the policy has no more', () => {
  it.each([
    ['is counted where it holds an incident', { incidentId: 'a', told: 1 }, ['old']],
    ['is counted where it was still to be told', { told: 0 }, ['old']],
    ['is not counted where it was told everything', { told: 1 }, []],
  ])('%s', (_, state, counted) => {
    const failed = vi.fn<(sink: string, detail: string) => void>()
    const item = buildItem({ ever: 1, sinks: { old: buildSinkState(state), team: buildSinkState({ told: 0 }) } })
    reportGoneSinks(item, { sinks: new Map([['team', {} as never]]), report: { failed } as never })

    expect(failed.mock.calls.map(([sink]) => sink)).toEqual(counted)
  })
})
