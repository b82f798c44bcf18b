import { CreateTopicCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { expect, it } from 'vitest'
import { startSqsEmulator } from '../../local/emulators/sqs-emulator.ts'
import { localClientConfig } from '../../local/service/local-client-config.ts'

it('can be down: nothing comes on a queue or off it, topics go on, and what was on it is there when it is up again', async () => {
  const [sent, published]: [string[], string[]] = [[], []]
  const emulator = await startSqsEmulator(
    'eu-central-1',
    ({ body }) => sent.push(body),
    ({ text }) => published.push(text),
  )
  const config = { ...localClientConfig(emulator.url), maxAttempts: 1 }
  const [sqs, sns] = [new SQSClient(config), new SNSClient(config)]
  await sqs.send(new CreateQueueCommand({ QueueName: 'q' }))
  const QueueUrl = `${emulator.url}/000000000000/q`
  const send = (MessageBody: string) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }))
  await send('before')

  emulator.setDown(true)
  await expect(send('meanwhile')).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } })
  await expect(sqs.send(new ReceiveMessageCommand({ QueueUrl }))).rejects.toThrow()
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 't' }))
  await sns.send(new PublishCommand({ TopicArn, Message: 'told' }))

  emulator.setDown(false)
  await send('after')
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }))
  expect(Messages.map(({ Body }) => Body)).toEqual(['before', 'after'])
  expect(sent).toEqual(['before', 'after'])
  expect(published).toEqual(['told'])
  await emulator.stop()
})
