import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { complain } from '../../local/terminal/complain.ts'
import { duration } from '../../local/terminal/duration.ts'
import { say } from '../../local/terminal/say.ts'
import { fillFolder } from '../npm/fill-folder.ts'
import { installPackage } from './install-package.ts'
import type { RuntimeClient } from './runtime-client.ts'
import { whyNotBuildable } from './why-not-buildable.ts'

/** The Node that runs this: what it is built for, with the headers that came with it. */
const NODE_FOLDER = dirname(dirname(process.execPath))

/**
 * Builds Lambda's own client of the Runtime API, unless it was built before.
 *
 * @param version - of aws-lambda-ric
 * @param cacheFolder - where it stays for the next time
 */
export const buildRuntimeClient = async (
  version: string,
  cacheFolder: string,
  signal: AbortSignal,
): Promise<RuntimeClient> => {
  const built = join(cacheFolder, `aws-lambda-ric-${version}`)
  const file = join(built, 'node_modules/aws-lambda-ric/index.mjs')
  if (existsSync(file)) return { ok: true, file }
  const reason = whyNotBuildable(NODE_FOLDER)
  if (reason !== null) return { ok: false, reason }

  say(`Building aws-lambda-ric ${version} (once, one to three minutes) …`)
  const start = performance.now()
  const fault = await fillFolder(built, async (folder) => {
    const environment = buildEnvironment()
    const lastWords = await installPackage({ name: `aws-lambda-ric@${version}`, folder, environment, signal })
    signal.throwIfAborted()
    if (lastWords !== null) {
      complain(...lastWords)
      return 'npm install failed, see above'
    }
    const isBuilt = existsSync(join(folder, 'node_modules/aws-lambda-ric/rapid-client.node'))
    return isBuilt ? null : 'npm did not run its install scripts'
  })
  if (fault !== null) return { ok: false, reason: fault }
  say(`Built in ${duration(Math.round(performance.now() - start))}.`)
  return { ok: true, file }
}

/** With the headers of this Node, which would be downloaded otherwise. */
const buildEnvironment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH']}`,
  npm_config_nodedir: NODE_FOLDER,
})
