/** A Hatchet that the local cloud polls in place of its own. */
export interface OwnHatchet {
  /** What the secret of tenants holds. */
  readonly tenants: string
  /** Where tenants are asked that name no other. */
  readonly apiUrl: string
  /** Base of the links to runs. */
  readonly dashboardUrl: string
}
