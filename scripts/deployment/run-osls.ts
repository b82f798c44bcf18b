import { spawn } from 'node:child_process'
import { OSLS } from '../../local/service/osls.ts'
import { PROJECT_ROOT } from '../../local/service/project-root.ts'

/**
 * Runs the framework where its output is seen.
 *
 * @returns its exit code
 */
export const runOsls = async (args: readonly string[], signal: AbortSignal): Promise<number> => {
  const child = spawn(process.execPath, [OSLS, ...args], { cwd: PROJECT_ROOT, stdio: 'inherit' })
  const stop = (): void => void child.kill()
  signal.addEventListener('abort', stop)
  process.once('exit', stop)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  signal.removeEventListener('abort', stop)
  process.off('exit', stop)
  return code ?? 1
}
