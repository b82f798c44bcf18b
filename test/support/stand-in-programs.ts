import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { vi } from 'vitest'

/** Programs that stand in for those of a machine. */
export interface StandInPrograms {
  /** Folder for this test. */
  readonly folder: string
  /** Puts a program on the PATH, on which there is no other but the system's own tools. */
  add(name: string, script: string): void
  clear(): void
}

/** To be cleared after the test; the PATH comes back by itself. */
export const standInPrograms = (): StandInPrograms => {
  const folder = mkdtempSync(join(tmpdir(), 'relay-programs-'))
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  vi.stubEnv('PATH', bin)
  return {
    folder,
    add: (name, script) => {
      mkdirSync(dirname(join(bin, name)), { recursive: true })
      writeFileSync(join(bin, name), `#!/bin/sh\nPATH=/usr/bin${delimiter}/bin\n${script}\n`)
      chmodSync(join(bin, name), 0o755)
    },
    clear: () => rmSync(folder, { recursive: true }),
  }
}
