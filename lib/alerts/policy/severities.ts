import type { Severity } from './alert-policy.ts'

/** Every severity, the most urgent first. */
export const SEVERITIES = ['critical', 'error', 'warning', 'info'] as const satisfies readonly Severity[]
