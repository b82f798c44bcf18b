import type { Server } from 'node:http'

/** Closes a server at once: what it is still answering, it does not answer. */
export const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
