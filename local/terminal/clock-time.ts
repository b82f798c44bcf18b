/** The local time of day, `14:03:07`. */
export const clockTime = (date = new Date()): string => date.toTimeString().slice(0, 8)
