import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { outcomeId } from '../../lib/run/outcome-id.ts'
import { buildRun } from '../support/build-run.ts'
import { recordedRun } from '../support/recorded-run.ts'
import { summaryOf } from '../support/summary-of.ts'
import { withMember } from '../support/with-member.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const idWith = (path: readonly string[], value: unknown): string => summaryOf(withMember(buildRun(), path, value)).id

const ID = summaryOf(buildRun()).id

const OUTCOME = {
  tenantId: '707d0855-80ab-4e1f-a156-f1c4546cbf52',
  runId: '5c6d273c-5c46-4288-953d-134855c00f3e',
  status: 'COMPLETED',
  createdAt: Date.parse('2026-11-22T11:42:52.794Z'),
} as const

describe('the id of an outcome', () => {
  it('is the SHA-256 of tenant, run, status and creation time as JSON', () => {
    expect(ID).toBe(
      sha256(
        '["707d0855-80ab-4e1f-a156-f1c4546cbf52","5c6d273c-5c46-4288-953d-134855c00f3e","COMPLETED","2026-11-22T11:42:52.794Z"]',
      ),
    )
  })

  it('does not name the first outcome of its status and creation time, so that ids made without a ledger stay right', () => {
    expect(outcomeId({ ...OUTCOME, ordinal: 0 })).toBe(ID)
  })

  it.each([1, 2, 20])('names each further outcome of its status and creation time by its number: %i', (ordinal) => {
    expect(outcomeId({ ...OUTCOME, ordinal })).toBe(
      sha256(
        `["707d0855-80ab-4e1f-a156-f1c4546cbf52","5c6d273c-5c46-4288-953d-134855c00f3e","COMPLETED","2026-11-22T11:42:52.794Z",${ordinal}]`,
      ),
    )
  })

  it('of a recorded run never changes', () => {
    expect(summaryOf(recordedRun('ok.final')).id).toBe(
      '4e46f214ea79a363f95e6b663f8cf358b8de43960ccca19b29dfd692d7b857f2',
    )
  })

  it('is made of UTC where the API has another zone', () => {
    expect(summaryOf(recordedRun('api-in-new-york.completed')).id).toBe(
      sha256(
        '["707d0855-80ab-4e1f-a156-f1c4546cbf52","6220826b-ea3e-4f1b-ae56-965b9e0f3b45","COMPLETED","2026-11-22T11:18:41.305Z"]',
      ),
    )
  })

  it('is made of metadata.createdAt where createdAt is not set', () => {
    expect(idWith(['createdAt'], '0001-01-01T00:00:00Z')).toBe(
      sha256(
        '["707d0855-80ab-4e1f-a156-f1c4546cbf52","5c6d273c-5c46-4288-953d-134855c00f3e","COMPLETED","2026-11-22T11:42:52.660Z"]',
      ),
    )
  })

  it('cannot be forged by a run id that holds JSON', () => {
    expect(idWith(['metadata', 'id'], 'a","b')).toBe(
      sha256('["707d0855-80ab-4e1f-a156-f1c4546cbf52","a\\",\\"b","COMPLETED","2026-11-22T11:42:52.794Z"]'),
    )
  })

  it.each([
    ['the status', ['status'], 'FAILED'],
    ['the creation time', ['createdAt'], '2026-11-22T11:42:52.795433Z'],
    ['the run', ['metadata', 'id'], '5c6d273c-5c46-4288-953d-134855c00f3f'],
    ['the tenant', ['tenantId'], '707d0855-80ab-4e1f-a156-f1c4546cbf53'],
  ])('differs by %s', (_, path, value) => {
    expect(idWith(path, value)).not.toBe(ID)
  })

  it.each([
    ['a run id in upper case', ['metadata', 'id'], '5C6D273C-5C46-4288-953D-134855C00F3E'],
    ['a tenant id in upper case', ['tenantId'], '707D0855-80AB-4E1F-A156-F1C4546CBF52'],
    ['the creation time in another zone', ['createdAt'], '2026-11-22T06:42:52.794433-05:00'],
    ['the creation time with other digits below 1 ms', ['createdAt'], '2026-11-22T11:42:52.794Z'],
    ['a later end', ['finishedAt'], '2026-11-22T12:00:00Z'],
    ['another start', ['startedAt'], '2026-11-22T11:42:52.9Z'],
    ['another creation of the first attempt', ['metadata', 'createdAt'], '2026-11-21T00:00:00Z'],
    ['another display name', ['displayName'], 'other'],
    ['another workflow', ['workflowId'], '395edaa9-b928-4f65-9c69-5b82b49b659c'],
  ])('is the same with %s', (_, path, value) => {
    expect(idWith(path, value)).toBe(ID)
  })
})
