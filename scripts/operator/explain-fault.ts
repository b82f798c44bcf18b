import { OperatorError } from './operator-error.ts'

/**
 * Says in words what went wrong with a deployment, for whoever ran the command.
 *
 * @param where - the deployment's name
 */
export const explainFault = (fault: unknown, where: string): string => {
  if (fault instanceof OperatorError) return fault.message
  const cause = fault instanceof Error && fault.cause instanceof Error ? fault.cause : fault
  if (!(cause instanceof Error)) return String(cause)
  const explained = EXPLAINED[cause.name]
  if (explained !== undefined) return explained(where, cause)
  return /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT)$/.test(String((cause as NodeJS.ErrnoException).code))
    ? `${where} cannot be reached: ${(cause as NodeJS.ErrnoException).code}`
    : `${where}: ${cause.message || cause.name}`
}

const noCredentials = (_where: string, { message }: Error): string =>
  `there are no AWS credentials (${message}): sign in (aws sso login), or set AWS_PROFILE or AWS_ACCESS_KEY_ID`
const expired = (): string => 'the AWS credentials are not valid, or no longer: sign in anew'
const missing = (where: string): string => `there is no such deployment: ${where}. Is the stage right, and the region?`
const denied = (where: string): string =>
  `these AWS credentials may not do this on ${where}: docs/operations.md says what each command needs`

const EXPLAINED: Readonly<Record<string, (where: string, cause: Error) => string>> = {
  CredentialsProviderError: noCredentials,
  ExpiredTokenException: expired,
  ExpiredToken: expired,
  UnrecognizedClientException: expired,
  InvalidSignatureException: expired,
  ResourceNotFoundException: missing,
  AccessDeniedException: denied,
  AccessDenied: denied,
}
