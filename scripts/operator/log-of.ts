import type { Deployment } from './deployment.ts'

/**
 * Where a function's log is: the command that shows it, or for the local cloud in words.
 *
 * @param name - of the function, `reconcile`
 * @param since - how far back, as the AWS CLI takes it: `1h`, a time
 */
export const logOf = (
  { region, functionName }: Pick<Deployment, 'region' | 'functionName'>,
  name: string,
  since = '1h',
): string =>
  region === null
    ? `what npm start shows of ${name}`
    : `aws logs tail /aws/lambda/${functionName(name)} --since ${since} --region ${region}`
