import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb'
import {
  GATE_ATTEMPTS,
  MAX_ASKED_WAIT_MS,
  MAX_GATE_CLOCK_LEAD_MS,
  MAX_MESSAGES_PER_MINUTE,
  MAX_SINK_FAILURES,
} from '../alerts/limits.ts'
import type { Admission, SinkGate } from '../alerts/sink-gate.ts'
import { throwStoreError } from './dynamodb-incident-fault.ts'

type Gate = Readonly<Record<string, AttributeValue>>
type Change = Omit<UpdateItemCommandInput, 'TableName' | 'Key'>

/** What is counted in a minute, up to how many. */
interface Allowance {
  readonly counter: 'sent' | 'digest'
  readonly other: 'sent' | 'digest'
  readonly most: number
}

const MESSAGES: Allowance = { counter: 'sent', other: 'digest', most: MAX_MESSAGES_PER_MINUTE }
const DIGESTS: Allowance = { counter: 'digest', other: 'sent', most: 1 }

const MINUTE_MS = 60_000

/**
 * The gates of sinks in the table of incidents, an item each, changed by conditional updates only: where an update's answer
 * is lost and it is made again, fewer are admitted, never more.
 */
export const createDynamoDbSinkGate = (client: DynamoDBClient, TableName: string): SinkGate => {
  const change = async (sink: string, update: Change, signal: AbortSignal): Promise<Gate> => {
    const command = new UpdateItemCommand({ TableName, Key: gateKey(sink), ReturnValues: 'ALL_NEW', ...update })
    return (await client.send(command, { abortSignal: signal })).Attributes ?? {}
  }
  const read = async (sink: string, signal: AbortSignal): Promise<Gate> => {
    const command = new GetItemCommand({ TableName, Key: gateKey(sink), ConsistentRead: true })
    return (await client.send(command, { abortSignal: signal })).Item ?? {}
  }
  const admit = async (sink: string, of: Allowance, now: number, signal: AbortSignal): Promise<Admission> => {
    for (let attempt = 0; attempt < GATE_ATTEMPTS; attempt += 1) {
      for (const update of [countOn(of, now), beginMinute(of, now)]) {
        try {
          const { failures } = await change(sink, update, signal)
          return { isAdmitted: true, failures: Number(failures?.N ?? 0) }
        } catch (cause) {
          if (!(cause instanceof ConditionalCheckFailedException)) throw cause
          const refusal = refusalOf(cause.Item ?? (await read(sink, signal)), of, now)
          if (refusal !== null) return { isAdmitted: false, ...refusal }
        }
      }
    }
    return { isAdmitted: false, isResting: false, tryAt: (minuteOf(now) + 1) * MINUTE_MS }
  }
  return {
    admit: (sink, now, signal) => admit(sink, MESSAGES, now, signal).catch(throwStoreError(UNREADABLE)),
    admitDigest: (sink, now, signal) => admit(sink, DIGESTS, now, signal).catch(throwStoreError(UNREADABLE)),
    failed: async (sink, restUntil, signal) => {
      try {
        const { failures } = await change(sink, COUNT_FAILURE, signal)
        if (Number(failures?.N) >= MAX_SINK_FAILURES) await change(sink, rest(restUntil), signal)
      } catch (cause) {
        // It works again, as another says meanwhile.
        if (!(cause instanceof ConditionalCheckFailedException)) throwStoreError(UNWRITABLE)(cause)
      }
    },
    worked: async (sink, signal) => {
      await change(sink, FORGET_FAILURES, signal).catch(throwStoreError(UNWRITABLE))
    },
  }
}

const UNREADABLE = 'the gate of a sink cannot be asked'
const UNWRITABLE = 'the gate of a sink cannot be told'

const gateKey = (sink: string): Record<string, AttributeValue> => ({ pk: { S: `sink#${sink}` }, sk: { S: 'gate' } })

const minuteOf = (time: number): number => Math.floor(time / MINUTE_MS)
const lastMinuteOf = (now: number): number => minuteOf(now + MAX_GATE_CLOCK_LEAD_MS)
const longestRestOf = (now: number): number => now + MAX_ASKED_WAIT_MS + MAX_GATE_CLOCK_LEAD_MS

/**
 * The minute that another began with a clock ahead of ours is gone on with, so that no two begin theirs in turn. What no
 * clock that is nearly right can have written does not count, lest it close the gate for ever.
 */
const IN_MINUTE = '#minute BETWEEN :minute AND :lastMinute'
const NOT_RESTING = '(attribute_not_exists(downUntil) OR NOT downUntil BETWEEN :later AND :longestRest)'

const countOn = ({ counter, most }: Allowance, now: number): Change => ({
  UpdateExpression: 'SET #counter = #counter + :one',
  ConditionExpression: `${NOT_RESTING} AND ${IN_MINUTE} AND #counter < :most`,
  ExpressionAttributeNames: { '#minute': 'minute', '#counter': counter },
  ExpressionAttributeValues: { ...timesOf(now), ':one': { N: '1' }, ':most': { N: String(most) } },
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
})

/** Of those that begin a minute at once, one does. */
const beginMinute = ({ counter, other }: Allowance, now: number): Change => ({
  UpdateExpression: 'SET #minute = :minute, #counter = :one, #other = :zero',
  ConditionExpression: `${NOT_RESTING} AND (attribute_not_exists(#minute) OR NOT ${IN_MINUTE})`,
  ExpressionAttributeNames: { '#minute': 'minute', '#counter': counter, '#other': other },
  ExpressionAttributeValues: { ...timesOf(now), ':one': { N: '1' }, ':zero': { N: '0' } },
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
})

const timesOf = (now: number): Record<string, AttributeValue> => ({
  ':later': { N: String(now + 1) },
  ':longestRest': { N: String(longestRestOf(now)) },
  ':minute': { N: String(minuteOf(now)) },
  ':lastMinute': { N: String(lastMinuteOf(now)) },
})

/** Until when the gate is closed, and why; null if it has opened since. */
const refusalOf = (
  gate: Gate,
  { counter, most }: Allowance,
  now: number,
): { readonly tryAt: number; readonly isResting: boolean } | null => {
  const downUntil = Number(gate['downUntil']?.N)
  if (downUntil > now && downUntil <= longestRestOf(now)) return { tryAt: downUntil, isResting: true }
  const minute = Number(gate['minute']?.N)
  const isFull = Number(gate[counter]?.N) >= most
  const isOfNow = minute >= minuteOf(now) && minute <= lastMinuteOf(now)
  return isFull && isOfNow ? { tryAt: (minute + 1) * MINUTE_MS, isResting: false } : null
}

const COUNT_FAILURE: Change = {
  UpdateExpression: 'ADD failures :one',
  ExpressionAttributeValues: { ':one': { N: '1' } },
}

const FORGET_FAILURES: Change = { UpdateExpression: 'REMOVE failures, downUntil' }

const rest = (until: number): Change => ({
  UpdateExpression: 'SET downUntil = :until',
  ConditionExpression: 'failures >= :most',
  ExpressionAttributeValues: { ':until': { N: String(until) }, ':most': { N: String(MAX_SINK_FAILURES) } },
})
