import { MAX_METADATA_BYTES, MAX_METADATA_VALUE_CHARS } from '../limits.ts'
import { cleanText } from './clean-text.ts'
import { cutText } from './cut-text.ts'

/**
 * The members of a run's `additionalMetadata` that consumers asked for, as text.
 *
 * Objects and lists have no text and are left out, and so is what no longer fits: keys named first come first.
 *
 * @param keys - METADATA_KEYS
 */
export const pickMetadata = (
  additionalMetadata: Readonly<Record<string, unknown>> | null,
  keys: readonly string[],
): Record<string, string> => {
  const picked: [string, string][] = []
  let room = MAX_METADATA_BYTES - jsonBytes({})
  for (const key of keys) {
    const value = additionalMetadata !== null && Object.hasOwn(additionalMetadata, key) ? additionalMetadata[key] : null
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') continue
    const whole = cleanText(String(value))
    const text = cutText(whole, MAX_METADATA_VALUE_CHARS, room - jsonBytes({ [key]: '' }))
    if (text === '' && whole !== '') break
    // Braces of an object of its own are as many as a comma and a spare.
    room -= jsonBytes({ [key]: text })
    if (room < 0) break
    picked.push([key, text])
  }
  return Object.fromEntries(picked)
}

const jsonBytes = (value: object): number => Buffer.byteLength(JSON.stringify(value))
