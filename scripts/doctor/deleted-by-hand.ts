/** What to do about what was deployed, and is not there any more. */
export const DELETED_BY_HAND = 'See docs/operations.md, "Something was deleted by hand".'
