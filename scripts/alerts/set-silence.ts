import { randomBytes } from 'node:crypto'
import { PutItemCommand } from '@aws-sdk/client-dynamodb'
import type { RunMatch, Silence } from '../../lib/alerts/policy/alert-policy.ts'
import { isGlob } from '../../lib/alerts/policy/is-glob.ts'
import { readDynamoDbSilence } from '../../lib/aws/dynamodb-silence-read.ts'
import { writeDynamoDbSilence } from '../../lib/aws/dynamodb-silence-write.ts'
import { isUuid } from '../../lib/run/is-uuid.ts'
import { UsageError } from '../../local/terminal/usage-error.ts'
import type { CommandResult } from '../operator/command-result.ts'
import type { Deployment } from '../operator/deployment.ts'
import { describeSilence } from './describe-silence.ts'
import { parseUntil } from './parse-until.ts'
import { readReason } from './read-reason.ts'
import { silenceJson } from './silence-json.ts'

export interface SilenceOptions {
  readonly workflow?: string
  readonly tenant?: string
  readonly until: string
  readonly reason: string
}

/**
 * Sets a silence. It holds within a minute, and goes by itself.
 *
 * @param now - ms since 1970
 * @throws UsageError for a silence that is none
 */
export const setSilence = async (
  { dynamoDb, incidentsTable, named }: Deployment,
  options: SilenceOptions,
  now: number,
): Promise<CommandResult> => {
  const silence: Silence = {
    match: readMatch(options),
    until: parseUntil(options.until, now),
    reason: readReason(options.reason),
  }
  const id = randomBytes(4).toString('hex')
  const Item = writeDynamoDbSilence(id, silence)
  // What alerting cannot read would hold nothing back.
  if (readDynamoDbSilence(Item) === null) throw new UsageError(`--until ${options.until} is too far away`)
  const unlessTaken = { ConditionExpression: 'attribute_not_exists(pk)' }
  await dynamoDb.send(new PutItemCommand({ TableName: incidentsTable, Item, ...unlessTaken }))
  return {
    lines: [
      `Silenced, within a minute: ${describeSilence(silence, now)}`,
      'What still fails at its end is told then. What was told before is still resolved.',
      `To end it before: npm run alerts -- unsilence ${id}${named}`,
    ],
    json: { id, ...Object(silenceJson(silence)) },
  }
}

const readMatch = ({ workflow, tenant }: SilenceOptions): RunMatch => {
  if (workflow === undefined && tenant === undefined) {
    throw new UsageError('name what to silence: --workflow GLOB (* for every workflow), --tenant ID, or both')
  }
  if (workflow !== undefined && !isGlob(workflow)) {
    throw new UsageError(`--workflow is the name of a workflow, with * for any characters; not ${workflow}`)
  }
  if (tenant !== undefined && !isUuid(tenant)) throw new UsageError(`--tenant is a UUID, not ${tenant}`)
  return {
    ...(workflow === undefined ? {} : { workflow }),
    ...(tenant === undefined ? {} : { tenant: tenant.toLowerCase() }),
  }
}
