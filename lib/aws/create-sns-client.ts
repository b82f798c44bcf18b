import { SNSClient } from '@aws-sdk/client-sns'
import { SEND_TIMEOUT_MS } from '../alerts/limits.ts'
import { clientConfig } from './client-config.ts'

/** A client for the topic: one attempt, since what fails is tried again by a later sweep. */
export const createSnsClient = (): SNSClient => new SNSClient(clientConfig(1, SEND_TIMEOUT_MS))
