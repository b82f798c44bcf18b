/** A tick that cannot be delivered is not repeated: the next one does all that it would have done. 60 s is the least there is. */
const RetryPolicy = { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 }

/** The framework has no property for it, and replaces a Target as a whole: here are those that it makes, and the rest. */
const targetsOf = (resource, events) =>
  events.map(({ schedule: { roleArn, input } }, index) => [
    `${resource}SchedulerSchedule${index + 1}`,
    {
      Properties: {
        Target: {
          Arn: { 'Fn::GetAtt': [`${resource}LambdaFunction`, 'Arn'] },
          RoleArn: roleArn,
          ...(input !== undefined && { Input: JSON.stringify(input) }),
          RetryPolicy,
        },
      },
    },
  ])

/** How schedules deliver. What becomes of a tick that was delivered is said by its function: maximumRetryAttempts. */
module.exports = async ({ resolveConfigurationProperty }) => ({
  extensions: Object.fromEntries([
    ...targetsOf('Reconcile', await resolveConfigurationProperty(['functions', 'reconcile', 'events'])),
    ...targetsOf('Sweep', await resolveConfigurationProperty(['functions', 'sweep', 'events'])),
  ]),
})
