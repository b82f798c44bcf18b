import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_ROOT } from '../../local/service/project-root.ts'

/** What a package says of itself, as far as its licence goes. */
export interface LicensedPackage {
  readonly license?: unknown
  readonly author?: unknown
}

/**
 * The licence of a package with all its notices, as it came with it. Where it names MIT and brings no text, the text of MIT
 * with the author that it names.
 *
 * @throws if it has neither
 */
export const readLicenseText = (folder: string, { license, author }: LicensedPackage): string => {
  const files = readdirSync(folder)
    .filter((file) => /^(?:licen[cs]e|copying|notice)\b/i.test(file))
    .sort()
  if (files.length > 0) return files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n')
  const holder = typeof author === 'string' ? author : Object(author).name
  if (license !== 'MIT' || typeof holder !== 'string') {
    throw new Error(`${folder} has no text of its licence (${license}): bundle another package, or find its text here`)
  }
  return readFileSync(join(PROJECT_ROOT, 'LICENSE'), 'utf8')
    .replace(/^Copyright .*$/m, `Copyright (c) ${holder}`)
    .trim()
}
