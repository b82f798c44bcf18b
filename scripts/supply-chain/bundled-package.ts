/** A package of others that is in a function's bundle. */
export interface BundledPackage {
  readonly name: string
  readonly version: string
  /** As the package itself names it (SPDX): `Apache-2.0`. */
  readonly license: string
  /** What the licence asks to be kept: its text, with who holds the copyright. */
  readonly licenseText: string
  /** SHA-512 of the package as it was published, of package-lock.json: `sha512-` and base64. */
  readonly integrity: string
  /** Names of the packages that it uses itself. */
  readonly uses: readonly string[]
  /** The functions it is in, in alphabetical order. */
  readonly functions: readonly string[]
}
