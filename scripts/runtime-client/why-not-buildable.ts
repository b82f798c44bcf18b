import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** What the install scripts of aws-lambda-ric call. */
const TOOLS = ['cmake', 'make', 'g++', 'python3', 'tar', 'xz'] as const

/**
 * Why Lambda's client cannot be built on this machine, in words; null if nothing speaks against it.
 *
 * @param nodeFolder - of the Node installation whose headers it is built with
 */
export const whyNotBuildable = (nodeFolder: string, platform: NodeJS.Platform = process.platform): string | null => {
  if (platform !== 'linux') return `it builds on Linux only, and this is ${platform}`
  const missing = TOOLS.filter((tool) => !canRun(tool))
  if (missing.length > 0) return `${listed(missing)} ${missing.length === 1 ? 'is' : 'are'} not installed`
  if (!existsSync(join(nodeFolder, 'include/node/node_api.h'))) return `Node's headers are not in ${nodeFolder}`
  return null
}

// A program can be on the PATH and yet not run: version managers put stand-ins there.
const canRun = (tool: string): boolean => spawnSync(tool, ['--version'], { stdio: 'ignore' }).status === 0

const listed = (words: readonly string[]): string => new Intl.ListFormat('en-GB').format(words)
