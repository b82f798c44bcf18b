import type { DoctorWorld } from './doctor-world.ts'

/** A command of the AWS CLI, in the deployment's region: `aws kms describe-key … --region eu-central-1`. */
export const awsCommand = ({ deployment }: DoctorWorld, words: string): string =>
  `aws ${words} --region ${deployment.region}`
