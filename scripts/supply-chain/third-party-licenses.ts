import type { BundledPackage } from './bundled-package.ts'

const HEAD = `The functions of hatchet-run-relay are bundled with parts of these packages, which stay under their own licences.
Written by npm run licenses.`

const LINE = '-'.repeat(80)

/** The licences of what is bundled, each text once, under the packages that it is of. */
export const thirdPartyLicenses = (packages: readonly BundledPackage[]): string => {
  const byText = Map.groupBy(packages, ({ licenseText }) => licenseText.replaceAll(/\s+/g, ' '))
  const parts = Array.from(byText.values(), (members) => {
    const names = members.map(({ name, version, license }) => `${name} ${version} (${license})`)
    return [...names, '', members[0]?.licenseText.replaceAll('\r\n', '\n')].join('\n')
  })
  return `${[HEAD, ...parts].join(`\n\n${LINE}\n\n`)}\n`
}
