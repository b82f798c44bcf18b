import { colour } from '../terminal/colour.ts'
import { showNotification } from '../terminal/show-notification.ts'
import type { AlertAct } from './alert-scene.ts'

/** What happened, each time with what a person would have received. */
export const showAlerts = (acts: readonly AlertAct[]): string[] =>
  acts.flatMap(({ title, told }) => ['', colour('dim')(`${title}:`), ...told.flatMap(showNotification)])
