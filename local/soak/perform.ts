import { randomUUID } from 'node:crypto'
import { pause } from '../pause.ts'
import type { Act, PlannedRun } from './act.ts'
import { buildRun } from './build-run.ts'
import { deliver } from './deliver.ts'
import type { SoakWorld } from './soak-world.ts'

/** How far back a poll looks: the more runs it lists, the more memory it takes, so that an hour would be one long warm-up. */
const POLL_WINDOW_MINUTES = 10

/** Does one act of a soak, and notes what came of it. */
export const perform = async (act: Act, world: SoakWorld): Promise<void> => {
  const { stack, record } = world
  switch (act.type) {
    case 'run':
      return sendRun(act, world)
    case 'unsent':
      stack.hatchet.model.put(buildRun(world.recorded, act.run, Date.now()))
      record.unsent.set(act.run.runId, act.run)
      return
    case 'ignored':
      return sendUnended(act.like, world)
    case 'refused':
      return sendRefused(act.index, world)
    case 'sink-fault':
      return stack.sinks.fail(act.fault)
    case 'sinks-heal':
      return stack.sinks.heal()
    case 'queues-down':
      return stack.queues.setDown(act.isDown)
    case 'hatchet-fault':
      world.hatchetFaults.push(stack.hatchet.fail(act.fault))
      return
    case 'kill':
      return kill(act.which, world)
    case 'sweep':
      return call('sweep', {}, world)
    case 'poll':
      return call('reconcile', { schedule: '5min', windowMinutes: POLL_WINDOW_MINUTES }, world)
  }
}

const bodyOf = (details: object): Buffer => Buffer.from(JSON.stringify(details))

const sendRun = async (
  { run, isInHatchet, repeatAfterMs }: Extract<Act, { type: 'run' }>,
  world: SoakWorld,
): Promise<void> => {
  const { stack, record, signal } = world
  const details = buildRun(world.recorded, run, Date.now())
  const request = { body: bodyOf(details) }
  const answer = await deliver(request, world)
  if (signal.aborted) return
  if (answer.isDisturbed) record.cutShort.add(run.runId)
  const { id, outcome } = answer.body
  // A repeat of an attempt whose answer was lost is a duplicate.
  const isTaken = answer.status === 202 || (outcome === 'duplicate' && answer.cutShort > 0)
  if (!isTaken) {
    record.givenUp.add(run.runId)
    noteWrong(world, describe(run), 202, answer.status)
    return
  }
  record.accepted.set(String(id), run)
  if (isInHatchet) stack.hatchet.model.put(details)
  if (repeatAfterMs === null) return
  await pause(repeatAfterMs, signal)
  await repeatRun(run, request, world)
}

const repeatRun = async (run: PlannedRun, request: { readonly body: Buffer }, world: SoakWorld): Promise<void> => {
  const { record, signal } = world
  const { status, body, isDisturbed } = await deliver(request, world)
  if (signal.aborted) return
  if (isDisturbed) record.cutShort.add(run.runId)
  record.repeats += 1
  if (body['outcome'] === 'duplicate') record.duplicates += 1
  else if (status === 202) record.forwardedAgain.add(run.runId)
  else noteWrong(world, `${describe(run)}, repeated`, 200, status)
}

const describe = ({ runId, workflow, status }: PlannedRun): string => `run ${runId} of ${workflow} (${status})`

const noteWrong = ({ record, signal }: SoakWorld, what: string, wanted: number, status: number | null): void => {
  if (!signal.aborted) record.wrongAnswers.push(`${what} was answered with ${status ?? 'nothing'}, not ${wanted}`)
}

const sendUnended = async (like: number, world: SoakWorld): Promise<void> => {
  const run = { runId: randomUUID(), workflow: 'charge-orders', status: 'RUNNING', like } as const
  const { status, body } = await deliver({ body: bodyOf(buildRun(world.recorded, run, Date.now())) }, world)
  if (status !== 200 || body['outcome'] !== 'ignored') noteWrong(world, 'a run that has not ended', 200, status)
}

const sendRefused = async (index: number, world: SoakWorld): Promise<void> => {
  const refused = world.refused[index]
  if (refused === undefined) return
  const { title, status: wanted, request } = refused
  const status = request === 'event' ? await invokeWrongMethod(world) : (await deliver(request, world)).status
  if (status !== wanted) noteWrong(world, title, wanted, status)
}

/** As a function URL would bring it. */
const invokeWrongMethod = async ({ stack }: SoakWorld): Promise<number | null> => {
  const http = { method: 'GET', path: '/webhooks/hatchet', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: '' }
  const requestContext = { http, requestId: randomUUID(), stage: '$default' }
  const event = { version: '2.0', rawPath: http.path, rawQueryString: '', headers: {}, requestContext }
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const answer = await stack.invoke('receive', { ...event, isBase64Encoded: false })
    // Where its process was killed, it is asked again.
    if (answer.ok) return Number(JSON.parse(answer.payload).statusCode)
  }
  return null
}

const kill = (which: number, { stack, record }: SoakWorld): void => {
  const processes = stack.processes()
  const chosen = processes[Math.floor(which * processes.length)]
  if (chosen === undefined) return
  process.kill(chosen.pid, 'SIGKILL')
  record.kills.push(chosen.name)
}

const call = async (name: string, event: object, { stack, called }: SoakWorld): Promise<void> => {
  if (called.has(name)) return
  called.add(name)
  await stack.invoke(name, event).finally(() => called.delete(name))
}
