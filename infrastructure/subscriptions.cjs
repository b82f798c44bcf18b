const { createHash } = require('node:crypto')
const listOf = require('./list-of.cjs')

/** A subscription is named after its address: taking out one person makes nobody else confirm again. */
const subscriptions = (topic, addresses) =>
  Object.fromEntries(
    listOf(addresses).map((address) => [
      `${topic}Email${createHash('sha256').update(address).digest('hex').slice(0, 12)}`,
      {
        Type: 'AWS::SNS::Subscription',
        Properties: { TopicArn: { Ref: topic }, Protocol: 'email', Endpoint: address },
      },
    ]),
  )

/** Those who are told by e-mail: each has to confirm once. */
module.exports = async ({ resolveVariable }) => ({
  Resources: {
    ...subscriptions('AlertsTopic', await resolveVariable('param:alertEmail')),
    ...subscriptions('OperationsTopic', await resolveVariable('param:operationsEmail')),
  },
})
