import type { Emulators } from '../start-emulators.ts'
import { type CreatedQueue, createQueues } from './create-queues.ts'
import { createSecrets } from './create-secrets.ts'
import { createTables } from './create-tables.ts'
import { createTopics } from './create-topics.ts'
import { readService, type ServiceFunction } from './read-service.ts'

/** The service of stage `local`, with its resources in emulators. */
export interface CreatedService {
  readonly functions: readonly ServiceFunction[]
  readonly queues: readonly CreatedQueue[]
  /** Table names by name, `runs`. */
  readonly tables: Readonly<Record<string, string>>
  readonly webhookSecret: string
}

/**
 * Reads `serverless.yml`, and creates its queues, topics, tables and secrets.
 *
 * @param root - folder of `serverless.yml`
 * @param folder - of the `stack.json` that names the emulators' endpoints
 * @param parameters - deploy parameters that differ from those of stage `local`
 * @param secrets - values by logical id that differ from the template's
 * @throws with the framework's own words if `serverless.yml` is wrong
 */
export const createService = async (
  root: string,
  folder: string,
  { endpoints, secretsManager }: Emulators,
  parameters: Readonly<Record<string, string>> = {},
  secrets: Readonly<Record<string, string>> = {},
): Promise<CreatedService> => {
  const { functions, resources } = await readService(root, folder, parameters)
  const queues = await createQueues(resources, endpoints.sqs)
  await createTopics(resources, endpoints.sns)
  const tables = await createTables(resources, endpoints.dynamodb)
  const { WebhookSecret: webhookSecret = '' } = createSecrets(resources, secretsManager, secrets)
  return { functions, queues, tables, webhookSecret }
}
