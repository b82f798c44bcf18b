import { expect, it } from 'vitest'
import { failedMessageIds } from '../../local/triggers/failed-message-ids.ts'

const batch = [{ MessageId: 'a' }, { MessageId: 'b' }, { MessageId: 'c' }]
const answered = (response: unknown) => ({ ok: true, payload: JSON.stringify(response) }) as const
const failures = (...ids: unknown[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) })

it.each([
  ['none after an empty list', failures(), []],
  ['none after null', null, []],
  ['none after an empty object', {}, []],
  ['none after a null list', { batchItemFailures: null }, []],
  ['those that are named', failures('b', 'c'), ['b', 'c']],
  ['a message once, however often it is named', failures('b', 'b'), ['b']],
  ['all after an empty id', failures('b', ''), ['a', 'b', 'c']],
  ['all after a null id', failures(null), ['a', 'b', 'c']],
  ['all after an id of another batch', failures('b', 'z'), ['a', 'b', 'c']],
  ['all after a wrong key', { batchItemFailures: [{ id: 'b' }] }, ['a', 'b', 'c']],
  ['all after a text', 'done', ['a', 'b', 'c']],
])('brings back %s', (_, response, expected) => {
  expect([...failedMessageIds(answered(response), batch, true)]).toEqual(expected)
})

it('brings back all after an error, whoever reports failures', () => {
  const failed = { ok: false, errorType: 'Error', errorMessage: 'broken' } as const
  expect(failedMessageIds(failed, batch, true).size).toBe(3)
  expect(failedMessageIds(failed, batch, false).size).toBe(3)
})

it('does not look at the answer of a function that reports no failures', () => {
  expect(failedMessageIds(answered(failures('b')), batch, false).size).toBe(0)
})
