import { UsageError } from '../../local/terminal/usage-error.ts'

/** @throws UsageError for what is no region, from the command line or AWS_REGION */
export const checkRegion = (region: string): void => {
  if (!/^[a-z]+(?:-[a-z]+)+-\d$/.test(region)) throw new UsageError(`--region must be like eu-central-1, not ${region}`)
}
