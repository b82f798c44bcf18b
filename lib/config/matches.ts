/** Takes a text that matches a pattern, as it is. */
export const matches = (pattern: RegExp) => (text: string) => (pattern.test(text) ? text : undefined)
