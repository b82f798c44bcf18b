/** The deployed topic. */
export interface SnsSinkDefinition {
  readonly type: 'sns'
}

/** Where notifications go. */
export type SinkDefinition = SnsSinkDefinition
