import { describe, expect, it } from 'vitest'
import { parseRunReport } from '../../lib/run/parse-run-report.ts'
import { problemAnswer } from '../../lib/webhook/problem-answer.ts'
import { describeProblems } from '../../local/send/describe-problems.ts'

const describeBody = (body: Record<string, unknown>) =>
  describeProblems({ title: 'my-run.json', status: 422, body, attempts: 1 })

describe('what npm run send says of a refused run', () => {
  it('is each member that is not as it must be', () => {
    const parsed = parseRunReport({ run: { status: 'DONE' } })
    const answer = problemAnswer('schema', parsed.ok ? [] : parsed.problems)

    expect(describeBody(JSON.parse(answer.body))).toEqual(
      expect.arrayContaining([
        '',
        'my-run.json:',
        '  run.status must be: one of QUEUED, RUNNING, COMPLETED, CANCELLED, FAILED',
        '  run.tenantId must be: UUID',
      ]),
    )
    const whole = parseRunReport([])
    expect(describeBody({ errors: whole.ok ? [] : whole.problems })).toContain('  all of it must be: object')
  })

  it.each([{}, { errors: 'no' }, { errors: [] }, { errors: [null, 1, { path: 1, expected: 'x' }] }])(
    'is nothing where the answer names none: %j',
    (body) => {
      expect(describeBody(body)).toEqual([])
    },
  )
})
