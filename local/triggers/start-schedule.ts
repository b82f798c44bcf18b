import { randomUUID } from 'node:crypto'
import type { LocalFunction } from '../lambda/local-function.ts'
import type { ScheduleTrigger } from '../service/read-service.ts'
import type { Trigger } from './trigger.ts'

const UNIT_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const

/** Calls a function at a rate, the first time after one interval, as EventBridge Scheduler does. */
export const startSchedule = ({ rate, input }: ScheduleTrigger, target: Omit<LocalFunction, 'pids'>): Trigger => {
  const calls = new Set<Promise<unknown>>()
  const timer = setInterval(() => {
    const call = target.invoke(JSON.stringify(input ?? scheduledEvent()))
    calls.add(call)
    void call.finally(() => calls.delete(call))
  }, rateMs(rate))
  return {
    stop: async () => {
      clearInterval(timer)
      await Promise.all(calls)
    },
  }
}

/** @throws for an expression that is no rate: nothing here needs another */
const rateMs = (rate: string): number => {
  const [, amount, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(rate) ?? []
  if (unit === undefined) throw new Error(`the local cloud knows schedules like rate(5 minutes), and not ${rate}`)
  return Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS]
}

const scheduledEvent = () => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.scheduler',
  account: '000000000000',
  time: new Date().toISOString(),
  region: 'local',
  resources: [],
  detail: {},
})
