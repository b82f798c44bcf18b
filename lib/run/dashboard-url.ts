/**
 * The run's page in Hatchet's dashboard.
 *
 * @param base - without a slash at its end; a self-hosted dashboard may live under a path
 */
export const dashboardUrl = (base: string, tenantId: string, runId: string): string =>
  `${base}/tenants/${encodeURIComponent(tenantId)}/runs/${encodeURIComponent(runId)}`
