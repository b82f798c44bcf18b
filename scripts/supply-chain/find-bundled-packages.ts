import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { PROJECT_ROOT } from '../../local/service/project-root.ts'
import { bundleHandlers } from '../bundle-handlers.ts'
import type { BundledPackage } from './bundled-package.ts'
import { readLicenseText } from './read-license-text.ts'

/**
 * The packages of which a part is in the bundles as they would be built now, in alphabetical order. What esbuild left out of
 * all of them is not among them.
 */
export const findBundledPackages = async (): Promise<readonly BundledPackage[]> => {
  const { metafile } = await bundleHandlers(join(PROJECT_ROOT, 'dist'), join(PROJECT_ROOT, 'alerts.config.ts'))
  const inFunctions = Object.entries(metafile.outputs).flatMap(([output, { inputs }]) =>
    Object.entries(inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .flatMap(([input]) => folderOf(input) ?? [])
      .map((folder) => ({ folder, name: basename(output, '.cjs') })),
  )
  const lock = readLock()
  return [...Map.groupBy(inFunctions, ({ folder }) => folder)]
    .map(([folder, members]) => describe(folder, [...new Set(members.map(({ name }) => name))].sort(), lock))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** `node_modules/@aws-sdk/core/dist/index.js` is of `node_modules/@aws-sdk/core`; a file of our own is of none. */
const folderOf = (input: string): string | undefined => /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0]

const describe = (folder: string, functions: readonly string[], lock: Lock): BundledPackage => {
  const path = join(PROJECT_ROOT, folder)
  const own = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))
  const locked = lock[folder]
  if (locked?.integrity === undefined) throw new Error(`package-lock.json has no integrity of ${folder}`)
  return {
    name: own.name,
    version: own.version,
    license: String(own.license),
    licenseText: readLicenseText(path, own),
    integrity: locked.integrity,
    uses: Object.keys(own.dependencies ?? {}).sort(),
    functions,
  }
}

/** What package-lock.json says of each folder. */
type Lock = Readonly<Record<string, { readonly integrity?: string } | undefined>>

const readLock = (): Lock => JSON.parse(readFileSync(join(PROJECT_ROOT, 'package-lock.json'), 'utf8')).packages
