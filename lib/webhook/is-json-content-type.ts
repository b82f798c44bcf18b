const JSON_TYPE = /^\s*(?:application\/(?:[\w!#$&^.-]+\+)?json|text\/json)\s*(?:;|$)/i

/** Whether a `content-type` names JSON. A missing one is fine: the body decides. */
export const isJsonContentType = (contentType: string | null): boolean =>
  contentType === null || contentType.trim() === '' || JSON_TYPE.test(contentType)
