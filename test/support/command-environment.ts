/**
 * The environment of a command that a test starts: where programs are, what the configuration of the tests sets for all
 * processes, and these variables; nothing else of this machine's.
 */
export const commandEnvironment = (variables: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
  GOGC: process.env['GOGC'],
  ...variables,
})
