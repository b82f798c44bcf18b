import * as v from 'valibot'
import { ConfigError } from '../../errors.ts'
import type { AlertPolicy, IncidentRules } from './alert-policy.ts'
import { DEFAULT_RULES } from './default-rules.ts'
import { DEFINED_POLICIES } from './defined-policies.ts'
import { findConflicts, type PolicyProblem } from './find-conflicts.ts'
import { memberPath } from './member-path.ts'
import type { PolicyDefinition } from './policy-definition.ts'
import { PolicySchema } from './policy-schema.ts'

/**
 * Makes an alert policy of what `alerts.config.ts` says, with every default filled in.
 *
 * @throws ConfigError that names everything that is wrong, each with its path
 */
export const defineAlerts = <SinkName extends string>(definition: PolicyDefinition<SinkName>): AlertPolicy => {
  const parsed = v.safeParse(PolicySchema, definition)
  const problems = [...(parsed.issues ?? []).map(toProblem), ...findConflicts(definition)]
  if (!parsed.success || problems.length > 0) throw new ConfigError(describeProblems(problems))
  const { sinks, routes, defaults, silences } = parsed.output
  const shared = withDefaults(DEFAULT_RULES, defaults)
  const policy: AlertPolicy = {
    sinks,
    routes: routes.map(({ name, match, severity, sinks, runbook = null, ...rules }) => ({
      ...withDefaults(shared, rules),
      name,
      match: said(match),
      severity,
      sinks,
      runbook,
    })),
    silences: silences.map(({ match, until, reason }) => ({ match: said(match), until, reason })),
  }
  DEFINED_POLICIES.add(policy)
  return policy
}

const withDefaults = (
  defaults: IncidentRules,
  rules: { readonly [Rule in keyof IncidentRules]?: IncidentRules[Rule] | undefined },
): IncidentRules => ({
  statuses: [...new Set(rules.statuses ?? defaults.statuses)],
  openAfter: rules.openAfter ?? defaults.openAfter,
  updateEvery: rules.updateEvery ?? defaults.updateEvery,
  resolveAfterQuiet: rules.resolveAfterQuiet ?? defaults.resolveAfterQuiet,
  closeAfter: rules.closeAfter ?? defaults.closeAfter,
})

/** A member that is there and undefined is one that is left out. */
const said = <Member extends string>(
  match: { readonly [Key in Member]?: string | undefined },
): { readonly [Key in Member]?: string } =>
  Object.fromEntries(Object.entries(match).filter(([, value]) => value !== undefined)) as {
    readonly [Key in Member]?: string
  }

const toProblem = ({ path, message }: v.BaseIssue<unknown>): PolicyProblem => ({
  path: (path ?? []).reduce((before, { key }) => memberPath(before, key), ''),
  message,
})

const describeProblems = (problems: readonly PolicyProblem[]): string =>
  [
    `The alert policy (alerts.config.ts) has ${problems.length === 1 ? 'an error' : `${problems.length} errors`}:`,
    ...problems.map(({ path, message }) => `  ${path || 'The policy'} ${message}`),
  ].join('\n')
