// One subject in a process of its own, so that none suffers from what another left on the heap or taught the compiler.
// It warms up, and then takes a turn for each message. Its standard output takes the log lines.
import { buildEvent } from '../build-event.ts'
import type { Effort } from '../effort.ts'
import { EXPECTED_STATUS, type RequestKind } from '../request-kinds.ts'
import { SIZES, type Size } from '../sizes.ts'
import { createSubject } from './create-subject.ts'
import type { SubjectName } from './subjects.ts'

/** What to measure: the only argument, as JSON. */
export interface SubjectOrder {
  readonly name: SubjectName
  readonly kind: RequestKind
  readonly size: Size
  readonly effort: Effort
}

/** Time of one turn, ms. */
const TURN_MS = 50

const { name, kind, size, effort }: SubjectOrder = JSON.parse(process.argv[2] ?? '')
const subject = createSubject(name)
const event = buildEvent(kind, SIZES[size])

/** Milliseconds that some requests take, one after the other. */
const time = async (requests: number): Promise<number> => {
  const start = process.hrtime.bigint()
  for (let request = 0; request < requests; request++) await subject(event)
  return Number(process.hrtime.bigint() - start) / 1e6
}

/** Runs until the compiler has seen enough, and tells how many requests fill a turn: as fair to 4 µs as to 10 ms. */
const warmUp = async (): Promise<number> => {
  const { statusCode } = await subject(event)
  if (statusCode !== EXPECTED_STATUS[kind]) throw new Error(`${name} answered ${statusCode} to ${kind} of ${size}`)
  let perTurn = 1
  let warmedMs = 0
  for (let requests = 0; warmedMs < effort.warmUpMs && requests < effort.warmUpRequests; requests += perTurn) {
    const takenMs = await time(perTurn)
    warmedMs += takenMs
    perTurn = Math.max(1, Math.round((perTurn * TURN_MS) / takenMs))
  }
  return perTurn
}

warmUp().then((perTurn) => {
  process.on('message', async () => {
    process.send?.(((await time(perTurn)) * 1_000) / perTurn)
  })
  process.send?.('warm')
})
