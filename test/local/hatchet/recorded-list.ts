import { readFileSync } from 'node:fs'

const LISTS = new URL('../../fixtures/hatchet-lists/', import.meta.url)

// biome-ignore lint/suspicious/noExplicitAny: tests read arbitrary members of a recorded answer
export const recordedList = (name: string): any => JSON.parse(readFileSync(new URL(`${name}.json`, LISTS), 'utf8'))
