import type { LoopbackServer } from '../../local/http/listen-on-loopback.ts'
import type { Bundles } from '../build-bundles.ts'
import { startChild } from '../start-child.ts'
import type { Invocation } from './function-process.ts'

/** An instance of a function, in a process of its own. */
export interface RunningFunction {
  invoke(event: object): Promise<Invocation>
  /** Stops it, and what it calls. */
  stop(): Promise<void>
}

/**
 * Starts an instance of a function as it is deployed, with a heap that fits into the function's 1,024 MB.
 *
 * @param servers - what it calls: they stop with it, also if it does not start
 */
export const startFunction = async (
  bundles: Bundles,
  name: 'dist' | 'reconcile',
  env: Readonly<Record<string, string>>,
  servers: readonly LoopbackServer[],
  signal: AbortSignal,
): Promise<RunningFunction> => {
  const execArgv = ['--max-old-space-size=921']
  const stopServers = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.stop()))
  }
  try {
    const { ask, stop } = await startChild(bundles.functionProcess, bundles[name], { env, execArgv, signal })
    return {
      invoke: async (event) => (await ask(event)) as Invocation,
      stop: () => {
        stop()
        return stopServers()
      },
    }
  } catch (error) {
    await stopServers()
    throw error
  }
}
