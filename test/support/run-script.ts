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
  const { npm_lifecycle_event: lifecycle } = process.env
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(keep('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(keep('err')),
    vi.spyOn(process.stdout, 'on').mockReturnThis(),
    vi.spyOn(process.stderr, 'on').mockReturnThis(),
  ]
  process.argv = ['node', script, ...args]
  process.exitCode = 0
  // The npm that runs the tests is not the one that started this command: nobody is looked for who may have gone.
  delete process.env['npm_lifecycle_event']
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
    if (lifecycle !== undefined) Object.assign(process.env, { npm_lifecycle_event: lifecycle })
    for (const spy of spies) spy.mockRestore()
  }
}
