import type { Notification } from './notification.ts'

/** Whether a notification tells of something that is broken now. */
export const isAlarm = ({ kind }: Pick<Notification, 'kind'>): boolean => kind === 'opened' || kind === 'update'
