import { describe, expect, it } from 'vitest'
import { buildRun } from '../support/build-run.ts'
import { problemsOf } from '../support/problems-of.ts'
import { reportOf } from '../support/report-of.ts'
import { withMember } from '../support/with-member.ts'

const TIME = 'RFC 3339 time with an offset'
const LEAKED = 'LEAKED-VALUE'

const notText = [null, 7, true, {}, [LEAKED]]
const notObject = [null, LEAKED, 7, false, [], [{}]]
const notTime = [...notText, '', LEAKED, '2026-11-22T12:00:00', '2026-02-30T12:00:00Z', '2026-11-22T24:00:00Z']
const notUuid = [
  ...[...notText, '', LEAKED],
  '707d085580ab4e1fa156f1c4546cbf52',
  '{707d0855-80ab-4e1f-a156-f1c4546cbf52}',
  '707d0855-80ab-4e1f-a156-f1c4546cbf5g',
  '707d0855-80ab-4e1f-a156-f1c4546cbf52\n',
]
const butNotSet = (values: readonly unknown[]) => values.filter((value) => value !== null && value !== '')

/** Each required member, what is said of a wrong one, and wrong ones. */
const REQUIRED: readonly (readonly [path: string, expected: string, wrong: readonly unknown[]])[] = [
  ['metadata', 'object', notObject],
  ['metadata.id', 'text of 1 to 36 characters', [...notText, '', '   ', '\n\t\u0000', 'x'.repeat(37), '😀'.repeat(19)]],
  ['metadata.createdAt', `${TIME}, after year 1`, [...notTime, '0001-01-01T00:00:00Z']],
  ['metadata.updatedAt', TIME, notTime],
  [
    'status',
    'one of QUEUED, RUNNING, COMPLETED, CANCELLED, FAILED',
    [...notText, '', LEAKED, 'failed', 'FAILED ', 'SUCCEEDED', 'toString'],
  ],
  ['tenantId', 'UUID', notUuid],
  ['displayName', 'text', notText],
  ['workflowId', 'UUID', notUuid],
  ['input', 'object', notObject],
  ['output', 'object', notObject],
]

const OPTIONAL: readonly (readonly [path: string, expected: string, wrong: readonly unknown[]])[] = [
  ['startedAt', `${TIME}, or null`, butNotSet(notTime)],
  ['finishedAt', `${TIME}, or null`, butNotSet(notTime)],
  ['createdAt', `${TIME}, or null`, butNotSet(notTime)],
  ['duration', 'integer, or null', [1.5, '250', '', true, {}, []]],
  ['additionalMetadata', 'object, or null', notObject.slice(1)],
  ['errorMessage', 'text, or null', notText.slice(1)],
  ['workflowVersionId', 'UUID, or null', butNotSet(notUuid)],
  ['parentTaskExternalId', 'UUID, or null', butNotSet(notUuid)],
]

const eachWrong = [...REQUIRED, ...OPTIONAL].flatMap(([path, expected, wrong]) =>
  wrong.map((value) => ({ path, expected, shown: JSON.stringify(value), value })),
)
/** What a missing member is told by: the words that a wrong one is told by, too. */
const expectedAt = (path: string): string => REQUIRED.find(([at]) => at === path)?.[1] ?? ''
const requiredPaths = REQUIRED.map(([path]) => path)
const optionalPaths = OPTIONAL.map(([path]) => path)
const times = ['startedAt', 'finishedAt', 'createdAt'] as const
const runOf = (overrides: Record<string, unknown>) => reportOf(buildRun(overrides)).run

describe('a required member', () => {
  it.each(requiredPaths)('%s is missed by its path', (path) => {
    const body = withMember(buildRun(), path.split('.'), undefined)
    expect(problemsOf(body)).toEqual([{ path, expected: expectedAt(path) }])
  })

  it.each(requiredPaths)('%s is missed by its path in the details form', (path) => {
    const body = { run: withMember(buildRun(), path.split('.'), undefined) }
    expect(problemsOf(body)).toEqual([{ path: `run.${path}`, expected: expectedAt(path) }])
  })
})

describe('a wrong member', () => {
  it.each(eachWrong)('$path: $shown is told by its path and what is expected', ({ path, expected, value }) => {
    expect(problemsOf(withMember(buildRun(), path.split('.'), value))).toEqual([{ path, expected }])
  })

  it.each(eachWrong)('run.$path: $shown is told so in the details form', ({ path, expected, value }) => {
    const body = { run: withMember(buildRun(), path.split('.'), value), tasks: [] }
    expect(problemsOf(body)).toEqual([{ path: `run.${path}`, expected }])
  })
})

describe('an optional member', () => {
  it.each(optionalPaths)('%s may be missing, and null means the same', (path) => {
    const absent = reportOf(withMember(buildRun(), [path], undefined))
    expect(absent.run).toHaveProperty(path, null)
    expect(reportOf(withMember(buildRun(), [path], null))).toEqual(absent)
  })

  it.each([...times, 'workflowVersionId', 'parentTaskExternalId'])('%s may be empty, which is not set', (path) => {
    expect(runOf({ [path]: '' })).toHaveProperty(path, null)
  })

  it.each(times)('%s in year 1 is not set', (path) => {
    expect(runOf({ [path]: '0001-01-01T00:00:00Z' })).toHaveProperty(path, null)
  })

  it('takes a metadata.updatedAt in year 1, which nothing reads', () => {
    expect(problemsOf(withMember(buildRun(), ['metadata', 'updatedAt'], '0001-01-01T00:00:00Z'))).toEqual([])
  })

  it.each([0, -16, 250, 9_223_372_036_854, -9_223_372_036_854])('takes a duration of %d ms as it is', (duration) => {
    expect(runOf({ duration }).duration).toBe(duration)
  })
})

describe('a run', () => {
  it('holds its times as milliseconds since 1970', () => {
    expect(runOf({})).toMatchObject({
      metadata: { createdAt: Date.UTC(2026, 10, 22, 11, 42, 52, 660) },
      createdAt: Date.UTC(2026, 10, 22, 11, 42, 52, 794),
      startedAt: Date.UTC(2026, 10, 22, 11, 42, 52, 804),
      finishedAt: Date.UTC(2026, 10, 22, 11, 42, 53, 54),
    })
  })

  it('holds its UUIDs in lower case', () => {
    const upper = (path: string[], body: unknown, uuid: string) => withMember(body, path, uuid.toUpperCase())
    const [id, tenantId, workflowId, workflowVersionId, parentTaskExternalId] = [
      ...['5c6d273c-5c46-4288-953d-134855c00f3e', '707d0855-80ab-4e1f-a156-f1c4546cbf52'],
      ...['295edaa9-b928-4f65-9c69-5b82b49b659c', '23891aae-c351-4a2d-ad51-bb044f372cf6'],
      '9cf35aa1-7c11-4a65-b9f5-e74831e3747b',
    ] as [string, string, string, string, string]
    const uuids = { tenantId, workflowId, workflowVersionId, parentTaskExternalId }
    const body = Object.entries(uuids).reduce<unknown>((run, [path, uuid]) => upper([path], run, uuid), buildRun())
    expect(reportOf(upper(['metadata', 'id'], body, id)).run).toMatchObject({ metadata: { id }, ...uuids })
  })

  it('keeps the case of an id that is no UUID, and loses its controls', () => {
    const body = withMember(buildRun(), ['metadata', 'id'], ' Run\u0000\u001b-4711\n')
    expect(reportOf(body).run.metadata.id).toBe('Run-4711')
  })

  it('may have an id of 36 characters', () => {
    expect(problemsOf(withMember(buildRun(), ['metadata', 'id'], 'x'.repeat(36)))).toEqual([])
  })

  it('needs no top-level id, and reads none', () => {
    expect(buildRun()).not.toHaveProperty('id')
    expect(reportOf(buildRun({ id: 7 }))).toEqual(reportOf(buildRun()))
  })

  it.each([
    ['the top', []],
    ['metadata', ['metadata']],
  ])('ignores members that it does not know at %s', (_, path) => {
    const extras = { payloadsRestricted: true, tasks: 'none', length: -1, constructor: null, toString: [] }
    const body = Object.entries(extras).reduce<unknown>(
      (run, [key, value]) => withMember(run, [...path, key], value),
      buildRun(),
    )
    expect(body).not.toEqual(buildRun())
    expect(reportOf(body)).toEqual(reportOf(buildRun()))
  })
})
