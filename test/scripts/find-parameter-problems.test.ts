import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { DeclaredParameters } from '../../scripts/parameters/declared-parameters.ts'
import { findParameterProblems } from '../../scripts/parameters/find-parameter-problems.ts'
import { PARAMETERS } from '../../scripts/parameters/parameters.ts'
import { readDeclaredParameters } from '../../scripts/parameters/read-declared-parameters.ts'
import { EVERY_PARAMETER } from '../../scripts/template/every-parameter.ts'

let declared: DeclaredParameters
beforeAll(async () => {
  declared = await readDeclaredParameters('prod')
}, 20_000)

const problemsOf = (...given: string[]) => findParameterProblems(given, declared)

describe('the parameters of a deployment', () => {
  it('are good by default, and so is each that adds something', () => {
    expect(problemsOf()).toEqual([])
    expect(problemsOf(...EVERY_PARAMETER)).toEqual([])
  })

  it.each([
    ['alertEmial=a@example.com', 'alertEmial: there is none of that name; is it alertEmail?'],
    ['ALERTEMAIL=a@example.com', 'ALERTEMAIL: there is none of that name; is it alertEmail?'],
    ['nothing=1', 'nothing: there is none of that name'],
    ['=1', 'a parameter without a name: there is none of that name'],
    ['runsTable=mine', "runsTable is the service's own, and not to be set"],
    ['hatchetTenants=[]', "hatchetTenants is the service's own, and not to be set"],
    ['toString=1', 'toString: there is none of that name'],
    ['alertEmail', 'alertEmail must be given a value, or left out'],
    ['alertEmail=a@example.com,', 'alertEmail must have no blank at an end, and no empty item'],
    ['tracing=Active ', 'tracing must have no blank at an end, and no empty item'],
    ['alertEmail=nobody', 'alertEmail must be none, or at most 10 e-mail addresses, separated by commas'],
    ['operationsEmail=a@b,c', 'operationsEmail must be none, or at most 10 e-mail addresses, separated by commas'],
    ['tenants=mine', 'tenants must be all, or 1 to 50 tenant ids (UUIDs), separated by commas'],
    ['rotationOverlap=169h', 'rotationOverlap must be a time of 0s to 168h, like 24h or 30m'],
    ['metadataKeys=hatchet__x', /^metadataKeys must be none, or at most 20 keys/],
    ['dashboardUrl=hatchet', /^dashboardUrl must be an http or https URL/],
    ['hatchetApiUrl=hatchet', 'hatchetApiUrl must be an http or https URL'],
    ['hatchetApiUrl=http://hatchet', /^hatchetApiUrl is plain http: .*hatchetAllowHttp=yes/],
    ['hatchetAllowHttp=true', 'hatchetAllowHttp must be yes or no'],
    ['slackOrigins=none', /^slackOrigins must be 1 to 10 origins/],
    ['pagerDutyOrigin=events', /^pagerDutyOrigin must be an origin/],
    ['ingestSilenceHours=169', 'ingestSilenceHours must be none, or 1 to 168 hours'],
    ['summariesMaxAgeMinutes=1.5', 'summariesMaxAgeMinutes must be none, or 1 to 5760 minutes'],
    ['logRetentionDays=31', /^logRetentionDays must be a number of days that CloudWatch knows: 1, 3, 5, /],
    ['throttleRate=0', 'throttleRate must be 1 to 10000 requests a second'],
    ['throttleBurst=5001', 'throttleBurst must be 1 to 5000 requests'],
    ['reservedConcurrency=0', 'reservedConcurrency must be none, or 1 to 10000 instances'],
    ['tracing=active', 'tracing must be PassThrough or Active'],
    ['reconcileSecurityGroupIds=sg-0a1b2c3d', /^reconcileSubnetIds and reconcileSecurityGroupIds go together/],
  ])('say what is wrong with %s', (given, problem) => {
    expect(problemsOf(given)).toEqual([typeof problem === 'string' ? problem : expect.stringMatching(problem)])
  })

  it('are looked at under their stage in serverless.yml as well, and those of the command go before them', () => {
    const ofStage = { throttleRate: 0, alertEmial: 'a@example.com' }
    expect(findParameterProblems([], { ...declared, ofStage })).toEqual([
      'alertEmial: there is none of that name; is it alertEmail?',
      'throttleRate must be 1 to 10000 requests a second',
    ])
    expect(findParameterProblems(['throttleRate=5'], { ...declared, ofStage: { throttleRate: 0 } })).toEqual([])
  })

  it('are all in the README, with their defaults', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
    const rows = Array.from(readme.matchAll(/^\| `(\w+)` \| `([^`]+)` \| [^|]+ \| [^|]+ \|$/gm), ([, name, value]) => [
      name,
      value,
    ])
    const defaults = Object.keys(PARAMETERS).map((name) => [name, String(declared.default[name])])
    expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(defaults))
  })
})
