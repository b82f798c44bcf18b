import { AWS_CONNECT_TIMEOUT_MS } from '../limits.ts'

/** How often an AWS client tries, and how long each time. */
export const clientConfig = (maxAttempts: number, attemptTimeoutMs: number) => ({
  maxAttempts,
  requestHandler: {
    connectionTimeout: AWS_CONNECT_TIMEOUT_MS,
    requestTimeout: attemptTimeoutMs,
    // Without it, a late answer is waited for and only logged.
    throwOnRequestTimeout: true,
  },
})
