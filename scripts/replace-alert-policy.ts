import type { Plugin } from 'esbuild'

/** Bundles another alert policy in place of `alerts.config.ts`. */
export const replaceAlertPolicy = (path: string): Plugin => ({
  name: 'replace-alert-policy',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.\.\/alerts\.config\.ts$/ }, () => ({ path }))
  },
})
