import type { Notification } from './notification.ts'

/**
 * How many failures a message is about: those of its incident, or, where what is told now is more (several incidents that are
 * over as one message), all of these.
 */
export const failureCount = ({ kind, newFailures, totalFailures }: Notification): number =>
  kind === 'recovered' ? newFailures : Math.max(newFailures, totalFailures)
