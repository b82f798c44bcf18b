import { isIntegrationKey } from '../../../lib/alerts/sinks/is-integration-key.ts'
import { readWebhookUrl } from '../../../lib/alerts/sinks/read-webhook-url.ts'
import { isJsonObject } from '../../../lib/run/is-json-object.ts'
import { parseJson } from '../../../lib/run/parse-json.ts'
import type { Check } from '../check.ts'
import type { DoctorWorld } from '../doctor-world.ts'
import type { Finding } from '../finding.ts'
import { judgeSecretFault } from '../judge-secret-fault.ts'
import { mergeFindings } from '../merge-findings.ts'
import { secretIdOf } from '../secret-id-of.ts'

/** Does the secret of sinks have, for each that the alert policy uses, what that kind of sink is reached by? */
export const sinksSecretCheck: Check = {
  name: 'sinks secret',
  limitMs: 15_000,
  needs: 'secretsmanager:GetSecretValue',
  run: async (world): Promise<Finding> => {
    const put = `${secretIdOf(world.stage, 'alert-sinks')} (docs/operations.md, "Alerts: connecting Slack and PagerDuty")`
    const text = await world.secret('alert-sinks').catch((fault) => ({ fault }))
    if (typeof text === 'object') return judgeSecretFault(text.fault, 'alert-sinks', `Correct ${put}.`, world)
    const members = parseJson(text)
    if (isJsonObject(members)) return judgeMembers(members, put, world)
    return { state: 'fail', words: 'is no JSON object of texts by their names', fixes: [`Correct ${put}.`] }
  },
}

type Members = Readonly<Record<string, unknown>>

const judgeMembers = async (members: Members, put: string, world: DoctorWorld): Promise<Finding> => {
  const { sinks } = await world.policy()
  const origins = await world.slackOrigins()
  const used = Object.values(sinks).flatMap((sink) => (sink.type === 'sns' ? [] : [sink]))
  const wrong = used.flatMap(({ type, secret }): readonly Finding[] => {
    const problem = problemOf(members[secret], type, origins)
    return problem === null
      ? []
      : [{ state: 'fail', words: `${secret} ${problem}`, fixes: [`Put ${secret} into ${put}.`] }]
  })
  // A sink that is not in the policy of this folder may be in the deployed one.
  const others = Object.values(members).filter((value) => typeof value !== 'string').length
  const odd: readonly Finding[] =
    others === 0 || wrong.length > 0
      ? []
      : [{ state: 'warn', words: 'holds members that are no text', fixes: [`Take them out of ${put}.`] }]
  const names = [...new Set(used.map(({ secret }) => secret))]
  return mergeFindings(
    [...wrong, ...odd],
    names.length === 0 ? 'alerts.config.ts needs none of it' : `has ${names.join(', ')}`,
  )
}

/** @returns null for a value that such a sink can be reached by; words that hold nothing of it */
const problemOf = (text: unknown, type: 'slack' | 'pagerduty', origins: readonly string[] | null): string | null => {
  const value = typeof text === 'string' ? text.trim() : ''
  if (value === '') return 'is missing, and alerts.config.ts uses it'
  if (type === 'pagerduty')
    return isIntegrationKey(value) ? null : 'is no integration key of PagerDuty (32 letters and digits)'
  const allowed = origins ?? (URL.canParse(value) ? [new URL(value).origin] : [])
  if (readWebhookUrl(value, allowed) !== null) return null
  return `is no webhook URL${origins === null ? '' : ` of ${origins.join(' or ')} (slackOrigins)`}`
}
