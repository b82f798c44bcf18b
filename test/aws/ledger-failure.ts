import { LedgerError } from '../../lib/errors.ts'

/** The LedgerError that something must fail with. */
export const ledgerFailure = async (use: Promise<unknown>): Promise<LedgerError> => {
  const error = await use.then(
    () => new Error('did not fail'),
    (cause: unknown) => cause,
  )
  if (error instanceof LedgerError) return error
  throw error
}

/** A fault as the SDK throws it: its name says what failed, its message who may not do what. */
export const awsFault = (name: string): Error => Object.assign(new Error('User arn:aws:sts::123456789012'), { name })
