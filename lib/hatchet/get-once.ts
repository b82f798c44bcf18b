import type { Agent } from 'node:http'
import { HatchetError } from '../errors.ts'
import { exchange, type HttpAnswer, type HttpQuestion } from '../http/exchange.ts'

export interface HatchetQuestion
  extends Pick<HttpQuestion, 'url' | 'maxBytes' | 'connectTimeoutMs' | 'requestTimeoutMs'> {
  readonly agent: Agent
  readonly token: string
  /** What is asked, for people: "listing runs". */
  readonly words: string
}

/**
 * Asks once by GET. Of an answer that is not 200 the body is not read.
 *
 * @throws HatchetError 'unavailable' if there is no whole answer in time, or the caller's signal aborts. It has no cause.
 */
export const getOnce = async (
  { token, words, ...question }: HatchetQuestion,
  signal: AbortSignal,
): Promise<HttpAnswer> => {
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json', 'accept-encoding': 'identity' }
  const isRead = (status: number): boolean => status === 200
  try {
    return await exchange({ ...question, method: 'GET', headers, isRead }, signal)
  } catch (fault) {
    throw new HatchetError('unavailable', `${words}: ${fault instanceof Error ? fault.message : 'no answer'}`)
  }
}
