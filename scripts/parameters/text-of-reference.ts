/** A resource that a reference may lead to, as `serverless.yml` has it. */
export interface NamedResource {
  readonly Type: string
  readonly Properties: Readonly<Record<string, unknown>>
}

/**
 * The text that AWS makes of a value: of a reference the resource's name, URL or ARN, with noughts where it puts an account
 * or an id.
 *
 * @param resources - by logical id
 */
export const textOfReference = (
  value: unknown,
  resources: Readonly<Record<string, NamedResource>>,
  region: string,
): string => {
  if (typeof value !== 'object') return String(value)
  const { Ref, 'Fn::Join': join } = Object(value)
  if (join !== undefined) return join[1].map((part: unknown) => textOfReference(part, resources, region)).join(join[0])
  const { Type = '', Properties = {} } = resources[Ref] ?? {}
  return TEXTS[Type]?.(Properties, region) ?? JSON.stringify(value)
}

const ACCOUNT = '000000000000'

const TEXTS: Readonly<Record<string, (properties: NamedResource['Properties'], region: string) => string>> = {
  'AWS::DynamoDB::Table': ({ TableName }) => String(TableName),
  'AWS::SecretsManager::Secret': ({ Name }, region) =>
    `arn:aws:secretsmanager:${region}:${ACCOUNT}:secret:${Name}-000000`,
  'AWS::SNS::Topic': ({ TopicName }, region) => `arn:aws:sns:${region}:${ACCOUNT}:${TopicName}`,
  'AWS::SQS::Queue': ({ QueueName }, region) => `https://sqs.${region}.amazonaws.com/${ACCOUNT}/${QueueName}`,
}
