import { join } from 'node:path'
import { buildHandlers } from '../scripts/build-handlers.ts'
import { PROJECT_ROOT } from './service/project-root.ts'

/** Builds the functions as for AWS, but with the alert policy of the local cloud: `dist/local/<name>.cjs`. */
export const buildLocalHandlers = (): Promise<void> =>
  buildHandlers({
    outdir: join(PROJECT_ROOT, 'dist', 'local'),
    alertPolicy: join(PROJECT_ROOT, 'local', 'alerts.config.ts'),
  })
