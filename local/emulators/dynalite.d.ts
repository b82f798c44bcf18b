declare module 'dynalite' {
  import type { Server } from 'node:http'

  interface DynaliteOptions {
    /** How long a table takes to be created, updated or deleted, ms. */
    readonly createTableMs?: number
    readonly updateTableMs?: number
    readonly deleteTableMs?: number
  }

  const dynalite: (options?: DynaliteOptions) => Server
  export = dynalite
}
