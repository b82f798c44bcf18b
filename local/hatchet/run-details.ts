/** A run in Hatchet's details form: the body of `GET /api/v1/stable/workflow-runs/{id}`. */
export interface RunDetails {
  /** The V1WorkflowRun. It is known by its `metadata.id`, `metadata.createdAt` and `tenantId`. */
  readonly run: Readonly<Record<string, unknown>>
  readonly tasks?: unknown
  readonly taskEvents?: unknown
  readonly shape?: unknown
  readonly workflowConfig?: unknown
}
