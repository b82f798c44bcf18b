/** The service's name, as serverless.yml has it: what it deploys is named after it and the stage. */
export const SERVICE = 'hatchet-run-relay'
