import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { unpackZip } from '../../scripts/runtime-client/unpack-zip.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relay-unpack-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('says how to make a package that is not there', () => {
  expect(() => unpackZip(join(folder, 'receive.zip'), folder)).toThrow(/there is no .*receive\.zip: "npm run package"/)
})

it('says what is wrong with a package that is no zip file', () => {
  const zip = join(folder, 'receive.zip')
  writeFileSync(zip, 'no zip')
  expect(() => unpackZip(zip, folder)).toThrow(/receive\.zip cannot be unpacked: /)
})
