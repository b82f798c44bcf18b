const createMetrics = require('./dashboard-metrics.cjs')

const WIDTH = 8
const HEIGHT = 6
const COLUMNS = 24 / WIDTH

const failuresByWorkflow = (prefix) =>
  [
    `SOURCE '/aws/lambda/${prefix}-receive'`,
    `SOURCE '/aws/lambda/${prefix}-reconcile'`,
    "filter message = 'run forwarded' and status = 'FAILED'",
    'stats count(*) as failures by workflow',
    'sort failures desc',
    'limit 25',
  ].join(' | ')

const runs = ({ byStatus, percentiles }) => [
  { title: 'Runs by status', metrics: byStatus('RunsForwarded'), stacked: true },
  { title: 'Duration of runs, ms', metrics: percentiles('RunDuration') },
  { title: 'Time in the queue, ms', metrics: percentiles('RunQueueTime') },
]

const alerts = ({ ours, each }, prefix) => [
  { title: 'Failed runs by workflow', query: failuresByWorkflow(prefix) },
  { title: 'Open incidents', metrics: [ours('OpenIncidents', { stat: 'Maximum' })] },
  {
    title: 'Notifications by sink',
    metrics: [
      each('NotificationsSent', 'sink', 'sent: '),
      each('NotificationsPostponed', 'sink', 'postponed: '),
      each('NotificationsFailed', 'sink', 'given up: '),
    ],
  },
]

const entrances = ({ ours, each, ofApi }) => [
  { title: 'Webhook requests', metrics: [ofApi('Count'), ofApi('4xx'), ofApi('5xx'), ofApi('Latency', 'p99')] },
  { title: 'Requests refused, by reason', metrics: [each('Rejected', 'reason')] },
  {
    title: 'Told before; not ended; found by polling',
    metrics: ['Duplicates', 'Ignored', 'FoundByReconcile'].map((name) => ours(name)),
  },
  { title: 'Polls', metrics: [ours('ReconcileTicks'), ours('RunsChecked')] },
  { title: 'Errors of polls, by reason', metrics: [each('ReconcileErrors', 'reason')] },
  { title: 'Errors of the ledger and of alerting', metrics: [ours('LedgerErrors'), ours('AlertErrors')] },
]

const health = ({ ofQueues, ofFunctions }) => [
  { title: 'Messages waiting', metrics: ofQueues('ApproximateNumberOfMessagesVisible', 'run-summaries', 'run-alerts') },
  { title: 'Oldest message, s', metrics: ofQueues('ApproximateAgeOfOldestMessage', 'run-summaries', 'run-alerts') },
  {
    title: 'Messages given up',
    metrics: ofQueues('ApproximateNumberOfMessagesVisible', 'run-summaries-dlq', 'run-alerts-dlq'),
  },
  { title: 'Errors of functions', metrics: ofFunctions('Errors') },
  { title: 'Calls that found no free instance', metrics: ofFunctions('Throttles') },
  { title: 'Longest time of functions, ms', metrics: ofFunctions('Duration', 'Maximum') },
]

const widget = ({ title, metrics, query, stacked = false }, index) => {
  const common = { title, region: `$\{AWS::Region}` }
  return {
    ...{ x: (index % COLUMNS) * WIDTH, y: Math.floor(index / COLUMNS) * HEIGHT, width: WIDTH, height: HEIGHT },
    ...(query === undefined
      ? { type: 'metric', properties: { ...common, view: 'timeSeries', stat: 'Sum', period: 300, stacked, metrics } }
      : { type: 'log', properties: { ...common, view: 'table', query } }),
  }
}

/** What happens, from the runs to the functions. A test holds that each metric of the code is on it, and none that is not of the code. */
module.exports = async ({ resolveVariable }) => {
  const service = await resolveVariable('self:service')
  const stage = await resolveVariable('sls:stage')
  const name = `${service}-${stage}`
  const metrics = createMetrics(service, stage)
  const shown = [...runs(metrics), ...alerts(metrics, name), ...entrances(metrics), ...health(metrics)]
  const console = `https://$\{AWS::Region}.console.aws.amazon.com/cloudwatch/home?region=$\{AWS::Region}`
  return {
    Resources: {
      Dashboard: {
        Type: 'AWS::CloudWatch::Dashboard',
        Properties: {
          DashboardName: name,
          DashboardBody: { 'Fn::Sub': JSON.stringify({ widgets: shown.map(widget) }) },
        },
      },
    },
    Outputs: {
      DashboardUrl: {
        Description: 'The dashboard',
        Value: { 'Fn::Sub': `${console}#dashboards/dashboard/${name}` },
      },
    },
  }
}
