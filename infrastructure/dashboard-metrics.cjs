/** A label that CloudWatch fills in. CloudFormation takes the exclamation mark out. */
const labelOf = (dimension) => `$\{!PROP('Dim.${dimension}')}`

/** Metrics as widgets take them, of one deployment. Namespace, names and dimensions of ours are those of lib/telemetry/metrics.ts. */
module.exports = (service, stage) => {
  const ours = (name, options, ...dimensions) => [
    'HatchetRunRelay',
    ...[name, 'service', service, 'stage', stage],
    ...dimensions,
    { label: name, ...options },
  ]
  const ofStatus = (name, status, options) => ours(name, { label: status, ...options }, 'status', status)
  const search = (name, dimension) =>
    `{HatchetRunRelay,${dimension},service,stage} MetricName="${name}" service="${service}" stage="${stage}"`
  const named = (kind) => `${service}-${stage}-${kind}`
  return {
    ours,
    byStatus: (name) => ['COMPLETED', 'FAILED', 'CANCELLED'].map((status) => ofStatus(name, status, {})),
    percentiles: (name) =>
      ['p50', 'p95', 'p99'].flatMap((stat) =>
        ['COMPLETED', 'FAILED'].map((status) => ofStatus(name, status, { stat, label: `${stat} ${status}` })),
      ),
    /** By a dimension whose values are not known here. */
    each: (name, dimension, label = '') => [
      { expression: `SEARCH('${search(name, dimension)}', 'Sum', 300)`, label: label + labelOf(dimension) },
    ],
    ofQueues: (name, ...queues) =>
      queues.map((queue) => ['AWS/SQS', name, 'QueueName', named(queue), { label: queue, stat: 'Maximum' }]),
    ofFunctions: (name, stat = 'Sum') =>
      ['receive', 'reconcile', 'alert', 'sweep'].map((each) => [
        ...['AWS/Lambda', name, 'FunctionName', named(each)],
        { label: each, stat },
      ]),
    ofApi: (name, stat = 'Sum') => ['AWS/ApiGateway', name, 'ApiId', `$\{HttpApi}`, { label: name, stat }],
  }
}
