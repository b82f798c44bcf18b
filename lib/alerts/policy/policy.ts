// All that alerts.config.ts needs.
export { days } from './days.ts'
export { defineAlerts } from './define-alerts.ts'
export { hours } from './hours.ts'
export { minutes } from './minutes.ts'
export { pagerDuty } from './pager-duty.ts'
export { slack } from './slack.ts'
export { sns } from './sns.ts'
