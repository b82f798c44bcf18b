/** Whether a parsed JSON value is an object. Arrays are not: valibot's own `object` and `record` take them. */
export const isJsonObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
