import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_ROOT } from '../../local/service/project-root.ts'

const SDK = '@hatchet-dev/typescript-sdk'

/**
 * Compiles an example as its own `tsconfig.json` says, with the SDK of another folder. Shows what the compiler says.
 *
 * @param installed - a folder with the example's dependencies
 * @returns whether it compiles
 */
export const compileExample = async (example: string, installed: string, signal: AbortSignal): Promise<boolean> => {
  const config = join(installed, 'tsconfig.json')
  const paths = { [SDK]: [join(installed, 'node_modules', SDK, 'index.d.ts')] }
  writeFileSync(config, JSON.stringify({ extends: join(example, 'tsconfig.json'), compilerOptions: { paths } }))
  const compiler = join(PROJECT_ROOT, 'node_modules/typescript/bin/tsc')
  const child = spawn(process.execPath, [compiler, '-p', config], { cwd: PROJECT_ROOT, stdio: 'inherit', signal })
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject).once('close', resolve)
  })
  return code === 0
}
