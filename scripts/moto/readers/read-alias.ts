import { ListAliasesCommand } from '@aws-sdk/client-kms'
import type { Reader } from '../reader.ts'

export const readAlias: Reader = async ({ properties }, { clients, refer }) => {
  const { Aliases = [] } = await clients.kms.send(new ListAliasesCommand({}))
  const alias = Aliases.find(({ AliasName }) => AliasName === properties['AliasName'])
  if (alias === undefined) throw new Error('there is no such alias')
  return { expected: { key: refer(properties['TargetKeyId']) }, actual: { key: alias.TargetKeyId } }
}
