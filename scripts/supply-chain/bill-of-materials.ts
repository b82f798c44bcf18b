import type { BundledPackage } from './bundled-package.ts'

/** What of package.json is told. */
export interface Product {
  readonly name: string
  readonly version: string
  readonly license: string
  /** By name. */
  readonly dependencies: Readonly<Record<string, string>>
}

/**
 * What the functions are made of, as CycloneDX 1.6, JSON: their own code, and each package of others of which they hold a
 * part, with its licence, the hash that it was installed by, and the functions that it is in. It has no time and no serial
 * number: the same code gives the same bytes.
 *
 * @see https://cyclonedx.org/docs/1.6/json/
 */
export const billOfMaterials = (product: Product, packages: readonly BundledPackage[]): string => {
  const refs = new Map(packages.map((each) => [each.name, purlOf(each)]))
  const dependsOn = (names: readonly string[]) => names.flatMap((name) => refs.get(name) ?? []).sort()
  const own = purlOf(product)
  const bill = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      lifecycles: [{ phase: 'build' }],
      component: { type: 'application', 'bom-ref': own, ...nameOf(product) },
    },
    components: packages.map((each) => ({
      type: 'library',
      'bom-ref': purlOf(each),
      ...nameOf(each),
      ...originOf(each),
    })),
    dependencies: [
      { ref: own, dependsOn: dependsOn(Object.keys(product.dependencies)) },
      ...packages.map((each) => ({ ref: purlOf(each), dependsOn: dependsOn(each.uses) })),
    ],
  }
  return `${JSON.stringify(bill, null, 2)}\n`
}

type Named = Pick<Product, 'name' | 'version' | 'license'>

/** Package URL: `pkg:npm/%40aws-sdk/core@3.981.0` (https://github.com/package-url/purl-spec). */
const purlOf = ({ name, version }: Named): string => `pkg:npm/${name.replace('@', '%40')}@${version}`

const nameOf = (named: Named) => {
  const [, group, name] = /^(?:(@[^/]+)\/)?(.+)$/.exec(named.name) ?? []
  return {
    ...(group !== undefined && { group }),
    name,
    version: named.version,
    licenses: [{ license: { id: named.license } }],
    purl: purlOf(named),
  }
}

const originOf = ({ integrity, functions }: BundledPackage) => ({
  hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex') }],
  properties: [{ name: 'hatchet-run-relay:functions', value: functions.join(' ') }],
})
