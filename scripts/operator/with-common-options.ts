import type { Command } from 'commander'

/** Gives a command the options that every command has. */
export const withCommonOptions = (command: Command): Command =>
  command
    .option('--stage <stage>', 'the deployment, prod; without it the local cloud that is up')
    .option('--region <region>', "the deployment's region; without it AWS_REGION, or eu-central-1")
    .option('--json', 'answer as JSON')
