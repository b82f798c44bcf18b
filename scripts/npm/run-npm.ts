import { type Program, runProgram } from '../run-program.ts'

export interface NpmOptions extends Pick<Program, 'environment' | 'signal'> {
  /** Where it runs. */
  readonly folder: string
}

/**
 * Runs the npm that runs this script, or else the one on the PATH.
 *
 * @returns npm's last words if it failed, oldest first; null if it did not
 */
export const runNpm = async (
  args: readonly string[],
  { folder, ...options }: NpmOptions,
): Promise<readonly string[] | null> => {
  const npm = process.env['npm_execpath']
  const called = npm ? { command: process.execPath, args: [npm, ...args] } : { command: 'npm', args }
  const { code, lastWords } = await runProgram({ ...called, ...options, cwd: folder })
  return code === 0 ? null : lastWords
}
