import type { EmfEvent } from './emf-line.ts'

/** What a line says of an event, beside when and where it happened. */
export interface EventDescription extends Omit<EmfEvent, 'timestamp'> {
  readonly level: 'INFO' | 'WARN' | 'ERROR'
  readonly message: string
}
