/** Instances that are kept for the others where some are kept for receive: alert's mapping uses 5, and three schedules can fire at once. */
const RESERVED = { Reconcile: 3, Alert: 5, Sweep: 2 }

const reserved = (receive) =>
  receive === 'none'
    ? {}
    : Object.fromEntries(
        Object.entries({ ...RESERVED, Receive: Number(receive) }).map(([name, ReservedConcurrentExecutions]) => [
          `${name}LambdaFunction`,
          { Properties: { ReservedConcurrentExecutions } },
        ]),
      )

/** How much is taken at once: requests by the gateway, and events by the functions. */
module.exports = async ({ resolveVariable }) => ({
  extensions: {
    HttpApiStage: {
      Properties: {
        DefaultRouteSettings: {
          DetailedMetricsEnabled: false,
          ThrottlingRateLimit: Number(await resolveVariable('param:throttleRate')),
          ThrottlingBurstLimit: Number(await resolveVariable('param:throttleBurst')),
        },
      },
    },
    ...reserved(await resolveVariable('param:reservedConcurrency')),
  },
})
