import { diagnoseFault } from './diagnose-fault.ts'

/**
 * Says in words what went wrong with a deployment, and what to do, for whoever ran the command.
 *
 * @param where - the deployment's name
 */
export const explainFault = (fault: unknown, where: string): string => {
  const { words, fix } = diagnoseFault(fault, where)
  return fix === null ? words : `${words}: ${fix}`
}
