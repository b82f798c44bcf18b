/** The fault of a check that had nothing to look at: nothing may hold of nothing. */
export const noneOf = (count: number, what: string): readonly string[] => (count === 0 ? [`there were no ${what}`] : [])
