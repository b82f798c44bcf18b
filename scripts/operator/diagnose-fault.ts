import { nameOfDeployment } from './name-of-deployment.ts'
import { OperatorError } from './operator-error.ts'

/** What went wrong with a question to a deployment. */
export interface Diagnosis {
  /** `denied` for want of a permission alone, `missing` where there is no such thing. */
  readonly kind: 'denied' | 'missing' | 'other'
  /** For people. */
  readonly words: string
  /** What to do about it; null where only whoever asked can tell. */
  readonly fix: string | null
  /** The permission that is missing, where AWS says it. */
  readonly action: string | null
  /** The fault in its own words. */
  readonly said: string
}

/**
 * Finds out what went wrong with a question to a deployment.
 *
 * @param where - the deployment's name
 */
export const diagnoseFault = (fault: unknown, where: string): Diagnosis => {
  const chain: unknown[] = [fault, Object(fault).cause, Object(Object(fault).cause).cause]
  const causes = chain.filter((one) => one instanceof Error)
  const inner = causes[1] ?? causes[0]
  const said = inner?.message || inner?.name || String(fault)
  const unknown: Diagnosis = { kind: 'other', words: said, fix: null, action: null, said }
  if (fault instanceof OperatorError) return { ...unknown, words: fault.message }
  if (inner === undefined) return unknown
  for (const cause of causes) {
    const text = `${cause.name} ${codeOf(cause) ?? ''} ${cause.message}`
    const known = KNOWN.find(({ sign }) => sign.test(text))
    if (known !== undefined) return { ...unknown, said: cause.message, ...known.diagnose(cause, where) }
  }
  return { ...unknown, words: `${where}: ${said}` }
}

const codeOf = (cause: Error): string | undefined => (cause as NodeJS.ErrnoException).code

interface Known {
  /** Of a fault's name, code and message, with blanks between. */
  readonly sign: RegExp
  diagnose(cause: Error, where: string): Pick<Diagnosis, 'words' | 'fix'> & Partial<Diagnosis>
}

/** The first that fits is it. */
const KNOWN: readonly Known[] = [
  {
    sign: /^(CredentialsProviderError|TokenProviderError) /,
    diagnose: ({ message }) => ({
      words: `there are no AWS credentials (${message})`,
      fix: 'sign in (aws sso login), or set AWS_PROFILE or AWS_ACCESS_KEY_ID',
    }),
  },
  {
    sign: /Signature (expired|not yet current)|^RequestTimeTooSkewed /,
    diagnose: ({ message }) => ({ words: `the clock of this machine is wrong (${message})`, fix: 'set it (NTP)' }),
  },
  {
    sign: /^(ExpiredToken|ExpiredTokenException|RequestExpired|UnrecognizedClientException|InvalidClientTokenId|InvalidSignatureException|SignatureDoesNotMatch|IncompleteSignature\w*|AuthFailure) /,
    diagnose: ({ name }) => ({
      words: `the AWS credentials are not valid, or no longer (${name})`,
      fix: 'sign in anew (aws sso login); AWS_ACCESS_KEY_ID comes before AWS_PROFILE where both are set',
    }),
  },
  {
    sign: /^(AccessDenied\w*|AuthorizationError\w*|UnauthorizedOperation) /,
    diagnose: ({ message }, where) => ({
      kind: 'denied',
      words: `these AWS credentials may not ${actionOf(message) ?? 'do this'} on ${where}`,
      fix: 'docs/operations.md says what each command needs',
      action: actionOf(message),
    }),
  },
  {
    sign: /^(ResourceNotFoundException|QueueDoesNotExist|NotFoundException) /,
    diagnose: (_, where) => ({
      kind: 'missing',
      words: `there is no ${where}`,
      fix: 'is the stage right, and the region?',
    }),
  },
  {
    sign: /^(Throttling\w*|TooManyRequests\w*|RequestLimitExceeded|RequestThrottled|ProvisionedThroughputExceededException) /,
    diagnose: ({ name }, where) => ({
      words: `too much was asked of ${where} (${name})`,
      fix: 'try again in a minute',
    }),
  },
  {
    sign: /^\S+ (SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_\w+|CERT_HAS_EXPIRED|ERR_TLS_CERT_ALTNAME_INVALID) /,
    diagnose: (cause, where) => ({
      words: `what answers for ${where} has a certificate that is not trusted: ${codeOf(cause)}`,
      fix: 'is that a proxy? NODE_EXTRA_CA_CERTS names the file of its certificate',
    }),
  },
  {
    sign: /^(AbortError|TimeoutError) |^\S+ (ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|EPIPE) /,
    diagnose: (cause, where) => ({
      words: `${where} cannot be reached (${codeOf(cause) ?? 'no answer in time'})`,
      fix:
        where === nameOfDeployment({})
          ? 'is it up? npm start'
          : 'is there a way to AWS from here: network, VPN, proxy, AWS_ENDPOINT_URL?',
    }),
  },
  {
    sign: /Deserialization error|^\w+ {2}Unknown(Error)?$/,
    diagnose: (cause, where) => ({
      words: `what answers for ${where} is not AWS (status ${Object(cause).$metadata?.httpStatusCode ?? 'unknown'})`,
      fix: 'is a proxy in between, or AWS_ENDPOINT_URL set?',
    }),
  },
]

/** What was not allowed. */
const actionOf = (message: string): string | null => {
  if (/access to kms is not allowed/i.test(message)) return 'kms:Decrypt'
  return /not authorized to perform: ([\w-]+:\w+)/.exec(message)?.[1] ?? null
}
