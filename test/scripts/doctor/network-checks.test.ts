import { describe, expect, it, onTestFinished } from 'vitest'
import { clocksCheck } from '../../../scripts/doctor/checks/clocks.ts'
import { webhookCheck } from '../../../scripts/doctor/checks/webhook.ts'
import type { Finding } from '../../../scripts/doctor/finding.ts'
import { runCheck } from '../../../scripts/doctor/run-check.ts'
import { startAnsweringServer } from '../../support/answering-server.ts'
import { createDoctorWorld, DOCTOR_NOW, DOCTOR_TENANT } from '../../support/doctor-world.ts'

const IGNORED = { status: 200, body: '{"outcome":"ignored"}' }
const start = async (...answers: Parameters<typeof startAnsweringServer>[0]) => {
  const server = await startAnsweringServer(answers)
  onTestFinished(server.stop)
  return server
}
const dated = (aheadSeconds: number) => {
  const date = new Date(DOCTOR_NOW + aheadSeconds * 1_000).toUTCString()
  return start({ status: 404, headers: { date } })
}

describe('npm run doctor posts a run that is signed, and one that is not', () => {
  it.each<[string, Parameters<typeof startAnsweringServer>[0], Finding['state'], string, string]>([
    ['taken and refused', [IGNORED, { status: 401 }], 'ok', 'takes a signed run, and refuses', ''],
    ['a tenant that is not taken', [{ status: 403 }, { status: 401 }], 'ok', 'not among tenants', ''],
    ['both taken', [IGNORED], 'fail', 'a wrong signature is answered 200', 'the URL of this service'],
    ['both refused', [{ status: 401 }], 'fail', 'a signed run is answered 401', 'within half a minute'],
    [
      'forwarded',
      [{ status: 202, body: '{"outcome":"forwarded"}' }],
      'fail',
      'answered 202 forwarded',
      'Its log: aws logs tail /aws/lambda/hatchet-run-relay-prod-receive',
    ],
    ['a function that died', [{ status: 500 }], 'fail', 'answered 500', '"receive-errors"'],
    ['out of order', [{ status: 503 }], 'fail', 'answered 503', '"webhook-5xx"'],
    ['no answer', [null], 'fail', 'no answer', 'reached from here'],
  ])('%s', async (_, answers, state, words, fix) => {
    const server = await start(...answers)
    const { world, outputs } = createDoctorWorld()
    outputs['WebhookUrl'] = server.url

    const finding = await runCheck(webhookCheck, world)
    expect(finding).toMatchObject({ state, words: expect.stringContaining(words) })
    expect(finding.fixes?.join() ?? '').toContain(fix)
    const runs = server.requests.map(({ body }) => JSON.parse(body.toString()))
    expect(runs).toHaveLength(2)
    for (const run of runs)
      expect(run).toMatchObject({ status: 'QUEUED', displayName: expect.stringMatching(/doctor/) })
  })
})

describe('npm run doctor compares the clocks of this machine, the API and Hatchet', () => {
  it.each<[number, number, Finding['state']]>([
    [0, 0, 'ok'],
    [59, 0, 'ok'],
    [-61, 0, 'warn'],
    [0, 62, 'warn'],
    [-150, 150, 'fail'],
    [242, 0, 'fail'],
  ])('the API by %i s, Hatchet by %i s: %s', async (apiAhead, hatchetAhead, state) => {
    const { world, outputs, secrets } = createDoctorWorld()
    const [api, hatchet] = [await dated(apiAhead), await dated(hatchetAhead)]
    outputs['WebhookUrl'] = `${api.url}/webhooks/hatchet`
    secrets['hatchet-tenants'] = JSON.stringify([{ tenantId: DOCTOR_TENANT, token: 'hidden', apiUrl: hatchet.url }])

    expect(await runCheck(clocksCheck, world)).toMatchObject({ state })
    expect(JSON.stringify(hatchet.requests)).not.toMatch(/hidden|authorization/)
  })

  it("leaves out the local Hatchet, whose clock is put forward, and on the local cloud too takes the user's own", async () => {
    const [api, hatchet] = [await dated(0), await dated(600)]
    const findingBeside = (localHatchetUrl: string) => {
      const { world, outputs, secrets } = createDoctorWorld({ isLocal: true, localHatchetUrl })
      outputs['WebhookUrl'] = api.url
      secrets['hatchet-tenants'] = JSON.stringify([{ tenantId: DOCTOR_TENANT, token: 'hidden', apiUrl: hatchet.url }])
      return runCheck(clocksCheck, world)
    }

    // A second may pass between a date and its reading.
    const words = expect.stringMatching(/^at most [01] s apart: the API \S+ s$/)
    expect(await findingBeside(hatchet.url)).toMatchObject({ state: 'ok', words })
    expect(await findingBeside('http://127.0.0.1:1')).toMatchObject({ state: 'fail' })
  })

  it('without Hatchet where it is private, and fails without the API', async () => {
    const { world, outputs } = createDoctorWorld()
    outputs['WebhookUrl'] = (await dated(0)).url
    const words = expect.stringContaining('127.0.0.1:1 not checked, it cannot be reached from here')
    expect(await runCheck(clocksCheck, world)).toMatchObject({ state: 'ok', words })

    outputs['WebhookUrl'] = 'http://127.0.0.1:1/webhooks/hatchet'
    expect(await runCheck(clocksCheck, world)).toMatchObject({ state: 'fail', fixes: [expect.any(String)] })
  })
})
