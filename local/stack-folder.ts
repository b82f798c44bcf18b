import { spawn } from 'node:child_process'
import { appendFileSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRunning } from './is-running.ts'

/** The folder of a local cloud: where it says what it is, and what its functions wrote. */
export interface StackFolder {
  readonly logFile: string
  describe(description: object): void
  /** A line that comes after the folder was closed is dropped: a process that is stopped may still have written one. */
  log(line: string): void
  /** Takes its files away, and the folder if nothing else is in it. */
  close(): void
}

/** @throws if another local cloud is up in the folder */
export const openStackFolder = (path: string): StackFolder => {
  const stackFile = join(path, 'stack.json')
  const logFile = join(path, 'functions.log')
  mkdirSync(path, { recursive: true })
  claim(stackFile)
  writeFileSync(logFile, '')
  const janitor = startJanitor(stackFile, logFile)
  let isClosed = false
  return {
    logFile,
    describe: (description) => {
      // A reader sees the file whole, or not at all.
      writeFileSync(`${stackFile}.new`, `${JSON.stringify({ pid: process.pid, ...description }, null, 2)}\n`, {
        mode: 0o600,
      })
      renameSync(`${stackFile}.new`, stackFile)
    },
    log: (line) => {
      if (!isClosed) appendFileSync(logFile, `${line}\n`)
    },
    close: () => {
      isClosed = true
      rmSync(stackFile, { force: true })
      rmSync(logFile, { force: true })
      try {
        rmdirSync(path)
      } catch {
        // Something else is in it.
      }
      janitor()
    },
  }
}

/** Makes the file ours, and only one process's even if two try at once. */
const claim = (stackFile: string): void => {
  const owner = ownerOf(stackFile)
  if (owner !== null) throw new Error(`a local cloud is already up: ${stackFile} belongs to process ${owner}`)
  rmSync(stackFile, { force: true })
  try {
    writeFileSync(stackFile, JSON.stringify({ pid: process.pid }), { flag: 'wx', mode: 0o600 })
  } catch {
    throw new Error(`another local cloud is just starting: ${stackFile} is its own`)
  }
}

const ownerOf = (stackFile: string): number | null => {
  try {
    const { pid } = JSON.parse(readFileSync(stackFile, 'utf8'))
    return isRunning(pid) ? pid : null
  } catch {
    return null
  }
}

/**
 * Takes the files away if this process is killed and cannot: a shell that waits for the end of its input.
 *
 * @returns what ends it
 */
const startJanitor = (...files: readonly string[]): (() => void) => {
  if (process.platform === 'win32') return () => {}
  const script = 'cat >/dev/null; rm -f -- "$@"; rmdir -- "$(dirname -- "$1")"'
  const shell = spawn('/bin/sh', ['-c', script, 'sh', ...files], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // In a session of its own: signals to our group, a terminal's among them, are not for it.
    detached: true,
  })
  shell.on('error', () => {})
  shell.unref()
  return () => shell.stdin.destroy()
}
