import type { Plugin } from 'esbuild'

/** What stands in for modules of the AWS SDK that a Lambda function carries and never runs: a third of the bundle. */
const REPLACEMENTS: Readonly<Record<string, string>> = {
  // Lambda puts a function's credentials into its environment, and replaces the environment before they expire.
  '@aws-sdk/credential-provider-node': "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env'",
  // Only services that answer with event streams load it; SQS and Secrets Manager have none.
  '@smithy/core/event-streams': "throw new Error('event streams are left out of this bundle')",
}

/** Leaves out of a bundle what the AWS SDK never runs on Lambda: SSO, STS, profiles, instance metadata, event streams. */
export const omitFromSdk: Plugin = {
  name: 'omit-from-sdk',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^@(?:aws-sdk|smithy)\// }, ({ path, resolveDir }) =>
      Object.hasOwn(REPLACEMENTS, path) ? { path, namespace: 'omit-from-sdk', pluginData: resolveDir } : null,
    )
    onLoad({ filter: /.*/, namespace: 'omit-from-sdk' }, ({ path, pluginData }) => ({
      contents: REPLACEMENTS[path] ?? '',
      resolveDir: pluginData,
    }))
  },
}
