const DAY_MS = 86_400_000
const UNITS: ReadonlySet<unknown> = new Set(['Count', 'Milliseconds'])

type Members = Readonly<Record<string, unknown>>

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isList = (value: unknown): value is unknown[] => Array.isArray(value)

/**
 * What CloudWatch would refuse in a document of its embedded metric format, or leave out; empty for a good one.
 *
 * Rules: "Specification: Embedded metric format" and "PutMetricData" in the documentation of Amazon CloudWatch.
 *
 * @param now - milliseconds since 1970: metrics are taken from two weeks before to two hours after
 */
export const emfProblems = (line: string, now: number): string[] => {
  const root: unknown = JSON.parse(line)
  if (!isMembers(root)) return ['the document is no object']
  const metadata = root['_aws']
  if (!isMembers(metadata)) return ['_aws is no object']
  const { Timestamp, CloudWatchMetrics } = metadata
  const isTime = typeof Timestamp === 'number' && Number.isInteger(Timestamp)
  if (!isTime || Timestamp < now - 14 * DAY_MS || Timestamp > now + DAY_MS / 12) return ['Timestamp is no time in ms']
  if (!isList(CloudWatchMetrics)) return ['CloudWatchMetrics is no list']
  return CloudWatchMetrics.flatMap((directive) => directiveProblems(root, directive))
}

const directiveProblems = (root: Members, directive: unknown): string[] => {
  if (!isMembers(directive)) return ['a directive is no object']
  const { Namespace, Dimensions, Metrics, ...others } = directive
  if (!isList(Dimensions) || Dimensions.length === 0) return ['Dimensions is no list of sets']
  if (!isList(Metrics) || Metrics.length === 0 || Metrics.length > 100) return ['Metrics is no list of 1 to 100']
  return [
    ...Object.keys(others).map((name) => `a directive has ${name}`),
    ...(Namespace === 'HatchetRunRelay' ? [] : [`the namespace is ${Namespace}`]),
    ...Dimensions.flatMap((set) =>
      isList(set) && set.length <= 30
        ? set.flatMap((name) => dimensionProblems(root, name))
        : ['a set is no list of up to 30'],
    ),
    ...Metrics.flatMap((metric) => metricProblems(root, metric)),
  ]
}

const dimensionProblems = (root: Members, name: unknown): string[] => {
  const value = typeof name === 'string' && Object.hasOwn(root, name) ? root[name] : undefined
  return typeof value === 'string' && /^(?!:)[ -~]{1,1024}$/.test(value) && value.trim() !== ''
    ? []
    : [`dimension ${name} is ${JSON.stringify(value)}`]
}

const metricProblems = (root: Members, metric: unknown): string[] => {
  if (!isMembers(metric)) return ['a metric is no object']
  const { Name, Unit, ...others } = metric
  const value = typeof Name === 'string' && Object.hasOwn(root, Name) ? root[Name] : undefined
  return [
    ...Object.keys(others).map((name) => `metric ${Name} has ${name}`),
    ...(UNITS.has(Unit) ? [] : [`metric ${Name} has unit ${Unit}`]),
    ...(typeof value === 'number' && Number.isFinite(value) ? [] : [`metric ${Name} is ${JSON.stringify(value)}`]),
  ]
}
