import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { PROJECT_ROOT } from '../../../local/service/project-root.ts'

/** Starts Python with the example on its path, and nothing of this machine's Hatchet or proxy. Its errors are shown. */
export const startPython = (...args: string[]): ChildProcessByStdio<Writable, Readable, null> =>
  spawn('python3', args, {
    cwd: PROJECT_ROOT,
    env: {
      PATH: process.env['PATH'],
      PYTHONPATH: join(PROJECT_ROOT, 'examples/hatchet-worker'),
      PYTHONDONTWRITEBYTECODE: '1',
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
