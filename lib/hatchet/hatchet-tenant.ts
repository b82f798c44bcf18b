/** A tenant whose runs are polled, and how to reach it. */
export interface HatchetTenant {
  /** A UUID in lower case. */
  readonly tenantId: string
  /** Of Hatchet's API: visible ASCII. Goes into a header, and nowhere else. */
  readonly token: string
  /** Where `/api/v1/…` is added to: origin and perhaps a path, without a slash at the end. */
  readonly apiUrl: string
  /** PEM of the only authorities trusted for this tenant; undefined for those that Node trusts. */
  readonly ca: string | undefined
}
