import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { DeclaredParameters } from '../../scripts/parameters/declared-parameters.ts'
import { DEPLOYMENT_PARAMETERS } from '../../scripts/parameters/deployment-parameters.ts'
import { findParameterProblems } from '../../scripts/parameters/find-parameter-problems.ts'
import { PARAMETER_VARIABLES } from '../../scripts/parameters/parameter-variables.ts'
import { PARAMETERS } from '../../scripts/parameters/parameters.ts'
import { readDeclaredParameters } from '../../scripts/parameters/read-declared-parameters.ts'

let declared: DeclaredParameters
beforeAll(async () => {
  declared = await readDeclaredParameters('prod', 'us-east-1')
}, 20_000)

/** Names of workflows, as a list of so many characters. */
const workflows = (chars: number) => Array.from({ length: chars }, (_, i) => (i % 71 === 70 ? ',' : 'w')).join('')
const bytesOf = (name: string) => Buffer.byteLength(JSON.stringify(declared.environments[name]))

describe('what a function is given', () => {
  it('fits to the last byte, or is refused with what is long in it', () => {
    const room = 4_096 - bytesOf('reconcile') + 'none'.length
    expect(findParameterProblems([`metricWorkflows=${workflows(room)}`], declared)).toEqual([])
    expect(findParameterProblems([`metricWorkflows=${workflows(room + 1)}`], declared)).toEqual([
      `metricWorkflows (${room + 1} bytes) is too long: all variables of reconcile would be 4097 bytes, and Lambda takes 4096`,
    ])
  })

  it('is looked at for each function, with all its parameters together, and those of serverless.yml', () => {
    const ofStage = { tenants: Array.from({ length: 50 }, () => '707d0855-80ab-4e1f-a156-f1c4546cbf52').join() }
    const given = [`metricWorkflows=${workflows(2_000)}`, 'rotationOverlap=48h']
    const bytes = bytesOf('receive') - 'none'.length + 2_000 - 'all'.length + ofStage.tenants.length
    expect(findParameterProblems(given, { ...declared, ofStage })).toEqual([
      `metricWorkflows (2000 bytes) and tenants (1849 bytes) are too long together: all variables of receive would be ${bytes} bytes, and Lambda takes 4096`,
    ])
  })

  it('is measured with what AWS makes of references', () => {
    const { SUMMARY_QUEUE_URLS, WEBHOOK_SECRET_ID, RUNS_TABLE } = declared.environments['receive'] ?? {}
    const queue = 'https://sqs.us-east-1.amazonaws.com/000000000000/hatchet-run-relay-prod'
    expect(SUMMARY_QUEUE_URLS).toBe(`${queue}-run-summaries,${queue}-run-alerts`)
    expect(WEBHOOK_SECRET_ID).toMatch(
      /^arn:aws:secretsmanager:us-east-1:\d{12}:secret:hatchet-run-relay\/prod\/webhook-secret-.{6}$/,
    )
    expect(RUNS_TABLE).toBe('hatchet-run-relay-prod-runs')
    expect(declared.environments['alert']?.['ALERTS_TOPIC_ARN']).toMatch(
      /^arn:aws:sns:us-east-1:\d{12}:hatchet-run-relay-prod-alerts$/,
    )
  })

  it('has each parameter that is not the template alone, under the variable that serverless.yml gives it', () => {
    const ofFunctions = Object.keys(PARAMETERS).filter((name) => !Object.hasOwn(DEPLOYMENT_PARAMETERS, name))
    expect(Object.values(PARAMETER_VARIABLES).toSorted()).toEqual(ofFunctions.toSorted())
    const file = readFileSync(new URL('../../serverless.yml', import.meta.url), 'utf8')
    for (const [variable, name] of Object.entries(PARAMETER_VARIABLES)) {
      expect(file).toContain(` ${variable}: \${param:${name}}\n`)
    }
  })
})
