import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const read = (file: string) => JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'))
const own = read('package.json')
const lock = read('package-lock.json')

interface Locked {
  readonly version?: string
  readonly integrity?: string
  readonly resolved?: string
  readonly hasInstallScript?: true
}

/** Each package that is installed, by its folder; the project itself is the one without a folder. */
const packages = Object.entries<Locked>(lock.packages).filter(([folder]) => folder !== '')
const foldersWhere = (isSo: (locked: Locked) => boolean) =>
  packages.flatMap(([folder, locked]) => (isSo(locked) ? [folder] : []))

it('locks every package to the hash of what was published', () => {
  expect(packages.length).toBeGreaterThan(100)
  expect(foldersWhere(({ integrity = '' }) => !/^sha512-[\w+/]{86}==$/.test(integrity))).toEqual([])
})

it('names no registry: whoever installs uses their own', () => {
  expect(foldersWhere(({ resolved }) => resolved !== undefined)).toEqual([])
})

it('names exact versions, and the lock file has the same', () => {
  const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'] as const
  const versions = [...kinds, 'overrides'].flatMap((kind) => Object.entries<string>(own[kind]))

  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([])
  for (const kind of kinds) expect(lock.packages[''][kind]).toEqual(own[kind])
})

it('denies every package that has install scripts to run them', () => {
  const withScripts = foldersWhere(({ hasInstallScript }) => hasInstallScript === true)
  const denied = Object.entries(own.allowScripts).map(([name, isAllowed]) => (isAllowed ? [] : `node_modules/${name}`))

  expect(denied).toEqual(withScripts)
})
