import type { FoundFunction } from '../lambda/found-function.ts'

/**
 * Where a function's log is: the command that shows it, or for the local cloud in words.
 *
 * @param since - how far back, as the AWS CLI takes it: `1h`, a time
 */
export const logOf = (
  { region, functionName }: Pick<FoundFunction, 'region' | 'functionName'>,
  since = '1h',
): string =>
  region === 'local'
    ? `what npm start shows of ${functionName.slice(functionName.lastIndexOf('-') + 1)}`
    : `aws logs tail /aws/lambda/${functionName} --since ${since} --region ${region}`
