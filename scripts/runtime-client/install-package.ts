import { runProgram } from '../run-program.ts'

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
  const { code, lastWords } = await runProgram({
    command: npm ? process.execPath : 'npm',
    args: npm ? [npm, ...args] : args,
    cwd: folder,
    environment,
    signal,
  })
  return code === 0 ? null : lastWords
}
