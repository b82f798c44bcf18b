import type { DoctorWorld } from './doctor-world.ts'

/** The command that deploys again what is deployed. A parameter that is left out goes back to its default. */
export const deployAgain = ({ deployment }: DoctorWorld, param?: string): string => {
  const added = param === undefined ? '' : ` --param="${param}"`
  return `npm run deploy --${deployment.named}${added}, with all parameters of the last time`
}
