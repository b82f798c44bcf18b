import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import type { SQSClient } from '@aws-sdk/client-sqs'
import type { AwsClientStub } from 'aws-sdk-client-mock'

/** A call that answers nothing, and gives up only when its caller does. */
const hang = (_command: unknown, options?: { readonly abortSignal?: AbortSignal }) =>
  new Promise<never>((_resolve, reject) => {
    const giveUp = () => reject(Object.assign(new Error('Request aborted'), { name: 'AbortError' }))
    if (options?.abortSignal?.aborted) giveUp()
    options?.abortSignal?.addEventListener('abort', giveUp)
  })

/** Makes a mocked AWS client answer nothing, until it is told what to answer. */
export const neverAnswer = (client: AwsClientStub<SQSClient> | AwsClientStub<SecretsManagerClient>): void => {
  client.reset()
  client.send.callsFake(hang as never)
}
