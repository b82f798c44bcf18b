import { describe, expect, it } from 'vitest'
import { problemsOf, withRoutes } from './policy-problems.ts'

const TENANT = '707d0855-80ab-4e1f-a156-f1c4546cbf52'

describe('a route that no failure can reach', () => {
  const hidden = ['routes[1] must come before routes[0], which takes every failure']

  it.each([
    [{}, {}],
    [{ match: {} }, { match: { workflow: 'a' } }],
    [{ match: { workflow: '**', tenant: undefined } }, { statuses: ['FAILED'] }],
    [{ statuses: ['FAILED', 'CANCELLED'] }, { statuses: ['CANCELLED'] }],
  ])('is refused: %j before %j', (first, second) => {
    expect(problemsOf(withRoutes(first, second))).toEqual(hidden)
  })

  it.each([
    [{ match: { workflow: 'a*' } }, {}],
    [{ match: { error: 'x' } }, {}],
    [{ match: { tenant: TENANT } }, {}],
    [{ statuses: ['FAILED'] }, { statuses: ['CANCELLED'] }],
    [{ statuses: ['FAILED'] }, { statuses: ['FAILED', 'CANCELLED'] }],
  ])('is none where something is left for it: %j before %j', (first, second) => {
    expect(problemsOf(withRoutes(first, second))).toEqual([])
  })

  it('is found by the statuses of the defaults, and where two routes take all between them', () => {
    expect(
      problemsOf({ ...withRoutes({}, { statuses: ['CANCELLED'] }), defaults: { statuses: ['FAILED', 'CANCELLED'] } }),
    ).toEqual(hidden)
    expect(problemsOf(withRoutes({}, { statuses: ['CANCELLED'] }, { statuses: ['FAILED', 'CANCELLED'] }))).toEqual([
      'routes[2] must come before routes[0], which takes every failure',
    ])
  })
})
