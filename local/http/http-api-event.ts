import { randomUUID } from 'node:crypto'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { splitUrl } from './split-url.ts'

/** What of a request is needed to build its event. */
export interface GatewayRequest {
  readonly method?: string | undefined
  readonly url?: string | undefined
  readonly httpVersion: string
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[]
  readonly socket: { readonly remoteAddress?: string | undefined }
}

/**
 * Builds the event that an HTTP API makes of a request (payload format 2.0): header names in lower case, repeated ones
 * joined by a comma, cookies apart, JSON and text as text, and every other body in base64.
 *
 * @param routeKey - the route that matched, `POST /webhooks/hatchet`
 */
export const httpApiEvent = (request: GatewayRequest, body: Buffer, routeKey: string): APIGatewayProxyEventV2 => {
  const { headers, cookies } = splitHeaders(request.rawHeaders)
  const [rawPath, rawQueryString] = splitUrl(request.url)
  const query = joinRepeated([...new URLSearchParams(rawQueryString)])
  const method = request.method ?? 'GET'
  const [domainName = 'localhost', port = '443'] = headers['host']?.split(':') ?? []
  const sourceIp = request.socket.remoteAddress ?? '127.0.0.1'
  const isText = isTextBody(headers, body)
  const now = new Date()
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers: { ...headers, ...gatewayHeaders(sourceIp, port) },
    ...(Object.keys(query).length > 0 && { queryStringParameters: query }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName,
      domainPrefix: domainName.split('.', 1)[0] ?? 'local',
      http: {
        method,
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey,
      stage: '$default',
      time: gatewayTime(now),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  }
}

/** What the gateway adds of its own. */
const gatewayHeaders = (sourceIp: string, port: string) => ({
  'x-amzn-trace-id': `Root=1-${Math.floor(Date.now() / 1_000).toString(16)}-${randomUUID().replaceAll('-', '').slice(0, 24)}`,
  'x-forwarded-for': sourceIp,
  'x-forwarded-port': port,
  'x-forwarded-proto': 'http',
})

const splitHeaders = (rawHeaders: readonly string[]) => {
  const pairs = rawHeaders.flatMap((name, index): [string, string][] =>
    index % 2 === 0 ? [[name.toLowerCase(), rawHeaders[index + 1] ?? '']] : [],
  )
  return {
    headers: joinRepeated(pairs.filter(([name]) => name !== 'cookie')),
    cookies: pairs.filter(([name]) => name === 'cookie').flatMap(([, value]) => value.split(/; */)),
  }
}

const joinRepeated = (pairs: readonly (readonly [string, string])[]): Record<string, string> =>
  Object.fromEntries(
    [...Map.groupBy(pairs, ([name]) => name)].map(([name, same]) => [name, same.map(([, value]) => value).join()]),
  )

const TEXT_TYPE = /^(?:text\/|application\/(?:json|xml|javascript)\s*(?:;|$))/i

const isTextBody = (headers: Readonly<Record<string, string>>, body: Buffer): boolean =>
  TEXT_TYPE.test(headers['content-type'] ?? '') && headers['content-encoding'] === undefined && isUtf8(body)

const isUtf8 = (body: Buffer): boolean => Buffer.from(body.toString('utf8')).equals(body)

/** `22/Nov/2026:11:42:52 +0000` */
const gatewayTime = (date: Date): string => {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(date.toUTCString()) ?? []
  return `${day}/${month}/${year}:${time} +0000`
}
