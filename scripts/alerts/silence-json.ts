import type { Silence } from '../../lib/alerts/policy/alert-policy.ts'
import { isoTime } from '../../lib/run/iso-time.ts'

/** A silence for programs: its end in ISO 8601. */
export const silenceJson = (silence: Silence): unknown => ({ ...silence, until: isoTime(silence.until) })
