import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HatchetError } from '../../lib/errors.ts'
import { recordedRun } from '../support/recorded-run.ts'
import { withMember } from '../support/with-member.ts'
import { type Answering, answer, QUERY, recordedList, rowOf, SIGNAL, startHatchet, TOKEN } from './hatchet-world.ts'

const TIMEOUT = recordedRun('exec-timeout.final')
const PAGE = recordedList('list.children-of-parent')

/** Any JSON; the token in it, as a server might send back what it got. */
const anyJson = fc.oneof(fc.jsonValue(), fc.constantFrom(TOKEN, { message: TOKEN }, { rows: [TOKEN] }))

const changed = (body: unknown, ...paths: (string | number)[][]) =>
  fc
    .tuple(fc.constantFrom(...paths), fc.option(anyJson, { nil: undefined }))
    .map(([at, value]) => withMember(body, at, value))

const changedList = changed(PAGE, ['rows'], ['rows', 0], ['rows', 0, 'metadata'], ['rows', 0, 'status'], ['pagination'])
const changedRun = changed(
  TIMEOUT,
  ['run'],
  ['run', 'metadata'],
  ['run', 'errorMessage'],
  ['tasks'],
  ['tasks', 0],
  ['taskEvents'],
)
const anyBody = fc.oneof(anyJson, changedList, changedRun, fc.uint8Array())

const anyHeaders = fc.record(
  {
    date: fc.constantFrom('Sun, 22 Nov 2026 11:30:00 GMT', TOKEN, ''),
    'retry-after': fc.constantFrom('1', '11', TOKEN),
    'content-encoding': fc.constantFrom('identity', 'gzip', TOKEN),
    location: fc.constantFrom(`http://127.0.0.1:1/${TOKEN}`),
  },
  { requiredKeys: [] },
)

const anyAnswer = fc
  .tuple(anyBody, fc.constantFrom(200, 200, 200, 200, 302, 400, 403, 404, 429, 500), anyHeaders)
  .map(([body, status, headers]) => answer(body, status, headers))

/** What is not HTTP, with the token in it: Node's own error keeps the packet. */
const noHttp: Answering = (request) => request.socket.end(`HTTP/1.1 ${TOKEN}\r\n${TOKEN}\r\n\r\n`)

/** Every text in which a log or an alert may show an error. */
const shown = (fault: unknown): string =>
  `${fault} ${JSON.stringify(fault)} ${inspect(fault, { depth: null, showHidden: true })}`

describe('any answer', () => {
  it('gives a value or a HatchetError, which never shows the token', async () => {
    const answers: Answering[] = []
    const { runs } = await startHatchet([(request, response) => (answers.shift() ?? noHttp)(request, response)])
    const calls = [() => runs.list(QUERY, SIGNAL), () => runs.read(rowOf(TIMEOUT), SIGNAL)]

    await fc.assert(
      fc.asyncProperty(fc.array(anyAnswer, { maxLength: 3 }), fc.constantFrom(...calls), async (given, call) => {
        answers.splice(0, answers.length, ...given)
        const fault = await call().then(
          () => null,
          (reason: unknown) => reason,
        )
        if (fault === null) return
        expect(fault).toBeInstanceOf(HatchetError)
        expect(shown(fault)).not.toContain('hunter2')
        expect(fault).not.toHaveProperty('cause')
      }),
      { numRuns: 300 },
    )
  })
})
