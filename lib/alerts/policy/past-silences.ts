import type { AlertPolicy, Silence } from './alert-policy.ts'

/**
 * Silences of a policy that are over, and can be taken out of it.
 *
 * @param now - ms since 1970
 */
export const pastSilences = ({ silences }: AlertPolicy, now: number): readonly Silence[] =>
  silences.filter(({ until }) => until <= now)
