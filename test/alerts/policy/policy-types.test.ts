import { describe, expect, expectTypeOf, it } from 'vitest'
import type { AlertPolicy } from '../../../lib/alerts/policy/alert-policy.ts'
import { defineAlerts, pagerDuty, slack, sns } from '../../../lib/alerts/policy/policy.ts'
import type { RouteDefinition, SilenceDefinition } from '../../../lib/alerts/policy/policy-definition.ts'
import { ConfigError } from '../../../lib/errors.ts'

describe('the type of defineAlerts', () => {
  const sinks = { team: sns(), pager: sns() }

  it('makes an AlertPolicy', () => {
    expectTypeOf(defineAlerts).returns.toEqualTypeOf<AlertPolicy>()
  })

  it('lets a route name no sink but those of the policy', () => {
    // @ts-expect-error there is no sink of this name
    expect(() => defineAlerts({ sinks, routes: [{ name: 'a', sinks: ['tema'] }] })).toThrow(ConfigError)
    expectTypeOf<RouteDefinition<'team' | 'pager'>['sinks']>().toEqualTypeOf<readonly ('team' | 'pager')[]>()
  })

  it('knows what each kind of sink has', () => {
    const routes = [{ name: 'a', sinks: ['team'] }] as const
    // @ts-expect-error no secret
    expect(() => defineAlerts({ sinks: { team: slack({}) }, routes })).toThrow(ConfigError)
    // @ts-expect-error a secret that is none
    expect(() => defineAlerts({ sinks: { team: pagerDuty({ secret: 1 }) }, routes })).toThrow(ConfigError)
    // @ts-expect-error the topic has no secret
    expect(() => defineAlerts({ sinks: { team: { type: 'sns', secret: 'a' } }, routes })).toThrow(ConfigError)
    // @ts-expect-error there is no such kind
    expect(() => defineAlerts({ sinks: { team: { type: 'fax' } }, routes })).toThrow(ConfigError)
  })

  it('knows members, severities and statuses', () => {
    const route = { name: 'a', sinks: ['team'] } as const
    const one = { team: sns() }
    // @ts-expect-error a misspelt member
    expect(() => defineAlerts({ sinks: one, routes: [{ ...route, runbok: 'https://x.example' }] })).toThrow(ConfigError)
    // @ts-expect-error no severity
    expect(() => defineAlerts({ sinks: one, routes: [{ ...route, severity: 'high' }] })).toThrow(ConfigError)
    // @ts-expect-error a success is no failure
    expect(() => defineAlerts({ sinks: one, routes: [{ ...route, statuses: ['COMPLETED'] }] })).toThrow(ConfigError)
    // @ts-expect-error a silence has no text to look for
    const match: SilenceDefinition['match'] = { error: 'x' }
    const silences = [{ match, until: '2026-12-01T00:00:00Z', reason: 'x' }]
    expect(() => defineAlerts({ sinks: one, routes: [route], silences })).toThrow(ConfigError)
  })
})
