const listOf = require('./list-of.cjs')

const CHANGES = [
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
]
/** EC2 lets nobody say whose interfaces may be listed. */
const LISTS = ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets']

const arn = (service, resource) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`,
})

/**
 * What Lambda needs to put a function into a VPC. The function's own code may not use it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
const networkPolicy = (functionName) => ({
  Type: 'AWS::IAM::Policy',
  Properties: {
    PolicyName: 'network',
    Roles: [{ Ref: 'ReconcileRole' }],
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: CHANGES, Resource: arn('ec2', '*/*') },
        { Effect: 'Allow', Action: LISTS, Resource: '*' },
        {
          Effect: 'Deny',
          Action: [...CHANGES, ...LISTS],
          Resource: '*',
          Condition: { ArnEquals: { 'lambda:SourceFunctionArn': arn('lambda', `function:${functionName}`) } },
        },
      ],
    },
  },
})

/** Puts reconcile where Hatchet is, if Hatchet is in a VPC. */
module.exports = async ({ resolveVariable }) => {
  const SubnetIds = listOf(await resolveVariable('param:reconcileSubnetIds'))
  const SecurityGroupIds = listOf(await resolveVariable('param:reconcileSecurityGroupIds'))
  if (SubnetIds.length === 0) return {}
  const name = `${await resolveVariable('self:service')}-${await resolveVariable('sls:stage')}-reconcile`
  return {
    Resources: { ReconcileNetworkPolicy: networkPolicy(name) },
    extensions: {
      ReconcileLambdaFunction: {
        Properties: { VpcConfig: { SubnetIds, SecurityGroupIds } },
        DependsOn: ['ReconcileNetworkPolicy'],
      },
    },
  }
}
