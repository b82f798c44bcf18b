import { type NpmOptions, runNpm } from '../npm/run-npm.ts'

export interface InstallOptions extends NpmOptions {
  /** `aws-lambda-ric@4.0.2` */
  readonly name: string
}

const FLAGS = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts=false', '--loglevel=error']

/**
 * Installs a package into a folder of its own, install scripts included.
 *
 * @returns npm's last words if it failed, oldest first; null if it did not
 */
export const installPackage = ({ name, ...options }: InstallOptions): Promise<readonly string[] | null> =>
  runNpm(['install', name, '--prefix', options.folder, ...FLAGS], options)
