import type { AlertPolicy } from '../../../lib/alerts/policy/alert-policy.ts'
import { isJsonObject } from '../../../lib/run/is-json-object.ts'
import { parseJson } from '../../../lib/run/parse-json.ts'
import type { Check } from '../check.ts'

/** Does the secret of sinks have a text for each that the alert policy uses? */
export const sinksSecretCheck: Check = {
  name: 'sinks secret',
  limitMs: 15_000,
  needs: 'secretsmanager:GetSecretValue',
  run: async ({ secret, policy, stage }) => {
    const members = parseJson(await secret('alert-sinks'))
    const put = `hatchet-run-relay/${stage}/alert-sinks (docs/operations.md, "Alerts: connecting Slack and PagerDuty")`
    if (!isJsonObject(members)) {
      return { state: 'fail', words: 'is no JSON object of texts by their names', fixes: [`Correct ${put}.`] }
    }
    const isText = (name: string) => typeof members[name] === 'string' && members[name].trim() !== ''
    const used = secretsOf(await policy())
    const missing = used.filter((name) => !isText(name))
    if (missing.length > 0) {
      const words = `has no text ${missing.join(', ')}, which alerts.config.ts uses`
      return { state: 'fail', words, fixes: [`Add ${missing.join(', ')} to ${put}.`] }
    }
    // A sink that is not in the policy of this folder may be in the deployed one.
    if (!Object.keys(members).every(isText)) {
      return { state: 'warn', words: 'holds members that are no text', fixes: [`Take them out of ${put}.`] }
    }
    return { state: 'ok', words: used.length === 0 ? 'alerts.config.ts needs none of it' : `has ${used.join(', ')}` }
  },
}

const secretsOf = ({ sinks }: AlertPolicy): readonly string[] => [
  ...new Set(Object.values(sinks).flatMap((sink) => (sink.type === 'sns' ? [] : sink.secret))),
]
