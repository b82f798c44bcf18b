import type { Notification } from './notification.ts'

/** What so many runs did. Of several only the newest one's status is known. */
export const verbOf = ({ failure }: Pick<Notification, 'failure'>, count: number): string => {
  if (failure?.status !== 'CANCELLED') return 'failed'
  return count === 1 ? 'was cancelled' : 'failed or were cancelled'
}
