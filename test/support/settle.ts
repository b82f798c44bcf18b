/** Lets everything that waits for nothing happen. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
