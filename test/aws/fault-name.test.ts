import { expect, it } from 'vitest'
import { faultName } from '../../lib/aws/fault-name.ts'

it.each([
  [
    'an error of a service by its name',
    Object.assign(new Error('no'), { name: 'AccessDeniedException' }),
    'AccessDeniedException',
  ],
  [
    'an error of the system with its code',
    Object.assign(new Error('no'), { code: 'ECONNREFUSED' }),
    'Error ECONNREFUSED',
  ],
  [
    'a code that is the name once',
    Object.assign(new Error('no'), { name: 'ENOTFOUND', code: 'ENOTFOUND' }),
    'ENOTFOUND',
  ],
  ['an abort, whose code is a number, by its name', new DOMException('aborted', 'AbortError'), 'AbortError'],
  ['a text as unknown', 'AccessDenied', 'unknown'],
  ['nothing as unknown', undefined, 'unknown'],
])('names %s', (_, fault, expected) => {
  expect(faultName(fault)).toBe(expected)
})
