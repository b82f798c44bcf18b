import { isJsonObject } from '../../lib/run/is-json-object.ts'
import { parseTime } from '../../lib/run/parse-time.ts'

/**
 * A copy of a JSON value in which every text that is an RFC 3339 time is that much later. Each keeps its offset and what
 * it has below a millisecond, without zeros at its end, as Hatchet writes times. What Hatchet writes for "not set" stays.
 *
 * @param deltaMs - whole milliseconds; less than 0 for earlier
 */
export const shiftTimes = (value: unknown, deltaMs: number): unknown => {
  if (typeof value === 'string') return shiftTime(value, deltaMs)
  if (Array.isArray(value)) return value.map((item) => shiftTimes(item, deltaMs))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shiftTimes(member, deltaMs)]))
}

const shiftTime = (text: string, deltaMs: number): string => {
  const epochMs = parseTime(text)
  const [, fraction = '', offset, sign, hours, minutes] = /(?:\.(\d+))?(Z|([+-])(\d\d):(\d\d))$/i.exec(text) ?? []
  if (typeof epochMs !== 'number' || offset === undefined) return text
  const offsetMs = Number(`${sign ?? ''}1`) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000
  const shifted = new Date(epochMs + deltaMs + offsetMs).toISOString()
  const digits = (shifted.slice(20, 23) + fraction.slice(3)).replace(/0+$/, '')
  // After the year 9999 there is no such text.
  return shifted.length > 24 ? text : shifted.slice(0, 19) + (digits && `.${digits}`) + offset
}
