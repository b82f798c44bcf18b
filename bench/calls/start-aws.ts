import type { IncomingMessage } from 'node:http'
import { type LoopbackServer, listenOnLoopback } from '../../local/http/listen-on-loopback.ts'
import { readBody } from '../../local/http/read-body.ts'
import { BENCH_ENVIRONMENT } from '../bench-environment.ts'
import { createTable, type Table } from './create-table.ts'

/** SQS, Secrets Manager and DynamoDB on loopback, which answer at once. */
export interface Aws extends LoopbackServer {
  readonly table: Table
  /** The calls so far: of each request, what it asked for. */
  readonly calls: readonly string[]
  /** The environment of a function that uses them. */
  readonly env: Readonly<Record<string, string>>
}

/** @param secrets - values by id */
export const startAws = async (secrets: ReadonlyMap<string, string>): Promise<Aws> => {
  const table = createTable()
  const calls: string[] = []
  const server = await listenOnLoopback(async (request, response) => {
    const call = nameOf(request)
    calls.push(call)
    const input = JSON.parse((await readBody(request)).toString())
    const answer = table.answer(call, input) ?? answerOthers(call, secrets.get(input.SecretId))
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(answer))
  })
  const env = {
    ...BENCH_ENVIRONMENT,
    AWS_ENDPOINT_URL: server.url,
    SUMMARY_QUEUE_URLS: `${server.url}/123456789012/run-summaries`,
  }
  return { ...server, table, calls, env }
}

/** `DynamoDB_20120810.GetItem` is GetItem. */
const nameOf = ({ headers }: IncomingMessage): string => /\w+$/.exec(String(headers['x-amz-target']))?.[0] ?? ''

const answerOthers = (call: string, secret: string | undefined): object => {
  if (call === 'SendMessage') return { MessageId: 'bb2f6e5c-1b1c-4f1a-9d3e-3d1f9a1f7a55' }
  if (call === 'GetSecretValue' && secret !== undefined) return { SecretString: secret, CreatedDate: 1_700_000_000 }
  throw new TypeError(`${call} is not answered`)
}
