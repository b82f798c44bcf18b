import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { shellWord } from '../../../local/terminal/shell-word.ts'

it('is one word to a shell, whatever it holds, and as it is where no shell minds', () => {
  const texts = ['soak-3', "a b'c", '', '$HOME `id` "x" \\', '~', '*', 'a;b', "''", '#']
  const printed = execFileSync('/bin/sh', ['-c', `printf '%s\\n' ${texts.map(shellWord).join(' ')}`], {
    encoding: 'utf8',
  })
  expect(printed.split('\n').slice(0, -1)).toEqual(texts)
  expect(shellWord('soak-3')).toBe('soak-3')
})
