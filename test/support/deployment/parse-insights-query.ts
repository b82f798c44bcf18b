/** A query of CloudWatch Metrics Insights. */
export interface InsightsQuery {
  readonly metric: string
  readonly namespace: string
  /** Names of dimensions: exactly those that the metrics have. */
  readonly dimensions: readonly string[]
  /** `service = 'a'`, `reason != 'b'`, in their order. */
  readonly conditions: readonly string[]
}

/** @throws if the text is no such query, or uses more of its language than is used here */
export const parseInsightsQuery = (text: string): InsightsQuery => {
  const form = /^SELECT SUM\((\w+)\) FROM SCHEMA\("(\w+)", ([\w, ]+)\) WHERE (.+)$/
  const [, metric, namespace, dimensions, conditions] = form.exec(text) ?? []
  if (!metric || !namespace || !dimensions || !conditions) throw new Error(`not a query: ${text}`)
  return { metric, namespace, dimensions: dimensions.split(', '), conditions: conditions.split(' AND ') }
}
