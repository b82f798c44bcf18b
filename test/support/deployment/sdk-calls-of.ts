import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PROJECT_ROOT } from '../../../local/service/project-root.ts'

/** IAM's names of the services whose clients are used. */
const SERVICES: Readonly<Record<string, string>> = {
  'client-dynamodb': 'dynamodb',
  'client-secrets-manager': 'secretsmanager',
  'client-sns': 'sns',
  'client-sqs': 'sqs',
}

/**
 * What the code of a handler asks of AWS, by the names that IAM has for it: `sqs:SendMessage`.
 *
 * @param handler - `receive`
 */
export const sdkCallsOf = (handler: string): readonly string[] => {
  const calls = new Set<string>()
  for (const file of filesOf(join(PROJECT_ROOT, 'handlers', `${handler}.ts`))) {
    const text = readFileSync(file, 'utf8')
    const client = /from '@aws-sdk\/([\w-]+)'/.exec(text)?.[1] ?? ''
    for (const [, command] of text.matchAll(/new (\w+)Command\(/g)) calls.add(`${SERVICES[client]}:${command}`)
  }
  return [...calls].toSorted()
}

/** A file and all of ours that it imports, types aside. */
const filesOf = (file: string, seen = new Set<string>()): ReadonlySet<string> => {
  if (seen.has(file)) return seen
  seen.add(file)
  const imports = readFileSync(file, 'utf8').matchAll(/^(?:import|export) (?!type )[^'"]*?from '(\.[^']+)'/gm)
  for (const [, path = ''] of imports) filesOf(join(dirname(file), path), seen)
  return seen
}
