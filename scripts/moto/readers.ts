import type { Reader } from './reader.ts'
import { readAlias } from './readers/read-alias.ts'
import { readBucket } from './readers/read-bucket.ts'
import { readDashboard } from './readers/read-dashboard.ts'
import { readEventSourceMapping } from './readers/read-event-source-mapping.ts'
import { readFunction } from './readers/read-function.ts'
import { readKey } from './readers/read-key.ts'
import { readLogGroup } from './readers/read-log-group.ts'
import { readPermission } from './readers/read-permission.ts'
import { readQueue } from './readers/read-queue.ts'
import { readRole } from './readers/read-role.ts'
import { readTable } from './readers/read-table.ts'
import { readTopic } from './readers/read-topic.ts'

/** How resources are read back, by type. */
export const READERS: Readonly<Record<string, Reader>> = {
  'AWS::CloudWatch::Dashboard': readDashboard,
  'AWS::DynamoDB::Table': readTable,
  'AWS::IAM::Role': readRole,
  'AWS::KMS::Alias': readAlias,
  'AWS::KMS::Key': readKey,
  'AWS::Lambda::EventSourceMapping': readEventSourceMapping,
  'AWS::Lambda::Function': readFunction,
  'AWS::Lambda::Permission': readPermission,
  'AWS::Logs::LogGroup': readLogGroup,
  'AWS::S3::Bucket': readBucket,
  'AWS::SNS::Topic': readTopic,
  'AWS::SQS::Queue': readQueue,
}
