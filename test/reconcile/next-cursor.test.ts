import { describe, expect, it } from 'vitest'
import { MAX_PASSED_OVER_MS } from '../../lib/limits.ts'
import { nextCursor } from '../../lib/reconcile/next-cursor.ts'
import { buildRow } from '../support/build-row.ts'

const HOUR = 3_600_000
const END = Date.parse('2026-11-22T12:00:00Z')
const window = (end = END) => ({ since: end - 3 * HOUR, until: new Date(end).toISOString(), offset: 0, end })
const REST = { ...window(), until: '2026-11-22T11:00:00.000Z' }
const OLD = buildRow({ createdAt: '2026-11-22T09:30:00.000Z' })
const OLD_AT = Date.parse(OLD.createdAt)

describe('nextCursor', () => {
  it('is at the end of a window that was told whole', () => {
    expect(nextCursor(null, window(), null, HOUR, [])).toEqual({ readUntil: END, unread: null })
  })

  it('stays where a part of the window is still to be read', () => {
    expect(nextCursor({ readUntil: 7, unread: null }, window(), REST, HOUR, [])).toEqual({ readUntil: 7, unread: REST })
  })

  it('keeps a run that could not be read in the next window', () => {
    const cursor = nextCursor(null, window(), null, HOUR, [OLD])

    expect(cursor).toEqual({ readUntil: OLD_AT + HOUR, unread: null, heldSince: END })
  })

  it('does not forget a run that could not be read in one part of a window, when the others are told', () => {
    const part = nextCursor({ readUntil: 7, unread: null }, window(), REST, HOUR, [OLD])
    expect(part).toEqual({ readUntil: 7, unread: REST, heldSince: END, heldFrom: OLD_AT })

    expect(nextCursor(part, REST, null, HOUR, [])).toEqual({ readUntil: OLD_AT + HOUR, unread: null, heldSince: END })
  })

  it('waits no longer than a day for what cannot be read', () => {
    const held = { readUntil: OLD_AT + HOUR, unread: null, heldSince: END }
    const dayLater = END + MAX_PASSED_OVER_MS

    expect(nextCursor(held, window(dayLater - 1), null, HOUR, [OLD])).toMatchObject({ heldSince: END })
    expect(nextCursor(held, window(dayLater), null, HOUR, [OLD])).toEqual({ readUntil: dayLater, unread: null })
  })
})
