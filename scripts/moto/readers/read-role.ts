import { GetRoleCommand, GetRolePolicyCommand, ListRolePoliciesCommand } from '@aws-sdk/client-iam'
import type { Reader } from '../reader.ts'

interface Policy {
  readonly PolicyName: string
  readonly PolicyDocument: { readonly Statement: readonly { readonly Action: string | readonly string[] }[] }
}

export const readRole: Reader = async ({ physicalId, properties }, { clients }) => {
  const { Role } = await clients.iam.send(new GetRoleCommand({ RoleName: physicalId }))
  const policies = properties['Policies'] as readonly Policy[]
  const { PolicyNames = [] } = await clients.iam.send(new ListRolePoliciesCommand({ RoleName: physicalId }))
  const documents = await Promise.all(
    PolicyNames.map((PolicyName) => clients.iam.send(new GetRolePolicyCommand({ RoleName: physicalId, PolicyName }))),
  )
  const text = documents.map(({ PolicyDocument = '' }) => decodeURIComponent(PolicyDocument)).join()
  return {
    expected: {
      trusts: servicesIn(JSON.stringify(properties['AssumeRolePolicyDocument'])),
      policies: policies.map(({ PolicyName }) => PolicyName),
      actions: policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement.flatMap(({ Action }) => Action)),
      unresolved: null,
    },
    actual: {
      trusts: servicesIn(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')),
      policies: PolicyNames,
      actions: actionsIn(text),
      unresolved: /Fn::|\$\{/.exec(text),
    },
  }
}

const servicesIn = (document: string): readonly string[] => document.match(/\w+\.amazonaws\.com/g) ?? []

/** Moto's CloudFormation keeps a policy as Python writes it, which is not JSON. */
const actionsIn = (text: string): readonly string[] =>
  Array.from(text.matchAll(/['"]([a-z0-9-]+:[A-Z]\w+)['"]/g), ([, action = '']) => action)
