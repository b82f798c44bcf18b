import { type AlertAct, MORE_FAILURES } from './alert-scene.ts'

/** What the message of each act must say, all of it. */
const EXPECTED: readonly (readonly RegExp[])[] = [
  [/charge-orders failed/, /Error: +charge failed/, /Failed step: +charge/, /Run: +https:\/\/\S+\/runs\//],
  [new RegExp(`charge-orders is still failing: ${MORE_FAILURES} more, ${MORE_FAILURES + 1} in all`)],
  [/charge-orders is succeeding again/, new RegExp(`${MORE_FAILURES + 1} runs failed`)],
  [/send-invoices failed/, /OrderError/],
]

/** What of the alerts is not as it must be, in words: each act is told in one message. */
export const findAlertFaults = (acts: readonly AlertAct[]): string[] =>
  EXPECTED.flatMap((patterns, index) => {
    const { title, told } = acts[index] ?? { title: `act ${index + 1}`, told: [] }
    if (told.length !== 1) return [`"${title}" was told in ${told.length} messages, not in one`]
    const text = told.map(({ subject, text: body }) => `${subject}\n${body}`).join('\n')
    return patterns.filter((pattern) => !pattern.test(text)).map((pattern) => `"${title}" was told without ${pattern}`)
  })
