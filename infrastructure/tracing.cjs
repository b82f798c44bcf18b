/** What functions may do to be traced, where they are. X-Ray knows no resources. */
const tracing = {
  PolicyName: 'x-ray',
  PolicyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], Resource: '*' }],
  },
}

/**
 * Merged into the roles of roles.yml item by item: the one policy that each has stays, and this is its second. In the role
 * itself it is there before the function is, which Lambda refuses to trace without it.
 */
const traced = { Properties: { Policies: [{}, tracing] } }

module.exports = async ({ resolveVariable }) => ({
  Resources:
    (await resolveVariable('param:tracing')) === 'Active'
      ? { ReceiveRole: traced, ReconcileRole: traced, AlertRole: traced, SweepRole: traced }
      : {},
})
