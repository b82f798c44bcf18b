import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** Lines of npm's output that are kept for a failure. */
const MAX_LINES = 20

export interface InstallOptions {
  /** `aws-lambda-ric@4.0.2` */
  readonly name: string
  /** Its `node_modules` is made here. */
  readonly folder: string
  readonly environment: NodeJS.ProcessEnv
  /** Ends npm, and all that it has started. */
  readonly signal: AbortSignal
}

/**
 * Installs a package into a folder of its own, install scripts included.
 *
 * @returns npm's last words if it failed, oldest first; null if it did not
 */
export const installPackage = async (options: InstallOptions): Promise<readonly string[] | null> => {
  const { name, folder, environment, signal } = options
  const npm = process.env['npm_execpath']
  const flags = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts=false', '--loglevel=error']
  const args = ['install', name, '--prefix', folder, ...flags]
  // A group of its own, so that its compilers end with it.
  const child = spawn(npm ? process.execPath : 'npm', npm ? [npm, ...args] : args, {
    cwd: folder,
    env: environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      if (line.trim() !== '') lines.push(line)
      if (lines.length > MAX_LINES) lines.shift()
    })
  }
  const kill = (): void => killGroup(child.pid)
  signal.addEventListener('abort', kill)
  process.once('exit', kill)
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => lines.push(error.message))
    child.once('close', resolve)
  })
  signal.removeEventListener('abort', kill)
  process.off('exit', kill)
  return code === 0 ? null : lines
}

const killGroup = (pid: number | undefined): void => {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended.
  }
}
