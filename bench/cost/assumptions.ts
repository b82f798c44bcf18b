/** What is not measured, and enters the costs: each is said in docs/cost.md. */
export const ASSUMPTIONS = {
  runs: 1_000_000,
  /** A month. */
  days: 30,
  /** Of the runs, how many fail, and how many of these make one incident. */
  failing: 0.01,
  failuresPerIncident: 10,
  workflows: 10,
  /** An even month is busy all day, a bursty one for an hour a day. */
  busyHours: { even: 24, bursty: 1 },

  /** Memory of the functions as they are deployed, GB. */
  memoryGb: { receive: 1, reconcile: 1.5, alert: 0.5, sweep: 0.5 },
  /**
   * Time of our own code for an invocation, ms: what docs/performance.md measures, on the 0.58 of a core that 1 GB gets, or
   * half of that (https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html), and a millisecond of the runtime's.
   */
  ownMs: { receive: 3, reconcile: 10, alert: 4, sweep: 4 },
  /** The same for each row that a poll lists, ms. */
  ownMsPerListedRun: 0.1,
  /** Time until a request is answered, ms. What is sent to several queues at once is waited for once. */
  answerMs: {
    GetItem: 5,
    BatchGetItem: 10,
    Query: 5,
    PutItem: 5,
    UpdateItem: 5,
    SendMessage: 15,
    Publish: 30,
    GetSecretValue: 15,
    list: 100,
    details: 20,
  },
  queues: 2,
  /** Details are read so many at once. */
  detailsAtOnce: 4,

  /** Lambda reads a queue with five pollers at once (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html). */
  pollers: 5,
  /** A batch of run-alerts is waited for so long; a poller whose queue is empty asks again after so long, seconds. */
  batchSeconds: 5,
  longPollSeconds: 20,
  /** Messages that one request to SQS receives or deletes. */
  messagesPerRequest: 10,

  /** What CloudWatch adds to each line, and the line of the gateway's access log for a request, bytes. */
  logLineOverheadBytes: 26,
  accessLogBytes: 130,
  /** What DynamoDB adds to each item that it stores, bytes. */
  itemOverheadBytes: 100,

  /** How long an instance of a function lives, hours. Then another begins with nothing that it remembers. */
  instanceHours: 2,
  /** How often a run is listed by polls: 12 times in its first hour, 24 times in its first day. */
  listings: 36,

  /** What the template deploys, at most: a test holds this against it. Of its alarms, those that watch one metric. */
  deployed: { alarms: 22, dashboards: 1, keys: 1, secrets: 3, sinks: 1 },
  /** Alarms on a query are paid for each metric that it reads: of that name, but those of these values. */
  alarmQueries: { ReconcileErrors: ['too-large'], NotificationsFailed: [] },
  /** A key is rotated once a year, and AWS bills the first two rotations. */
  billedRotations: 2,
  /** Data keys are kept for five minutes by each service (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html). */
  dataKeySeconds: 300,
} as const
