import { InvokeCommand } from '@aws-sdk/client-lambda'
import { parseJson } from '../../lib/run/parse-json.ts'
import { explainFault } from '../operator/explain-fault.ts'
import type { FoundFunction } from './found-function.ts'

/** What became of a call. */
export type Invoked =
  | { readonly kind: 'answered'; readonly value: unknown }
  /** The function failed: it threw, took too long, or could not start. */
  | { readonly kind: 'failed'; readonly errorType: string; readonly errorMessage: string }
  /** The function was not called: too many calls, or nobody to be reached. */
  | { readonly kind: 'refused'; readonly words: string }
  /** Nobody knows what the function did, or still does. */
  | { readonly kind: 'lost'; readonly words: string }

const UNREACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH'])

/**
 * Calls a function and waits for its answer, once.
 *
 * @param signal - ends the wait, not the function
 * @throws Error, in words for people, where a repeat would not mend it: no such function, no credentials, no permission
 */
export const invokeFunction = async (found: FoundFunction, event: object, signal?: AbortSignal): Promise<Invoked> => {
  const { client, functionName } = found
  try {
    const command = new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(event) })
    const { FunctionError, Payload } = await client.send(command, signal && { abortSignal: signal })
    const value = parseJson(Payload?.transformToString() ?? '')
    if (FunctionError === undefined) return { kind: 'answered', value }
    const { errorType = FunctionError, errorMessage = '' } = Object(value)
    return { kind: 'failed', errorType: String(errorType), errorMessage: String(errorMessage) }
  } catch (error) {
    return readFault(error, found)
  }
}

const readFault = (error: unknown, { functionName, region }: FoundFunction): Invoked => {
  const { name, message, code, $metadata } = Object(error)
  const words = code === undefined ? `${name}: ${message}` : `${name} ${code}`
  const status: number | undefined = $metadata?.httpStatusCode
  if (name === 'TooManyRequestsException' || status === 429 || UNREACHED.has(code)) return { kind: 'refused', words }
  if (name === 'CredentialsProviderError') throw new Error(explainFault(error, functionName), { cause: error })
  if (name === 'ResourceNotFoundException') {
    throw new Error(`there is no function ${functionName} in ${region}: are stage and region right?`, { cause: error })
  }
  if (status === undefined || status >= 500) return { kind: 'lost', words }
  throw new Error(`AWS refuses to call ${functionName} in ${region}: ${words}`, { cause: error })
}
