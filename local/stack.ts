import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startSecretsManagerEmulator } from './emulators/secrets-manager-emulator.ts'
import { startSqsEmulator } from './emulators/sqs-emulator.ts'
import { startHttpFront } from './http/http-front.ts'
import { createLocalFunction } from './lambda/local-function.ts'
import { createQueues } from './service/create-queues.ts'
import { createSecrets } from './service/create-secrets.ts'
import { readService } from './service/read-service.ts'

/** Where everything is: what `stack.json` holds while a local cloud is up. */
export interface StackDescription {
  readonly apiUrl: string
  readonly webhookSecret: string
  readonly region: string
  readonly endpoints: { readonly sqs: string; readonly secretsmanager: string }
  /** Queue URLs by name, `run-summaries`. */
  readonly queues: Readonly<Record<string, string>>
  /** Every line that the functions wrote. */
  readonly logFile: string
}

export interface Stack extends StackDescription {
  stop(): Promise<void>
}

export interface StackOptions {
  /** Folder for `stack.json` and the log: made anew, and gone when the stack has stopped. */
  readonly folder: string
  /** Port of the HTTP API; 0 for any that is free. */
  readonly port?: number
  /** Takes each line the functions write. */
  readonly onLine?: (line: string) => void
  /** Variables to set in every function beside those of `serverless.yml`: for tests of faults. */
  readonly environment?: Readonly<Record<string, string>>
}

/** A region for clients that want one. Queue ARNs name it. */
const region = 'eu-central-1'

/**
 * Starts the whole service on this machine: emulated AWS services, the built functions in processes of their own, and
 * an HTTP API in front. Loopback only, and nothing of this machine's AWS configuration is used.
 */
export const startStack = async ({ folder, port = 0, onLine, environment = {} }: StackOptions): Promise<Stack> => {
  const stops: (() => Promise<void> | void)[] = []
  const stop = async (): Promise<void> => {
    for (const each of stops.splice(0).reverse()) await each()
  }
  try {
    mkdirSync(folder, { recursive: true })
    stops.push(() => rmSync(folder, { recursive: true, force: true }))
    const logFile = join(folder, 'functions.log')
    const write = (line: string): void => {
      appendFileSync(logFile, `${line}\n`)
      onLine?.(line)
    }

    const secrets = await startSecretsManagerEmulator()
    stops.push(secrets.stop)
    const sqs = await startSqsEmulator(region)
    stops.push(sqs.stop)
    const endpoints = { sqs: sqs.url, secretsmanager: secrets.url }
    const describe = (description: object): void =>
      writeFileSync(join(folder, 'stack.json'), `${JSON.stringify(description, null, 2)}\n`, { mode: 0o600 })

    // The parameters of stage `local` come from this file.
    describe({ endpoints })
    const service = await readService(folder)
    const queues = await createQueues(service.resources, sqs.url, region)
    const { WebhookSecret: webhookSecret = '' } = createSecrets(service.resources, secrets)

    const routes = service.functions.flatMap((definition) => {
      const target = createLocalFunction(definition, { ...functionEnvironment(endpoints), ...environment }, write)
      stops.push(target.stop)
      return definition.routes.map((route) => ({ ...route, target }))
    })
    const front = await startHttpFront(routes, port)
    stops.push(front.stop)

    const description = { apiUrl: front.url, webhookSecret, region, endpoints, queues, logFile }
    describe(description)
    return { ...description, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** What Lambda itself gives a function, and where the emulated services are. */
const functionEnvironment = (endpoints: StackDescription['endpoints']): Record<string, string> => ({
  PATH: '/usr/local/bin:/usr/bin:/bin',
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_SQS: endpoints.sqs,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secretsmanager,
})
