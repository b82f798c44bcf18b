import { MAX_RUN_ID_CHARS } from '../limits.ts'
import { cleanLine } from './clean-line.ts'
import { isUuid } from './is-uuid.ts'

/** A run's id as it is compared, UUIDs in lower case; undefined where the text is empty or too long for one. */
export const parseRunId = (text: string): string | undefined => {
  if (isUuid(text)) return text.toLowerCase()
  const id = cleanLine(text)
  return id === '' || text.length > MAX_RUN_ID_CHARS ? undefined : id
}
