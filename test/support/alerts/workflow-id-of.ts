/** The id of the n-th workflow of a test. */
export const workflowIdOf = (index: number): string => `295edaa9-b928-4f65-9c69-${String(index).padStart(12, '0')}`
