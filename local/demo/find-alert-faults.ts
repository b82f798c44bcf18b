import type { ToldMessage } from '../sinks/told-message.ts'
import { type AlertAct, MORE_FAILURES } from './alert-scene.ts'

/** What each act must be told as, in how many messages, which together say all of it. */
const EXPECTED: readonly { readonly by: readonly ToldMessage['by'][]; readonly patterns: readonly RegExp[] }[] = [
  {
    by: ['e-mail'],
    patterns: [/charge-orders failed/, /Error: +charge failed/, /Failed step: +charge/, /Run: +https:\/\/\S+\/runs\//],
  },
  {
    by: ['e-mail'],
    patterns: [new RegExp(`charge-orders is still failing: ${MORE_FAILURES} more, ${MORE_FAILURES + 1} in all`)],
  },
  {
    by: ['e-mail'],
    patterns: [/charge-orders is succeeding again/, new RegExp(`${MORE_FAILURES + 1} runs failed`)],
  },
  {
    by: ['PagerDuty', 'Slack'],
    patterns: [/trigger \[critical\] send-invoices failed: .*OrderError/, /🚨 send-invoices failed/, /Runbook: https:/],
  },
]

/** What of the alerts is not as it must be, in words: each act is told as it must be, and once. */
export const findAlertFaults = (acts: readonly AlertAct[]): string[] =>
  EXPECTED.flatMap(({ by, patterns }, index) => {
    const { title, told } = acts[index] ?? { title: `act ${index + 1}`, told: [] }
    const receivers = told.map((message) => message.by).sort()
    if (receivers.join() !== by.join()) {
      return [`"${title}" was told by ${receivers.join(', ') || 'nobody'}, not by ${by.join(', ')}, once`]
    }
    const text = told.map(({ subject, text: body }) => `${subject}\n${body}`).join('\n')
    return patterns.filter((pattern) => !pattern.test(text)).map((pattern) => `"${title}" was told without ${pattern}`)
  })
