import { explainRun, type RunExplanation } from '../../lib/alerts/explain-run.ts'
import { errorLine } from '../../lib/alerts/notification/error-line.ts'
import { formatDuration } from '../../lib/alerts/notification/format-duration.ts'
import { oneLine } from '../../lib/alerts/notification/one-line.ts'
import type { AlertPolicy, Route, Silence } from '../../lib/alerts/policy/alert-policy.ts'
import type { Mismatch } from '../../lib/alerts/policy/mismatch-of.ts'
import { routedRunOf } from '../../lib/alerts/routed-run-of.ts'
import type { RunSummary } from '../../lib/run/run-summary-schema.ts'
import { showNotification } from '../../local/terminal/show-notification.ts'
import { table } from '../../local/terminal/table.ts'
import type { CommandResult } from '../operator/command-result.ts'
import { describeSilence } from './describe-silence.ts'
import { previewMessage } from './preview-message.ts'
import { silenceJson } from './silence-json.ts'

/**
 * Says which route takes a run, why, which sinks would be told, and what.
 *
 * @param setSilences - those that operators set; null where they are not known
 * @param now - ms since 1970
 */
export const explainSummary = (
  summary: RunSummary,
  policy: AlertPolicy,
  setSilences: readonly Silence[] | null,
  now: number,
): CommandResult => {
  const explained = explainRun(summary, policy, [...policy.silences, ...(setSilences ?? [])], now)
  const { considered, route, silences, notification } = explained
  const { status, workflowName, error } = routedRunOf(summary)
  const lines = [
    `${oneLine(workflowName, 100)} ${status}${error === null ? '' : `: ${errorLine(error, 200)}`}`,
    '',
    ...table(
      ['route', 'takes it', 'why not'],
      considered.map(({ route: each, mismatch }) => [
        each.name,
        mismatch === null ? 'yes' : 'no',
        mismatch === null ? '' : whyNot(mismatch, each, summary),
      ]),
    ),
    '',
    ...outcomeLines(summary, explained, policy),
    ...silenceLines(silences, setSilences !== null, now),
    ...(notification === null || route === null ? [] : messageLines(explained, policy)),
  ]
  return { lines, json: jsonOf(explained, summary), isOfDeployment: setSilences !== null }
}

const whyNot = (mismatch: Mismatch, { match, statuses }: Route, summary: RunSummary): string => {
  if (mismatch === 'status') return `it takes ${statuses.join(' and ')}, not ${summary.status}`
  if (mismatch === 'workflow') return `it is for ${match.workflow}`
  return mismatch === 'tenant' ? `it is for tenant ${match.tenant}` : `the error has no "${match.error}" in it`
}

const outcomeLines = (
  { status }: RunSummary,
  { route, considered }: RunExplanation,
  policy: AlertPolicy,
): readonly string[] => {
  if (status === 'COMPLETED') {
    const ends = considered.filter(({ mismatch }) => mismatch === null).map(({ route: { name } }) => name)
    return [`A success tells nobody. It ends open incidents of its workflow in: ${ends.join(', ') || 'no route'}.`]
  }
  if (route === null) return ['No route takes it: nobody is told.']
  const { openAfter, severity, updateEvery, resolveAfterQuiet } = route
  const sinks = route.sinks.map((name) => `${name} (${policy.sinks[name]?.type})`).join(', ')
  const after =
    openAfter.failures === 1
      ? 'at once'
      : `after ${openAfter.failures} failures within ${formatDuration(openAfter.within)}`
  return [
    `Told as ${severity} to ${sinks}: ${after}; then updates from every ${formatDuration(updateEvery)} on,`,
    `and resolved once a newer run succeeded and ${formatDuration(resolveAfterQuiet)} passed without a failure.`,
  ]
}

const silenceLines = (silences: readonly Silence[], areSetKnown: boolean, now: number): readonly string[] => [
  '',
  ...silences.map((silence) => `Held back by a silence: ${describeSilence(silence, now)}`),
  ...(silences.length === 0 ? ['No silence holds it back now.'] : []),
  ...(areSetKnown
    ? []
    : ['Silences that operators set were not read: --stage names the deployment to read them from.']),
]

const messageLines = ({ notification, route }: RunExplanation, policy: AlertPolicy): readonly string[] => {
  const kinds = [...new Set((route?.sinks ?? []).map((name) => policy.sinks[name]?.type ?? 'sns'))]
  return notification === null
    ? []
    : [
        '',
        'The first message would be:',
        ...kinds.flatMap((kind) => showNotification(previewMessage(kind, notification))),
      ]
}

const jsonOf = ({ considered, route, silences, notification }: RunExplanation, { runId, status }: RunSummary) => ({
  runId,
  status,
  route: route?.name ?? null,
  sinks: route !== null && status !== 'COMPLETED' ? route.sinks : [],
  considered: considered.map(({ route: { name }, mismatch }) => ({ route: name, mismatch })),
  silencedBy: silences.map(silenceJson),
  notification,
})
