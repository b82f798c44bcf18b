import { parseReceiveConfig } from '../../lib/config/parse-receive-config.ts'

const isTaken = (name: string): boolean => {
  const variables = {
    STAGE: 'test',
    SUMMARY_QUEUE_URLS: 'https://sqs.example/q',
    RUNS_TABLE: 'runs',
    WEBHOOK_SECRET_ID: 'secret',
  }
  try {
    return parseReceiveConfig({ ...variables, METRIC_WORKFLOWS: name }).METRIC_WORKFLOWS.length > 0
  } catch {
    return false
  }
}

/** The longest name that METRIC_WORKFLOWS takes. */
export const longestMetricWorkflow = (): string => {
  const names = Array.from({ length: 512 }, (_, index) => 'w'.repeat(512 - index))
  const longest = names.find(isTaken)
  if (longest === undefined) throw new Error('METRIC_WORKFLOWS takes no name')
  return longest
}
