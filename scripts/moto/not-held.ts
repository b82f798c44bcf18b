/** Properties that moto 5.2's CloudFormation takes and drops, by type: they are in the template's own tests. */
export const NOT_HELD: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'time to live, point-in-time recovery, encryption, that it stays',
  'AWS::IAM::Role': 'the resources of its statements',
  'AWS::KMS::Key': 'its policy, that it stays',
  'AWS::Lambda::Function':
    'names of secrets in the environment, its key, architecture, tracing, log format, network, reserved concurrency',
  'AWS::Logs::LogGroup': 'its key',
  'AWS::S3::Bucket': 'versioning, what keeps it from being public',
}
