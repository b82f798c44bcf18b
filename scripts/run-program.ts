import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** Lines of output that are kept for a failure. */
const MAX_LAST_WORDS = 20

export interface Program {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly environment: NodeJS.ProcessEnv
  /** Ends the program, and all that it has started. */
  readonly signal: AbortSignal
}

export interface Ended {
  /** Null where a signal ended it, or it could not be started. */
  readonly code: number | null
  readonly stdout: string
  /** All that it wrote anywhere. */
  readonly output: string
  /** The last lines that it wrote anywhere, oldest first; or why it could not be started. */
  readonly lastWords: readonly string[]
}

/**
 * Runs a program to its end, in silence.
 *
 * @throws what the signal says if it is told to stop before it starts
 */
export const runProgram = async ({ command, args, cwd, environment, signal }: Program): Promise<Ended> => {
  signal.throwIfAborted()
  // A group of its own, so that what it has started ends with it.
  const child = spawn(command, args, { cwd, env: environment, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let output = ''
  const lastWords: string[] = []
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk
  })
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
    })
    createInterface({ input: stream }).on('line', (line) => {
      if (line.trim() !== '') lastWords.push(line)
      if (lastWords.length > MAX_LAST_WORDS) lastWords.shift()
    })
  }
  const kill = (): void => killGroup(child.pid)
  signal.addEventListener('abort', kill)
  process.once('exit', kill)
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => lastWords.push(error.message))
    child.once('close', resolve)
  })
  signal.removeEventListener('abort', kill)
  process.off('exit', kill)
  return { code, stdout, output, lastWords }
}

const killGroup = (pid: number | undefined): void => {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended.
  }
}
