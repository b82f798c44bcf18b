import { createRequire } from 'node:module'

/** The program of the deployment framework, to be run by Node. */
export const OSLS = createRequire(import.meta.url).resolve('osls/bin/serverless.js')
