/** An entry of `tasks[]` (V1TaskSummary) of the details form, with some members replaced. */
export const buildTask = (overrides: Record<string, unknown> = {}): Record<string, unknown> => ({
  metadata: {
    id: '41332814-a0d4-4254-b257-cfdb756ee55a',
    createdAt: '2026-11-22T11:42:52.70Z',
    updatedAt: '2026-11-22T11:42:52.70Z',
  },
  status: 'COMPLETED',
  displayName: 'charge-1795347772700',
  retryCount: 0,
  attempt: 1,
  startedAt: '2026-11-22T11:42:52.71Z',
  finishedAt: '2026-11-22T11:42:52.75Z',
  ...overrides,
})
