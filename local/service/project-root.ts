import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of the project, where `serverless.yml` and the built functions are. */
export const PROJECT_ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Where a local cloud that stays up says where everything is; RELAY_LOCAL_DIR names another place. */
export const LOCAL_FOLDER = resolve(PROJECT_ROOT, process.env['RELAY_LOCAL_DIR'] ?? '.local')
