import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { PROJECT_ROOT } from '../../local/service/project-root.ts'
import { type Stack, startStack } from '../../local/stack.ts'
import { recordedRunText } from '../support/recorded-run.ts'
import { runScript } from '../support/run-script.ts'
import { withoutChance } from '../support/without-chance.ts'

const folder = vi.hoisted(() => {
  const path = `/tmp/relay-pages-${process.pid}-${Date.now()}`
  process.env['RELAY_LOCAL_DIR'] = path
  return path
})

const PAGE = readFileSync(join(PROJECT_ROOT, 'docs/operations.md'), 'utf8')
const RUN = `${folder}-send-invoices.json`
const LIST = 'npm run alerts -- list'
let stack: Stack

/** What the page says that a command prints. */
const printedBy = (command: string): string => {
  const [, text] = PAGE.split(`\n\`\`\`\n$ ${command}\n`)
  if (text === undefined) throw new Error(`docs/operations.md does not show what is printed by ${command}`)
  return text.split('\n```', 1).join()
}

/** Runs a command of the page as it stands there. */
const run = async (command: string, ids: Readonly<Record<string, string>> = {}): Promise<string> => {
  const [, name = '', words = ''] = /^npm run (\w+)(?: -- (.*))?$/.exec(command) ?? []
  const args = Array.from(words.matchAll(/'([^']*)'|(\S+)/g), ([, quoted, word = '']) => quoted ?? word)
  const { out, err } = await runScript(`scripts/${name}.ts`, ...args.map((arg) => ids[arg] ?? arg))
  return err + out
}

beforeAll(async () => {
  stack = await startStack({ folder })
  const invoices = recordedRunText('dag-partial-fail.final').replaceAll('dag-partial-fail', 'send-invoices')
  writeFileSync(RUN, invoices)
}, 30_000)
afterAll(async () => {
  rmSync(RUN, { force: true })
  await stack.stop()
})

it('docs/operations.md shows what its commands print on the local cloud', async () => {
  const shows = async (command: string, ids?: Readonly<Record<string, string>>): Promise<string> => {
    const output = await run(command, ids)
    expect(withoutChance(output), command).toEqual(withoutChance(printedBy(command)))
    return output
  }

  stack.hatchet.revoke('local-token')
  await shows('npm run doctor')

  await shows('npm run alerts -- explain send-invoices.json --policy local/alerts.config.ts', {
    'send-invoices.json': RUN,
  })
  stack.sinks.fail({ on: 'slack', kind: 'status', status: 503, times: 2 })
  // One after the other: the list begins with the newest.
  for (const [file, shown] of [
    ['events/runs/py-fail.final.json', 'team'],
    [RUN, 'chat failing'],
  ] as const) {
    await runScript('local/send.ts', file)
    await vi.waitUntil(async () => (await run(LIST)).includes(shown), { timeout: 40_000, interval: 200 })
  }

  const list = await shows(LIST)
  const [, incident = ''] = /^(\w+) +send-invoices/m.exec(list) ?? []
  const ids = { eec93fb6b4bd: incident }
  await shows('npm run alerts -- show eec93fb6b4bd', ids)
  const silenced = await shows(
    "npm run alerts -- silence --workflow 'import-*' --until 8h --reason 'vendor outage, ticket 812'",
  )
  const [, silence = ''] = /unsilence (\w+)/.exec(silenced) ?? []
  await shows('npm run alerts -- unsilence f09304bd', { f09304bd: silence })
  await shows("npm run alerts -- resolve eec93fb6b4bd --reason 'replayed by hand'", ids)
  await shows('npm run alerts -- test')
}, 90_000)
