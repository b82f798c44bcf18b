import { resolve } from 'node:path'

/** A path that a person gave, from where they stood when they called npm: scripts run in the project's folder. */
export const userPath = (path: string): string => resolve(process.env['INIT_CWD'] ?? process.cwd(), path)
