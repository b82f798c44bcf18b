import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { preparePythonTool } from '../../scripts/python/prepare-python-tool.ts'
import { type StandInPrograms, standInPrograms } from '../support/stand-in-programs.ts'

let programs: StandInPrograms
const cache = () => join(programs.folder, 'cache')
const prepare = () => preparePythonTool('cfn-lint', cache(), new AbortController().signal)

/** Makes an environment whose own Python answers pip with `pip`. */
const pythonWhosePip = (pip: string): string => `
  case "$1" in
    --version) echo "Python 3.11.7" ;;
    *) mkdir -p "$3/bin"; printf '#!/bin/sh\\n%s\\n' '${pip}' > "$3/bin/python"; chmod 755 "$3/bin/python" ;;
  esac`

beforeEach(() => {
  programs = standInPrograms()
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
})
afterEach(() => programs.clear())

// The stand-ins are scripts of a shell.
describe.skipIf(process.platform === 'win32')('a tool written in Python', () => {
  it.each([
    ['there is none', [], 'Python is not installed'],
    ['it does not run', [['python3', 'exit 127']], 'Python is not installed'],
    ['it is too old', [['python3', 'echo Python 3.10.2']], 'it takes Python 3.11 or later, and this is 3.10.2'],
  ])('is not prepared where %s', async (_, stubs, reason) => {
    for (const [name = '', script = ''] of stubs) programs.add(name, script)
    expect(await prepare()).toEqual({ ok: false, reason })
    expect(existsSync(cache())).toBe(false)
  })

  it('is installed once, in an environment of its own', async () => {
    programs.add('python3', pythonWhosePip('exit 0'))
    const first = await prepare()
    expect(first).toEqual({ ok: true, bin: expect.stringMatching(/cfn-lint-[0-9a-f]{12}\/bin$/) })
    const folders = readdirSync(cache())
    programs.add('python3', 'test "$1" = --version && echo "Python 3.11.7"')
    expect(await prepare()).toEqual(first)
    expect(readdirSync(cache())).toEqual(folders)
  })

  it('shows what pip said when it failed, and tries again the next time', async () => {
    programs.add('python3', pythonWhosePip('echo no wheel today >&2; exit 1'))
    expect(await prepare()).toEqual({ ok: false, reason: 'pip install failed, see above' })
    expect(process.stderr.write).toHaveBeenCalledWith('no wheel today\n')
    programs.add('python3', pythonWhosePip('exit 0'))
    expect(await prepare()).toMatchObject({ ok: true })
  })
})
