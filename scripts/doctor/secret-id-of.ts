import { SERVICE } from '../operator/service.ts'

/** The id of a deployment's secret, by the end of its name: `hatchet-run-relay/prod/webhook-secret`. */
export const secretIdOf = (stage: string, name: string): string => `${SERVICE}/${stage}/${name}`
