import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { billOfMaterials } from '../../scripts/supply-chain/bill-of-materials.ts'
import { findBundledPackages } from '../../scripts/supply-chain/find-bundled-packages.ts'
import { thirdPartyLicenses } from '../../scripts/supply-chain/third-party-licenses.ts'

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
const packages = await findBundledPackages()
const find = (name: string) => packages.find((each) => each.name === name)

/** What asks for no more than that it is kept with the code. */
const ALLOWED = /^(?:MIT|Apache-2\.0|ISC|0BSD|BSD-[\w-]+)$/

it('finds what is in a bundle, and in which', () => {
  expect(find('@aws-sdk/client-sqs')?.functions).toEqual(['receive', 'reconcile'])
  expect(find('@aws-sdk/client-sns')?.functions).toEqual(['alert', 'sweep'])
  // A dependency of every client of the SDK, which the build leaves out.
  expect(find('@aws-sdk/credential-provider-node')).toBeUndefined()
})

it('bundles nothing under a licence that nobody has agreed to', () => {
  expect(packages.filter(({ license }) => !ALLOWED.test(license))).toEqual([])
})

it('keeps the licences of all that is bundled in THIRD-PARTY-LICENSES.txt (npm run licenses)', () => {
  expect(read('THIRD-PARTY-LICENSES.txt')).toBe(thirdPartyLicenses(packages))
  expect(thirdPartyLicenses(packages)).toContain('Copyright (c) Middy contributors')
})

it('lists all that is bundled in the bill of materials, by the hash it was installed by', () => {
  const product = JSON.parse(read('package.json'))
  const bill = JSON.parse(billOfMaterials(product, packages))
  const locked = JSON.parse(read('package-lock.json')).packages
  const listed = Object.fromEntries(
    bill.components.map((each: { purl: string; hashes: [{ content: string }] }) => [each.purl, each.hashes[0].content]),
  )

  expect(listed).toEqual(
    Object.fromEntries(
      packages.map(({ name, version }) => [
        `pkg:npm/${name.replace('@', '%40')}@${version}`,
        Buffer.from(locked[`node_modules/${name}`].integrity.slice('sha512-'.length), 'base64').toString('hex'),
      ]),
    ),
  )
  expect(bill.dependencies[0].dependsOn).toContain('pkg:npm/valibot@1.5.0')
})

it('names no place of this machine and no registry in the bill of materials', () => {
  const bill = billOfMaterials(JSON.parse(read('package.json')), packages)

  expect(bill.match(/https?:\/\/[^"]*/g)).toEqual(['http://cyclonedx.org/schema/bom-1.6.schema.json'])
  expect(bill).not.toMatch(/node_modules|"\/|file:/)
})
