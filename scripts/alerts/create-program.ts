import { join } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import type { Silence } from '../../lib/alerts/policy/alert-policy.ts'
import { readStack } from '../../local/read-stack.ts'
import { PROJECT_ROOT } from '../../local/service/project-root.ts'
import { complain } from '../../local/terminal/complain.ts'
import { userPath } from '../../local/terminal/user-path.ts'
import type { CommonOptions } from '../operator/common-options.ts'
import { findDeployment } from '../operator/deployment.ts'
import { runAndSay } from '../operator/run-and-say.ts'
import { withCommonOptions } from '../operator/with-common-options.ts'
import { endSilence } from './end-silence.ts'
import { explainSummary } from './explain-summary.ts'
import { findIncident } from './find-incident.ts'
import { listIncidents } from './list-incidents.ts'
import { loadPolicy } from './load-policy.ts'
import { readIncidentsView } from './read-incidents-view.ts'
import { readSummary } from './read-summary.ts'
import { resolveIncident } from './resolve-incident.ts'
import { type SilenceOptions, setSilence } from './set-silence.ts'
import { showIncident } from './show-incident.ts'
import { testSinks } from './test-sinks.ts'

const EXAMPLES = `
Examples:
  npm run alerts -- explain events/runs/fail-error.final.json
  npm run alerts -- list --stage prod
  npm run alerts -- silence --workflow 'import-*' --until 8h --reason 'vendor outage, ticket 812' --stage prod
  npm run alerts -- resolve 159b9ba0393f --reason 'replayed by hand' --stage prod
  npm run alerts -- test pager --stage prod

Each command has its own --help. Exit codes: 0 done, 1 not done, 2 called wrongly.`

/** The commands of `npm run alerts`. */
export const createProgram = (): Command => {
  const program = new Command('npm run alerts --')
    .description('Shows and steers the alerts of a deployment, or of the local cloud that is up (npm start).')
    .showHelpAfterError('(--help shows how it is called)')
    .exitOverride()
    .addHelpText('after', EXAMPLES)
  for (const add of [addExplain, addList, addShow, addSilence, addUnsilence, addResolve, addTest]) {
    add((usage, description) => withCommonOptions(program.command(usage).description(description)))
  }
  return program
}

type AddCommand = (usage: string, description: string) => Command

interface ExplainOptions {
  readonly policy?: string
  readonly dashboard: string
}

const PROJECT_POLICY = join(PROJECT_ROOT, 'alerts.config.ts')

const addExplain = (add: AddCommand): void => {
  add('explain <file>', 'which route takes a run, why, who is told, what, and what would silence it')
    .option('--policy <file>', "the policy to hold it against; without it the project's alerts.config.ts")
    .option('--dashboard <url>', 'base of the links to runs', 'https://cloud.hatchet.run')
    .addHelpText('after', '\nFILE is a run as Hatchet answers it, a RunSummary, or - for standard input.')
    .action((file: string, options: CommonOptions & ExplainOptions) =>
      runAndSay(options, async () => {
        const policy = await loadPolicy(options.policy === undefined ? PROJECT_POLICY : userPath(options.policy))
        const now = Date.now()
        return explainSummary(readSummary(file, options.dashboard, now), policy, await setSilencesOf(options, now), now)
      }),
    )
}

/** Those of the deployment that is named, or of the local cloud if one is up; else null. */
const setSilencesOf = async (options: CommonOptions, now: number): Promise<readonly Silence[] | null> => {
  if (options.stage === undefined && readStack() === null) return null
  const { dynamoDb, incidentsTable } = findDeployment(options)
  return (await readIncidentsView(dynamoDb, incidentsTable, now)).silences
}

const addList = (add: AddCommand): void => {
  add('list', 'the incidents that are open, the silences that operators set, and the sinks that fail')
    .option('--all', 'those that ended in the last month, too')
    .action((options: CommonOptions & { readonly all?: boolean }) =>
      runAndSay(options, async () => {
        const { dynamoDb, incidentsTable } = findDeployment(options)
        const view = await readIncidentsView(dynamoDb, incidentsTable, Date.now())
        return listIncidents(view, options.all === true, Date.now())
      }),
    )
}

const addShow = (add: AddCommand): void => {
  add('show <id>', 'all that is known of an incident, and what each sink was told').action(
    (id: string, options: CommonOptions) =>
      runAndSay(options, async () => {
        const { dynamoDb, incidentsTable } = findDeployment(options)
        const now = Date.now()
        const view = await readIncidentsView(dynamoDb, incidentsTable, now)
        return showIncident(
          findIncident(view.incidents, id),
          [...(await policySilences(options)), ...view.silences],
          now,
        )
      }),
  )
}

/** Those of the policy that is here; the local cloud has one of its own. None where it is being written, and cannot be read. */
const policySilences = async ({ stage }: CommonOptions): Promise<readonly Silence[]> => {
  const path = stage === undefined ? join(PROJECT_ROOT, 'local', 'alerts.config.ts') : PROJECT_POLICY
  try {
    return (await loadPolicy(path)).silences
  } catch (fault) {
    complain(`Its silences are not known: ${fault instanceof Error ? fault.message : String(fault)}`)
    return []
  }
}

/** Of two, one would be for nothing. */
const once = (value: string, previous: string | undefined): string => {
  if (previous !== undefined) throw new InvalidArgumentError('It can be given once: set a silence for each.')
  return value
}

const addSilence = (add: AddCommand): void => {
  add('silence', 'hold notifications of workflows back until a time')
    .option('--workflow <glob>', 'name of the workflows, with * for any characters', once)
    .option('--tenant <id>', 'only of this tenant', once)
    .requiredOption('--until <time>', 'its end: 2026-12-01T06:00:00Z, or how long: 90m, 8h, 2d')
    .requiredOption('--reason <text>', 'why, for whoever wonders')
    .action((options: CommonOptions & SilenceOptions) =>
      runAndSay(options, () => setSilence(findDeployment(options), options, Date.now())),
    )
}

const addUnsilence = (add: AddCommand): void => {
  add('unsilence <id>', 'end a silence that an operator set before its time').action(
    (id: string, options: CommonOptions) => runAndSay(options, () => endSilence(findDeployment(options), id)),
  )
}

const addResolve = (add: AddCommand): void => {
  add('resolve <id>', 'close an open incident; its sinks are told')
    .requiredOption('--reason <text>', 'why, for those who are told')
    .action((id: string, options: CommonOptions & { readonly reason: string }) =>
      runAndSay(options, () => resolveIncident(findDeployment(options), id, options.reason, Date.now)),
    )
}

const addTest = (add: AddCommand): void => {
  add('test [sink]', 'send one message that is marked as a test to a sink, or to each').action(
    (sink: string | undefined, options: CommonOptions) =>
      runAndSay(options, () => testSinks(findDeployment(options), sink)),
  )
}
