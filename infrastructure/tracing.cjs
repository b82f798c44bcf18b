/** What functions may do to be traced, where they are. X-Ray knows no resources. */
const TracingPolicy = {
  Type: 'AWS::IAM::Policy',
  Properties: {
    PolicyName: 'tracing',
    Roles: ['ReceiveRole', 'ReconcileRole', 'AlertRole', 'SweepRole'].map((role) => ({ Ref: role })),
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], Resource: '*' }],
    },
  },
}

module.exports = async ({ resolveVariable }) => ({
  Resources: (await resolveVariable('param:tracing')) === 'Active' ? { TracingPolicy } : {},
})
