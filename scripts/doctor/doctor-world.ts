import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import type { FunctionConfiguration } from '@aws-sdk/client-lambda'
import type { SNSClient } from '@aws-sdk/client-sns'
import type { AlertPolicy } from '../../lib/alerts/policy/alert-policy.ts'
import type { HatchetTenant } from '../../lib/hatchet/hatchet-tenant.ts'
import type { AskReconcile } from '../backfill/ask-reconcile.ts'
import type { Deployment } from '../operator/deployment.ts'
import type { FoundStack } from './found-stack.ts'

/** What a deployment is looked at with. What several checks need is asked once. */
export interface DoctorWorld {
  readonly deployment: Deployment
  /** `prod`, or `local` */
  readonly stage: string
  /** Whether it is the local cloud, which has no CloudFormation and no CloudWatch. */
  readonly isLocal: boolean
  /** Where the local Hatchet is, whose clock is put forward so that runs have settled; undefined where there is none. */
  readonly localHatchetUrl: string | undefined
  readonly cloudWatch: CloudWatchClient
  readonly sns: SNSClient
  readonly runsTable: string
  /**
   * What CloudFormation knows.
   *
   * @throws OperatorError if there is no such stack
   */
  stack(): Promise<FoundStack>
  /** Whether nothing of it can be asked: no credentials, no way to AWS, no such stack. `stackCheck` says which. */
  isOutOfReach(): Promise<boolean>
  /**
   * An output of the stack.
   *
   * @throws NotChecked if it has none of that name
   */
  output(name: string): Promise<string>
  /**
   * The text of a secret, by the end of its name, `webhook-secret`. It goes into no finding.
   *
   * @throws SecretError
   */
  secret(name: string): Promise<string>
  /**
   * The tenants that are polled.
   *
   * @throws SecretError if the secret is not as it must be
   */
  tenants(): Promise<readonly HatchetTenant[]>
  /** How Lambda describes a function, `reconcile`; not on the local cloud. */
  functionConfiguration(name: string): Promise<FunctionConfiguration>
  /** Where Slack's webhooks may be; null where the function may not be asked. */
  slackOrigins(): Promise<readonly string[] | null>
  /**
   * The policy of this folder, which is the deployed one unless it was changed since.
   *
   * @throws NotChecked if it is none
   */
  policy(): Promise<AlertPolicy>
  readonly askReconcile: AskReconcile
  /** ms since 1970 */
  now(): number
}
