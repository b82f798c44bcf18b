import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type PublishedMessage, startSqsEmulator } from '../../local/emulators/sqs-emulator.ts'
import { lambdaEnvironment } from '../../local/lambda/lambda-environment.ts'
import { createLocalFunction } from '../../local/lambda/local-function.ts'
import { localClientConfig } from '../../local/service/local-client-config.ts'
import { PROJECT_ROOT } from '../../local/service/project-root.ts'
import { buildMessage } from '../support/alerts/build-message.ts'
import { startFaultyProxy } from '../support/faulty-proxy.ts'
import { startIncidentsTable } from '../support/incidents-table.ts'

const CLOCK = fileURLToPath(new URL('../support/functions/moved-clock.cjs', import.meta.url))
const TWO_MINUTES = 120_000

/** `alert` and `sweep` as AWS runs them, before tables and a topic that fail as they are told. */
const startWorld = async (mark: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'relay-kills-'))
  const clock = join(folder, 'clock')
  writeFileSync(clock, '0')
  const published: PublishedMessage[] = []
  const topics = await startSqsEmulator('eu-central-1', undefined, (message) => published.push(message))
  const sns = new SNSClient(localClientConfig(topics.url))
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'alerts' }))
  const incidents = await startIncidentsTable()
  const [topic, table] = await Promise.all([startFaultyProxy(topics.url), startFaultyProxy(incidents.url)])
  const endpoints = { sns: topic.url, sinks: '', dynamodb: table.url, sqs: '', secretsmanager: '', hatchet: '' }
  const environment = {
    STAGE: 'test',
    INCIDENTS_TABLE: incidents.table,
    ALERTS_TOPIC_ARN: TopicArn,
    ALERT_SINKS_SECRET_ID: 'alert-sinks',
    NODE_OPTIONS: `--require ${CLOCK}`,
    MOVED_CLOCK_FILE: clock,
    MARK: mark,
  }
  const start = (name: string) => {
    // The function reckons its time by the moved clock.
    const limits = { timeoutMs: 60_000 + TWO_MINUTES, memoryMb: 512 }
    const definition = { name, functionName: `relay-${name}`, handler: `dist/${name}.handler`, ...limits, environment }
    return createLocalFunction(PROJECT_ROOT, definition, lambdaEnvironment(endpoints), () => {})
  }
  const [alert, sweep] = [start('alert'), start('sweep')]
  return {
    topic,
    table,
    published,
    /** Brings a batch of failures; false where the function did not answer. */
    bring: async (...indexes: number[]): Promise<boolean> => {
      const { ok, ...rest } = await alert.invoke(
        JSON.stringify({ Records: indexes.map((index) => buildMessage(index)) }),
      )
      if ('payload' in rest) expect(JSON.parse(rest.payload)).toEqual({ batchItemFailures: [] })
      return ok
    },
    sweepLater: async (): Promise<void> => {
      writeFileSync(clock, String(TWO_MINUTES))
      expect(await sweep.invoke('{}')).toMatchObject({ ok: true })
    },
    stop: async () => {
      sns.destroy()
      for (const each of [alert, sweep, topic, table, incidents, topics]) await each.stop()
      rmSync(folder, { recursive: true })
    },
  }
}

/** Kill -9 for every process whose environment has the mark. */
const kill = (mark: string): void => {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const path = `/proc/${pid}/environ`
    const environment = existsSync(path) ? readEnvironment(path) : ''
    if (environment.includes(`MARK=${mark}\0`)) process.kill(Number(pid), 'SIGKILL')
  }
}

const readEnvironment = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // It has ended, or is another user's.
    return ''
  }
}

type World = Awaited<ReturnType<typeof startWorld>>
const CASES: [string, 'table' | 'topic', 'hang' | 'hang-after', string, number][] = [
  ['in mid batch, before its incident is stored', 'table', 'hang', 'PutItem', 1],
  ['in mid batch, when its incident is stored', 'table', 'hang-after', 'PutItem', 1],
  ['in mid send, before anyone is told', 'topic', 'hang', '', 1],
  ['in mid send, when people are told', 'topic', 'hang-after', '', 2],
]
const worlds: World[] = []
beforeAll(async () => {
  worlds.push(...(await Promise.all(CASES.map((_, index) => startWorld(`alert-kills-${process.pid}-${index}`)))))
}, 30_000)
afterAll(() => Promise.all(worlds.map((world) => world.stop())))

describe.skipIf(!existsSync('/proc/self/environ'))('alert, killed with -9', () => {
  it.concurrent.each(CASES.map((each, index) => [...each, index] as const))(
    '%s, counts each failure once, and tells it at least once',
    async (_title, service, fault, call, messages, index) => {
      const world = worlds[index] as World
      const broken = world[service]
      Object.assign(broken, { fault, call })
      const bringing = world.bring(1, 2, 3)
      await vi.waitUntil(() => broken.faults > 0, { timeout: 20_000, interval: 20 })
      kill(`alert-kills-${process.pid}-${index}`)
      expect(await bringing).toBe(false)

      // The queue brings what was not answered again, and a sweep comes once the dead one's claim has lapsed.
      broken.fault = 'none'
      expect(await world.bring(1, 2, 3)).toBe(true)
      await world.sweepLater()

      expect(world.published).toHaveLength(messages)
      expect(new Set(world.published.map(({ text }) => text)).size).toBe(1)
      expect(world.published[0]?.text).toContain('3 runs failed')
    },
    30_000,
  )
})
