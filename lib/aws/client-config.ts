import { AWS_CONNECT_TIMEOUT_MS } from '../limits.ts'
import { readStream } from './read-stream.ts'

/** How often an AWS client tries, how long each time, and how it reads answers. */
export const clientConfig = (maxAttempts: number, attemptTimeoutMs: number) => ({
  maxAttempts,
  streamCollector: readStream,
  requestHandler: {
    connectionTimeout: AWS_CONNECT_TIMEOUT_MS,
    requestTimeout: attemptTimeoutMs,
    // Without it, a late answer is waited for and only logged.
    throwOnRequestTimeout: true,
  },
})
