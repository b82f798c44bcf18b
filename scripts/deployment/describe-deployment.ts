import type { Deployment, Subscriber } from './deployment.ts'

/** What whoever deployed wants to know: the URL, the secret, who will be told of what, and what to do next. */
export const describeDeployment = (deployment: Deployment): readonly string[] => {
  const { stage, region, outputs, subscribers, otherSinks } = deployment
  const url = outputs['WebhookUrl'] ?? 'see the output WebhookUrl of the stack'
  const sinks = otherSinks.map((name) => `the sink ${name} (once its URL or key is in the secret alert-sinks)`)
  return [
    `Webhook URL      ${url}`,
    `Signing secret   aws secretsmanager get-secret-value --region ${region} \\`,
    `                   --secret-id hatchet-run-relay/${stage}/webhook-secret --query SecretString --output text`,
    `Failed runs      ${whoIsTold(subscribers.alerts, sinks, 'alertEmail', deployment)}`,
    `Alarms           ${whoIsTold(subscribers.operations, [], 'operationsEmail', deployment)}`,
    `Dashboard        ${outputs['DashboardUrl'] ?? 'see the output DashboardUrl of the stack'}`,
    ...nextSteps(deployment, url).map(
      (step, index) => `${index === 0 ? 'Next' : '    '}             ${index + 1}. ${step}`,
    ),
  ]
}

const whoIsTold = (
  subscribers: readonly Subscriber[] | null,
  sinks: readonly string[],
  parameter: string,
  { stage, region, params }: Deployment,
): string => {
  if (subscribers === null) return 'who is told could not be read: look at the subscriptions of the topic'
  const told = [...subscribers.map(wordsOf), ...sinks]
  if (told.length > 0) return `told to ${told.join(', ')}`
  // With all that was given now: what is left out goes back to its default.
  const options = [...params, `${parameter}=you@example.com`].map((param) => `--param=${JSON.stringify(param)}`)
  const command = `npm run deploy -- --stage ${stage} --region ${region} ${options.join(' ')}`
  return `nobody will be told: set ${parameter}, ${command}`
}

const wordsOf = ({ protocol, endpoint, isConfirmed }: Subscriber): string => {
  const name = protocol === 'email' ? endpoint : `${endpoint} (${protocol})`
  return isConfirmed ? name : `${name} (once confirmed: AWS has sent a message with a link)`
}

const nextSteps = ({ subscribers, otherSinks, stage, region }: Deployment, url: string): readonly string[] => {
  const all = [...(subscribers.alerts ?? []), ...(subscribers.operations ?? [])]
  const unconfirmed = [...new Set(all.flatMap(({ endpoint, isConfirmed }) => (isConfirmed ? [] : endpoint)))]
  const isNobodyTold = subscribers.alerts?.length === 0 && otherSinks.length === 0
  return [
    ...(isNobodyTold ? ['Set alertEmail, as above: nobody learns of a failed run yet.'] : []),
    ...(otherSinks.length > 0 ? [`Try every sink: npm run alerts -- test --stage ${stage} --region ${region}`] : []),
    ...(unconfirmed.length > 0 ? [`Confirm the subscription of ${unconfirmed.join(', ')}.`] : []),
    `Try it: npm run send -- --url ${url} --secret-file FILE-WITH-THE-SECRET events/runs/fail-error.final.json`,
    'Let your workflows send (README.md, "Send runs"), or Hatchet be polled (README.md, "Without a webhook").',
  ]
}
