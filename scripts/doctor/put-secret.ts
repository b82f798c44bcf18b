import { awsCommand } from './aws-command.ts'
import type { DoctorWorld } from './doctor-world.ts'
import { secretIdOf } from './secret-id-of.ts'

/**
 * The command that gives a secret another value.
 *
 * @param name - the end of its name, `webhook-secret`
 * @param value - as a shell takes it: `file://tenants.json`
 */
export const putSecret = (world: DoctorWorld, name: string, value: string): string =>
  awsCommand(
    world,
    `secretsmanager put-secret-value --secret-id ${secretIdOf(world.stage, name)} --secret-string ${value}`,
  )
