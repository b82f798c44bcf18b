import type { HatchetTenant } from '../../lib/hatchet/hatchet-tenant.ts'

/** What a person should know who lets the local cloud poll a Hatchet of their own: a line each. */
export const describeOwnHatchet = ({ polled }: { readonly polled: readonly HatchetTenant[] }): readonly string[] => {
  const urls = [...new Set(polled.map(({ apiUrl }) => apiUrl))]
  const isPlain = urls.some((url) => url.startsWith('http:'))
  return [
    `  Polled every 5 minutes:              ${urls.join(', ')}`,
    '  Poll at once:                        npm run invoke -- reconcile events/lambda/reconcile.5min.json',
    '  Is the token taken?                  npm run doctor',
    ...(isPlain ? ['  Deployed, plain http: is refused without hatchetAllowHttp=yes.'] : []),
  ]
}
