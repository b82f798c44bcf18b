import { spawnSync } from 'node:child_process'

const WANTED = 'import sys; sys.exit(sys.version_info < (3, 10))'

/** Whether this machine has Python 3.10 or later. What needs it is shown as skipped elsewhere. */
export const canRunPython = (): boolean => spawnSync('python3', ['-c', WANTED], { stdio: 'ignore' }).status === 0
