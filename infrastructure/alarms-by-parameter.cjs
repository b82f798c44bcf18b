const told = { AlarmActions: [{ Ref: 'OperationsTopic' }], OKActions: [{ Ref: 'OperationsTopic' }] }

const ofSummaries = {
  Namespace: 'AWS/SQS',
  Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['RunSummariesQueue', 'QueueName'] } }],
}

/** A dead-man's switch on what comes in: it is for those whose runs end all day. */
const ingestSilent = (hours) => ({
  AlarmDescription: `No run has ended for ${hours} h (ingestSilenceHours). See docs/operations.md, "ingest-silent".`,
  ...ofSummaries,
  MetricName: 'NumberOfMessagesSent',
  Statistic: 'Sum',
  Period: 3600,
  EvaluationPeriods: Number(hours),
  ComparisonOperator: 'LessThanThreshold',
  Threshold: 1,
  TreatMissingData: 'breaching',
})

/** The consumers are gone, or do not keep up: it is for those who have consumers. */
const summariesAge = (minutes) => ({
  AlarmDescription: `A summary waits for its consumer for more than ${minutes} min (summariesMaxAgeMinutes). See docs/operations.md, "run-summaries-age".`,
  ...ofSummaries,
  MetricName: 'ApproximateAgeOfOldestMessage',
  Statistic: 'Maximum',
  Period: 60,
  EvaluationPeriods: 1,
  ComparisonOperator: 'GreaterThanThreshold',
  Threshold: Number(minutes) * 60,
  TreatMissingData: 'notBreaching',
})

/** Alarms that only some deployments can have. */
module.exports = async ({ resolveVariable }) => {
  const prefix = `${await resolveVariable('self:service')}-${await resolveVariable('sls:stage')}`
  const alarm = async (param, name, build) => {
    const value = await resolveVariable(`param:${param}`)
    if (value === 'none') return undefined
    return { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmName: `${prefix}-${name}`, ...build(value), ...told } }
  }
  const alarms = {
    IngestSilentAlarm: await alarm('ingestSilenceHours', 'ingest-silent', ingestSilent),
    RunSummariesAgeAlarm: await alarm('summariesMaxAgeMinutes', 'run-summaries-age', summariesAge),
  }
  return { Resources: Object.fromEntries(Object.entries(alarms).filter(([, resource]) => resource !== undefined)) }
}
