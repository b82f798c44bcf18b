import type { Clients } from './clients.ts'

/** A resource of the template, and what it is called where it is deployed. */
export interface DeployedResource {
  readonly logicalId: string
  readonly type: string
  readonly physicalId: string
  /** As the template has them, references in them unresolved. */
  readonly properties: Readonly<Record<string, unknown>>
}

/** What there is besides the resource. */
export interface ReaderContext {
  readonly clients: Clients
  /** What a reference to a resource leads to, its physical id; undefined for anything else. */
  refer(value: unknown): string | undefined
}

/** Some properties, by name, as they must be and as they are. */
export interface ReadBack {
  readonly expected: Readonly<Record<string, unknown>>
  readonly actual: Readonly<Record<string, unknown>>
}

/**
 * Reads a resource back by its service's own API.
 *
 * @throws if there is none
 */
export type Reader = (resource: DeployedResource, context: ReaderContext) => Promise<ReadBack>
