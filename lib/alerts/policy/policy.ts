// All that alerts.config.ts needs.
export { days } from './days.ts'
export { defineAlerts } from './define-alerts.ts'
export { hours } from './hours.ts'
export { minutes } from './minutes.ts'
export { sns } from './sns.ts'
