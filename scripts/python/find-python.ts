import { spawnSync } from 'node:child_process'

/** The first version that has all packages of the lists beside this. */
const OLDEST = [3, 11] as const

/** The machine's Python, or why it is of no use here. */
export type Python =
  | {
      readonly ok: true
      readonly command: string
      /** `3.11.7` */
      readonly version: string
    }
  | { readonly ok: false; readonly reason: string }

/** Finds a Python that runs: a program can be on the PATH and yet not run, where version managers put stand-ins. */
export const findPython = (): Python => {
  for (const command of ['python3', 'python']) {
    const { status, stdout } = spawnSync(command, ['--version'], { encoding: 'utf8' })
    const [, version = '', major, minor] = /^Python ((\d+)\.(\d+)\S*)/.exec(stdout ?? '') ?? []
    if (status !== 0 || version === '') continue
    const isNew = Number(major) > OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) >= OLDEST[1])
    if (!isNew) return { ok: false, reason: `it takes Python ${OLDEST.join('.')} or later, and this is ${version}` }
    return { ok: true, command, version }
  }
  return { ok: false, reason: 'Python is not installed' }
}
