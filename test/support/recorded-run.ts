import { readdirSync, readFileSync } from 'node:fs'

const RUNS = new URL('../../events/runs/', import.meta.url)

/** Names of the recorded answers of a live Hatchet engine: `ok.final`, `fail-error.final`, … */
export const recordedRuns: readonly string[] = readdirSync(RUNS)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace(/\.json$/, ''))

/** The exact text of a recorded answer: a V1WorkflowRun in its details form. */
export const recordedRunText = (name: string): string => readFileSync(new URL(`${name}.json`, RUNS), 'utf8')

// biome-ignore lint/suspicious/noExplicitAny: tests change and read arbitrary members of a recorded answer
export const recordedRun = (name: string): any => JSON.parse(recordedRunText(name))
