import type { IncomingMessage, ServerResponse } from 'node:http'
import { parseJson } from '../../lib/run/parse-json.ts'
import type { Emulator } from '../emulators/emulator.ts'
import { listenOnLoopback } from '../http/listen-on-loopback.ts'
import { readBody } from '../http/read-body.ts'
import { splitUrl } from '../http/split-url.ts'
import { pagerDutyProblems } from './pager-duty-problems.ts'
import { pagerDutyText } from './pager-duty-text.ts'
import { parseSinkFault } from './parse-sink-fault.ts'
import type { SinkFault, SinkName } from './sink-fault.ts'
import { slackProblems } from './slack-problems.ts'
import { slackText } from './slack-text.ts'
import type { ToldMessage } from './told-message.ts'

/** What stands in for Slack and PagerDuty. */
export interface Sinks extends Emulator {
  /** Makes requests fail from now on, as many as it says; this fault comes before those that were added earlier. */
  fail(fault: SinkFault): void
  /** Ends all faults. */
  heal(): void
}

interface Answer {
  readonly status: number
  readonly body: string
  /** What people see, where it was taken. */
  readonly told?: ToldMessage
}

/**
 * Starts a server on loopback that takes Slack's incoming webhooks under `/services/` and PagerDuty's events at
 * `/v2/enqueue`, and refuses what those would refuse.
 *
 * `POST /local/faults` takes a {@link SinkFault}, `DELETE /local/faults` ends them all.
 *
 * @param onTold - is told each message that was taken
 */
export const startSinks = async (onTold: (message: ToldMessage) => void = () => {}): Promise<Sinks> => {
  let faults: { readonly fault: SinkFault; left: number }[] = []
  const fail = (fault: SinkFault): void => {
    faults.unshift({ fault, left: fault.times ?? 1 })
  }
  const heal = (): void => {
    faults = []
  }
  const takeFault = (sink: SinkName): SinkFault | undefined => {
    const found = faults.find(({ fault, left }) => left > 0 && (fault.on === 'any' || fault.on === sink))
    if (found !== undefined) found.left -= 1
    return found?.fault
  }
  const server = await listenOnLoopback(async (request, response) => {
    const body = (await readBody(request)).toString()
    const route = routeOf(request)
    if (route === 'fail')
      return send(
        response,
        control(() => fail(parseSinkFault(parseJson(body)))),
      )
    if (route === 'heal') return send(response, control(heal))
    if (route === null) return send(response, { status: 404, body: 'no_service' })
    const fault = takeFault(route)
    if (fault !== undefined) return sendFault(response, fault)
    const answer = ANSWERS[route](parseJson(body))
    send(response, answer)
    if (answer.told !== undefined) onTold(answer.told)
  })
  return { ...server, fail, heal }
}

const routeOf = ({ method, url }: IncomingMessage): SinkName | 'fail' | 'heal' | null => {
  const [path] = splitUrl(url)
  if (path === '/local/faults') return method === 'DELETE' ? 'heal' : 'fail'
  if (method !== 'POST') return null
  if (path === '/v2/enqueue') return 'pagerduty'
  return /^\/services\/[^/]+\/[^/]+\/[^/]+$/.test(path) ? 'slack' : null
}

const ANSWERS: Readonly<Record<SinkName, (message: unknown) => Answer>> = {
  slack: (message) => {
    const problems = slackProblems(message)
    return problems.length > 0
      ? { status: 400, body: `invalid_blocks ${problems.join(', ')}` }
      : { status: 200, body: 'ok', told: slackText(message as Parameters<typeof slackText>[0]) }
  },
  pagerduty: (event) => {
    const errors = pagerDutyProblems(event)
    return errors.length > 0
      ? { status: 400, body: JSON.stringify({ status: 'invalid event', message: 'Event object is invalid', errors }) }
      : {
          status: 202,
          body: JSON.stringify({ status: 'success', message: 'Event processed' }),
          told: pagerDutyText(event as Parameters<typeof pagerDutyText>[0]),
        }
  },
}

const control = (act: () => void): Answer => {
  try {
    act()
    return { status: 204, body: '' }
  } catch (error) {
    return { status: 400, body: JSON.stringify({ message: error instanceof Error ? error.message : String(error) }) }
  }
}

const send = (response: ServerResponse, { status, body }: Answer): void => {
  response.writeHead(status).end(body)
}

const sendFault = (response: ServerResponse, fault: SinkFault): void => {
  if (fault.kind === 'hang') return
  if (fault.kind === 'break') {
    response.writeHead(200).write('o', () => response.destroy())
    return
  }
  const headers = fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter }
  response.writeHead(fault.status, headers).end(fault.body ?? '')
}
