/** Texts separated by commas, each of which must pass; at least `min`, at most `max` of them. `none` is none of them. */
export const listOf =
  (isValid: (text: string) => boolean, min: number, max: number) =>
  (text: string): readonly string[] | undefined => {
    const items = text === 'none' ? [] : text.split(',').flatMap((item) => item.trim() || [])
    return items.length >= min && items.length <= max && items.every(isValid) ? items : undefined
  }
