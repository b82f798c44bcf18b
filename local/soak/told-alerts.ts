import type { ToldMessage } from '../sinks/told-message.ts'

/** What messages say of workflows' failures. */
export interface ToldAlerts {
  /** Failures that are said to be new, or may be, by workflow: of every workflow that is named. */
  readonly said: ReadonlyMap<string, number>
  /** Alerts that digests count and do not name. */
  readonly unnamed: number
}

/** `charge-orders failed`, `charge-orders: 5 runs failed`, `charge-orders is still failing: 3 more`, after an icon or a severity. */
const FAILS =
  /^(?:\S+ +)*?(?<workflow>[\w-]+)(?: is still failing: (?<more>[\d,]+) more|: (?<runs>[\d,]+) runs? failed| failed)/

const ENDS = /^(?:\S+ +)?(?<workflow>[\w-]+)(?: is succeeding again|: closed)/
/** An end says how many failures it was not told of before, but for where that may be all or none of them. */
const OF_END = [/([\d,]+) of them (?:was|were) not told before/, /^([\d,]+) runs? failed/m] as const
const UNNAMED = /^And: +([\d,]+) more alerts?/

/** @param messages - of one sink */
export const toldAlerts = (messages: readonly ToldMessage[]): ToldAlerts => {
  const said = new Map<string, number>()
  let unnamed = 0
  const add = (workflow = '', failures: number): void => {
    said.set(workflow, (said.get(workflow) ?? 0) + failures)
  }
  for (const message of messages) {
    const [untold, all] = OF_END.map((pattern) => pattern.exec(message.text)?.[1])
    for (const line of linesOf(message)) {
      const { workflow, more, runs } = FAILS.exec(line)?.groups ?? {}
      if (workflow !== undefined) add(workflow, numberOf(more ?? runs ?? '1'))
      unnamed += numberOf(UNNAMED.exec(line)?.[1] ?? '0')
      const ended = ENDS.exec(line)?.groups?.['workflow']
      if (ended !== undefined) add(ended, numberOf(untold ?? all ?? '0'))
    }
  }
  return { said, unnamed }
}

/** Titles, and the entries of digests. The text of an e-mail begins with its title, which the subject may cut. */
const linesOf = ({ by, subject, text }: ToldMessage): readonly string[] => {
  const [title = '', ...others] = by === 'e-mail' ? text.split('\n') : [subject, ...text.split('\n')]
  return /\d alerts?:/.test(title) ? others.filter((line) => /^\w+: /.test(line)) : [title]
}

const numberOf = (text: string): number => Number(text.replaceAll(',', ''))
