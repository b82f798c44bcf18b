import { resourcesOf } from './resources-of.ts'
import type { Template } from './template.ts'

/** What a role may do. */
export interface Statement {
  readonly Effect: string
  readonly Action: readonly string[]
  readonly Resource: readonly unknown[]
}

interface Policy {
  readonly PolicyDocument: {
    readonly Statement: readonly { Effect: string; Action: string | string[]; Resource: unknown }[]
  }
}

/** The statements of identity policies, by the logical ids of their roles. */
export const statementsOf = (template: Template, role?: string): readonly Statement[] => {
  const roles = resourcesOf<{ Policies?: readonly Policy[] }>(template, 'AWS::IAM::Role')
  const inline = roles.filter(({ id }) => role === undefined || id === role)
  const attached = resourcesOf<Policy & { Roles: readonly { Ref: string }[] }>(template, 'AWS::IAM::Policy').filter(
    ({ Properties }) => role === undefined || Properties.Roles.some(({ Ref }) => Ref === role),
  )
  const policies = [
    ...inline.flatMap(({ Properties }) => Properties.Policies ?? []),
    ...attached.map(({ Properties }) => Properties),
  ]
  return policies.flatMap(({ PolicyDocument }) =>
    PolicyDocument.Statement.map(({ Effect, Action, Resource }) => ({
      Effect,
      Action: [Action].flat(),
      Resource: [Resource].flat(),
    })),
  )
}
