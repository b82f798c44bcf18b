/**
 * What an AWS call failed of, in a word or two for a log: the error's name, and the system's code where there is one
 * (`AccessDeniedException`, `Error ECONNREFUSED`). Its message may hold anything, and is left out.
 */
export const faultName = (fault: unknown): string => {
  if (!(fault instanceof Error)) return 'unknown'
  const { code } = fault as NodeJS.ErrnoException
  return typeof code === 'string' && code !== fault.name ? `${fault.name} ${code}` : fault.name
}
