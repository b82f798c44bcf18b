import * as v from 'valibot'

const TestRequestSchema = v.object({ test: v.array(v.string()) })

/** Names of the sinks that an event asks to be tested; null for an event that asks for no test, as a schedule's. */
export const readTestRequest = (event: unknown): readonly string[] | null => {
  const parsed = v.safeParse(TestRequestSchema, event)
  return parsed.success ? parsed.output.test : null
}
