import type { IncomingMessage } from 'node:http'
import { startDynamoDbEmulator } from '../../local/emulators/dynamodb-emulator.ts'
import { type LoopbackServer, listenOnLoopback } from '../../local/http/listen-on-loopback.ts'
import { readBody } from '../../local/http/read-body.ts'
import { BENCH_ENVIRONMENT } from '../bench-environment.ts'
import { meterDynamoDb } from './meter-dynamodb.ts'

/** SQS, SNS, Secrets Manager and DynamoDB on loopback, and what has been asked of them so far. */
export interface MeteredAws extends LoopbackServer {
  /** Requests, by name, in order. */
  readonly calls: string[]
  /** Read and write request units of DynamoDB so far. */
  readonly units: { read: number; write: number }
  /** What was put on each queue so far, by its name. */
  readonly messages: ReadonlyMap<string, readonly string[]>
  /** The emulated DynamoDB itself, where nothing is counted. */
  readonly dynamoDbUrl: string
  /** The environment of every function. */
  readonly env: Readonly<Record<string, string>>
}

/** The queues of a deployment. */
const QUEUES = ['run-summaries', 'run-alerts']

/** @param secrets - values by id */
export const startMeteredAws = async (secrets: ReadonlyMap<string, string>): Promise<MeteredAws> => {
  const dynamoDb = await startDynamoDbEmulator()
  const calls: string[] = []
  const units = { read: 0, write: 0 }
  const messages = new Map(QUEUES.map((name): [string, string[]] => [name, []]))
  const server = await listenOnLoopback(async (request, response) => {
    const body = (await readBody(request)).toString()
    const call = nameOf(request, body)
    calls.push(call)
    const send = (status: number, text: string): void => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(text)
    }
    if (isOfDynamoDb(request)) {
      const metered = await meterDynamoDb(dynamoDb.url, request.headers)(call, JSON.parse(body))
      units.read += metered.readUnits
      units.write += metered.writeUnits
      return send(metered.status, metered.body)
    }
    if (call === 'Publish') return send(200, '')
    const { SecretId, QueueUrl = '', MessageBody } = JSON.parse(body)
    if (call === 'GetSecretValue') {
      return send(200, JSON.stringify({ SecretString: secrets.get(SecretId), CreatedDate: 1_700_000_000 }))
    }
    if (call !== 'SendMessage') throw new TypeError(`${call} is not answered`)
    messages.get(QueueUrl.split('/').at(-1))?.push(MessageBody)
    send(200, JSON.stringify({ MessageId: 'bb2f6e5c-1b1c-4f1a-9d3e-3d1f9a1f7a55' }))
  })
  const stop = async (): Promise<void> => {
    await Promise.all([server.stop(), dynamoDb.stop()])
  }
  return { url: server.url, stop, calls, units, messages, dynamoDbUrl: dynamoDb.url, env: environmentOf(server.url) }
}

const isOfDynamoDb = ({ headers }: IncomingMessage): boolean =>
  String(headers['x-amz-target']).startsWith('DynamoDB_20120810.')

/** `DynamoDB_20120810.GetItem` is GetItem, and so is `Action=GetItem&…`. */
const nameOf = ({ headers }: IncomingMessage, body: string): string =>
  /\w+$/.exec(String(headers['x-amz-target'] ?? ''))?.[0] ?? new URLSearchParams(body).get('Action') ?? ''

const environmentOf = (url: string): Readonly<Record<string, string>> => ({
  ...BENCH_ENVIRONMENT,
  AWS_ENDPOINT_URL: url,
  SUMMARY_QUEUE_URLS: QUEUES.map((name) => `${url}/123456789012/${name}`).join(),
  INCIDENTS_TABLE: 'incidents',
  ALERTS_TOPIC_ARN: 'arn:aws:sns:eu-central-1:123456789012:alerts',
  ALERT_SINKS_SECRET_ID: 'alert-sinks',
})
