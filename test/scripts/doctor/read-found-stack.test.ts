import { CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation'
import { mockClient } from 'aws-sdk-client-mock'
import { describe, expect, it } from 'vitest'
import { localClientConfig } from '../../../local/service/local-client-config.ts'
import { NoSuchStack } from '../../../scripts/doctor/no-such-stack.ts'
import { readFoundStack } from '../../../scripts/doctor/read-found-stack.ts'

const SIGNAL = new AbortController().signal
const client = new CloudFormationClient(localClientConfig('http://127.0.0.1:1'))
const aws = mockClient(client)
const stackOf = (StackName: string, more: Partial<Stack> = {}): Stack => ({
  ...{ StackName, StackStatus: 'CREATE_COMPLETE', CreationTime: new Date(1_000) },
  ...more,
})
const missing = Object.assign(new Error('Stack with id x does not exist'), { name: 'ValidationError' })
const read = () => readFoundStack(client, 'prod', SIGNAL)

describe('the stack of a stage', () => {
  it('is read with its account, its outputs and its last deployment', async () => {
    const StackId = 'arn:aws:cloudformation:eu-central-1:123456789012:stack/hatchet-run-relay-prod/1'
    const Outputs = [{ OutputKey: 'WebhookUrl', OutputValue: 'https://x' }]
    const more = { StackId, Outputs, LastUpdatedTime: new Date(2_000), StackStatusReason: 'so' }
    aws
      .reset()
      .on(DescribeStacksCommand)
      .resolves({ Stacks: [stackOf('hatchet-run-relay-prod', more)] })

    expect(await read()).toEqual({
      ...{ status: 'CREATE_COMPLETE', reason: 'so', account: '123456789012' },
      ...{ outputs: { WebhookUrl: 'https://x' }, createdAt: 1_000, changedAt: 2_000 },
    })
  })

  it('that is not there has those named that are, on whatever page', async () => {
    aws
      .reset()
      .on(DescribeStacksCommand)
      .rejectsOnce(missing)
      .resolvesOnce({ Stacks: [stackOf('other'), stackOf('hatchet-run-relay-dev')], NextToken: 'more' })
      .resolves({ Stacks: [stackOf('hatchet-run-relay-staging')] })

    await expect(read()).rejects.toEqual(
      new NoSuchStack('there is no stack hatchet-run-relay-prod in eu-central-1; stages that are there: dev, staging'),
    )
  })

  it('that is not there is told where nobody may say which are', async () => {
    aws
      .reset()
      .on(DescribeStacksCommand)
      .rejectsOnce(missing)
      .rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }))

    await expect(read()).rejects.toEqual(
      new NoSuchStack('there is no stack hatchet-run-relay-prod in eu-central-1, and no other of this service'),
    )
  })

  it('is not taken from whatever else answers', async () => {
    aws.reset().on(DescribeStacksCommand).resolves({})

    await expect(read()).rejects.toThrow('what answers for CloudFormation is not AWS')
  })
})
