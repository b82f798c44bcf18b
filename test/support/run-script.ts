import { stripVTControlCharacters } from 'node:util'
import { vi } from 'vitest'

interface RanScript {
  readonly exitCode: number
  readonly out: string
  readonly err: string
}

let runs = 0

/**
 * Runs a command in this process.
 *
 * @param script - `scripts/alerts.ts`
 */
export const runScript = async (script: string, ...args: string[]): Promise<RanScript> => {
  const written = { out: '', err: '' }
  const keep = (name: keyof typeof written) => (chunk: unknown) => {
    written[name] += String(chunk)
    return true
  }
  const { argv, exitCode: before } = process
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(keep('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(keep('err')),
    vi.spyOn(process.stdout, 'on').mockReturnThis(),
    vi.spyOn(process.stderr, 'on').mockReturnThis(),
  ]
  process.argv = ['node', script, ...args]
  process.exitCode = 0
  try {
    runs += 1
    // Each time anew; what it imports is loaded once.
    const path = `../../${script}?${runs}`
    await import(path)
    const { out, err } = written
    return { exitCode: Number(process.exitCode), out: stripVTControlCharacters(out), err }
  } finally {
    process.argv = argv
    process.exitCode = before
    for (const spy of spies) spy.mockRestore()
  }
}
