/**
 * Test files that have a process of their own each: they load modules anew or put others in their place, change the
 * classes of the AWS SDK or the environment for good, or start processes and are told by them. All others share a few.
 */
export const TESTS_APART: readonly string[] = [
  'test/{e2e,examples,handlers}/**/*.test.ts',
  'test/aws/alert-ports.test.ts',
  'test/local/start-queue-poller.test.ts',
  'test/local/hatchet/hatchet-command.test.ts',
  'test/local/sinks/sinks-command.test.ts',
  'test/scripts/deployment.test.ts',
  'test/scripts/alerts/{create-program,deployment}.test.ts',
  'test/scripts/lambda/found-function.test.ts',
]
