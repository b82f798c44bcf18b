import type { ParameterName } from './parameters.ts'

/** The variables of functions that are parameters, as `serverless.yml` has them. */
export const PARAMETER_VARIABLES: Readonly<Record<string, ParameterName>> = {
  TENANTS: 'tenants',
  ROTATION_OVERLAP: 'rotationOverlap',
  METADATA_KEYS: 'metadataKeys',
  METRIC_WORKFLOWS: 'metricWorkflows',
  HATCHET_DASHBOARD_URL: 'dashboardUrl',
  HATCHET_API_URL: 'hatchetApiUrl',
  HATCHET_ALLOW_HTTP: 'hatchetAllowHttp',
  SLACK_ORIGINS: 'slackOrigins',
  PAGERDUTY_ORIGIN: 'pagerDutyOrigin',
}
