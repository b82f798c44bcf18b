import * as v from 'valibot'
import { isJsonObject } from '../../run/is-json-object.ts'
import { members } from './members.ts'
import type { SinkDefinition } from './sink-definition.ts'

const SECRET_NAME = /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}$/

const secret = v.custom<string>(
  (value) => typeof value === 'string' && SECRET_NAME.test(value),
  'must be the name of a member of the secret alert-sinks: 1 to 64 letters, digits, . _ and -',
)

/** What each kind of sink has, by the type that its function gives it. */
const KINDS = {
  sns: members('a sink of sns() has', { type: v.literal('sns') }),
  slack: members('a sink of slack() has', { type: v.literal('slack'), secret }),
  pagerduty: members('a sink of pagerDuty() has', { type: v.literal('pagerduty'), secret }),
} as const satisfies Record<SinkDefinition['type'], v.GenericSchema>

const notMade = v.custom<never>(() => false, 'must be made by sns(), slack() or pagerDuty()')

const isKind = (type: unknown): type is keyof typeof KINDS => typeof type === 'string' && Object.hasOwn(KINDS, type)

const sink = v.lazy((value: unknown) => {
  const type = isJsonObject(value) ? value['type'] : undefined
  return isKind(type) ? KINDS[type] : notMade
})

/** Sinks by their names. */
export const sinksSchema = v.pipe(
  v.custom<Record<string, unknown>>(isJsonObject, 'must be an object of sinks by their names'),
  v.record(v.string(), sink),
)
