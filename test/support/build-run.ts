/** A V1WorkflowRun in its bare form, as Hatchet would send it, with some members replaced; undefined ones are left out. */
export const buildRun = (overrides: Record<string, unknown> = {}): Record<string, unknown> =>
  JSON.parse(
    JSON.stringify({
      metadata: {
        id: '5c6d273c-5c46-4288-953d-134855c00f3e',
        createdAt: '2026-11-22T11:42:52.660346Z',
        updatedAt: '2026-11-22T11:42:52.660346Z',
      },
      status: 'COMPLETED',
      tenantId: '707d0855-80ab-4e1f-a156-f1c4546cbf52',
      displayName: 'charge-card-1795347772670',
      workflowId: '295edaa9-b928-4f65-9c69-5b82b49b659c',
      workflowVersionId: '23891aae-c351-4a2d-ad51-bb044f372cf6',
      input: {},
      output: {},
      createdAt: '2026-11-22T11:42:52.794433Z',
      startedAt: '2026-11-22T11:42:52.804433Z',
      finishedAt: '2026-11-22T11:42:53.054936Z',
      duration: 250,
      additionalMetadata: {},
      errorMessage: '',
      ...overrides,
    }),
  )
