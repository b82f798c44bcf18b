/** What `defineAlerts` has made: an object that only looks like a policy was never checked. */
export const DEFINED_POLICIES = new WeakSet<object>()
