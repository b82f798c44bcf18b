import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { listenOnLoopback } from '../http/listen-on-loopback.ts'
import { readBody } from '../http/read-body.ts'
import type { Emulator } from './emulator.ts'

type Stage = 'AWSCURRENT' | 'AWSPREVIOUS'

interface Version {
  readonly id: string
  readonly value: string
  readonly createdAtMs: number
}

export interface SecretsManagerEmulator extends Emulator {
  /** Makes a value the current one; the current one, if there is any, becomes the previous. */
  putSecret(name: string, value: string): void
}

/** Starts the one call of Secrets Manager that is used here, GetSecretValue, over its JSON protocol. */
export const startSecretsManagerEmulator = async (): Promise<SecretsManagerEmulator> => {
  const secrets = new Map<string, Partial<Record<Stage, Version>>>()
  const { url, stop } = await listenOnLoopback(async (request, response) => {
    const [status, answer] = getSecretValue(secrets, await readCall(request))
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answer))
  })
  return {
    url,
    stop,
    putSecret: (name, value) => {
      const previous = secrets.get(name)?.AWSCURRENT
      const current = { id: randomUUID(), value, createdAtMs: Date.now() }
      secrets.set(name, { AWSCURRENT: current, ...(previous && { AWSPREVIOUS: previous }) })
    },
  }
}

interface Call {
  readonly target: string
  readonly SecretId?: string
  readonly VersionStage?: Stage
}

const readCall = async (request: IncomingMessage): Promise<Call> => ({
  ...JSON.parse((await readBody(request)).toString() || '{}'),
  target: String(request.headers['x-amz-target']),
})

const getSecretValue = (
  secrets: ReadonlyMap<string, Partial<Record<Stage, Version>>>,
  { target, SecretId = '', VersionStage = 'AWSCURRENT' }: Call,
): [number, object] => {
  if (target !== 'secretsmanager.GetSecretValue') {
    return [400, { __type: 'UnknownOperationException', Message: `${target} is not emulated` }]
  }
  const version = secrets.get(SecretId)?.[VersionStage]
  if (version === undefined) {
    const Message = `Secrets Manager can't find the specified secret value for staging label: ${VersionStage}`
    return [400, { __type: 'ResourceNotFoundException', Message }]
  }
  return [
    200,
    {
      ARN: `arn:aws:secretsmanager:local:000000000000:secret:${SecretId}`,
      Name: SecretId,
      VersionId: version.id,
      SecretString: version.value,
      VersionStages: [VersionStage],
      CreatedDate: version.createdAtMs / 1_000,
    },
  ]
}
