import { AlertConfigSchema } from '../../lib/config/parse-alert-config.ts'
import { ReceiveConfigSchema } from '../../lib/config/parse-receive-config.ts'
import { ReconcileConfigSchema } from '../../lib/config/parse-reconcile-config.ts'
import { DEPLOYMENT_PARAMETERS } from './deployment-parameters.ts'

/** Every parameter that a deployment may set. What a function reads is checked by the function's own rule. */
export const PARAMETERS = {
  ...DEPLOYMENT_PARAMETERS,
  tenants: ReceiveConfigSchema.entries.TENANTS,
  rotationOverlap: ReceiveConfigSchema.entries.ROTATION_OVERLAP,
  metadataKeys: ReceiveConfigSchema.entries.METADATA_KEYS,
  metricWorkflows: ReceiveConfigSchema.entries.METRIC_WORKFLOWS,
  dashboardUrl: ReceiveConfigSchema.entries.HATCHET_DASHBOARD_URL,
  hatchetApiUrl: ReconcileConfigSchema.entries.HATCHET_API_URL,
  hatchetAllowHttp: ReconcileConfigSchema.entries.HATCHET_ALLOW_HTTP,
  slackOrigins: AlertConfigSchema.entries.SLACK_ORIGINS,
  pagerDutyOrigin: AlertConfigSchema.entries.PAGERDUTY_ORIGIN,
} as const

export type ParameterName = keyof typeof PARAMETERS
