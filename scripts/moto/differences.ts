import { isDeepStrictEqual } from 'node:util'
import type { ReadBack } from './reader.ts'

/** What is not as it must be, in words: `visibility is 30, not 370`. What has no expected value is not looked at. */
export const differences = ({ expected, actual }: ReadBack): readonly string[] =>
  Object.entries(expected)
    .filter(([name, value]) => value !== undefined && !isDeepStrictEqual(actual[name], value))
    .map(([name, value]) => `${name} is ${JSON.stringify(actual[name])}, not ${JSON.stringify(value)}`)
