/**
 * The region of a deployment: the one that is named, else AWS_REGION, else the one that serverless.yml deploys to.
 *
 * @param region - as it was named on the command line
 */
export const regionOf = (region: string | undefined): string => region ?? process.env['AWS_REGION'] ?? 'eu-central-1'
