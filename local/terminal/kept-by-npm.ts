/** Settings that npm has too: they may be in anybody's `.npmrc`. */
const NPMS_OWN: readonly string[] = ['all', 'force', 'help', 'json', 'package', 'verbose', 'yes']

/**
 * Finds an option that npm has kept for itself: without a `--` before it, it never arrives, and the command would do
 * something else than it was told, without a dry run or on another deployment.
 *
 * @param names - of all options of the command, without dashes
 * @param command - `npm run deploy`
 * @returns what to say of it; null if there is none
 */
export const keptByNpm = (names: readonly string[], command: string): string | null => {
  for (const name of names.filter((each) => !NPMS_OWN.includes(each))) {
    const value = process.env[`npm_config_${name.replaceAll('-', '_')}`]
    if (value === undefined) continue
    // Where the value stands by itself, npm knows that there was an option, and no more.
    return `--${name} must follow a --, as in ${command} -- --${name}${value === 'true' ? '' : ` ${value}`}`
  }
  return null
}
