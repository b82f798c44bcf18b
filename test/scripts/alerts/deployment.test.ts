import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Invocation } from '../../../local/lambda/invocation.ts'
import { startLambdaApi } from '../../../local/lambda/lambda-api.ts'
import { explainFault } from '../../../scripts/operator/explain-fault.ts'
import { startAnsweringServer } from '../../support/answering-server.ts'
import { describeStack } from '../../support/describe-stack.ts'
import { runScript } from '../../support/run-script.ts'

vi.hoisted(() => {
  process.env['RELAY_LOCAL_DIR'] = `/tmp/relay-deployment-${process.pid}-${Date.now()}`
})

const runAlerts = (...args: string[]) => runScript('scripts/alerts.ts', ...args)

/** Nothing of this machine's AWS configuration is used, and nothing leaves it. */
const stubAws = (variables: Readonly<Record<string, string>> = {}): void => {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) vi.stubEnv(name, undefined)
  const nowhere = '/tmp/relay-no-such-folder'
  const none = { HOME: nowhere, AWS_CONFIG_FILE: nowhere, AWS_SHARED_CREDENTIALS_FILE: nowhere }
  const all = { ...none, AWS_EC2_METADATA_DISABLED: 'true', ...variables }
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value)
}
const KEYS = { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' }

/** A stage of AWS that answers every call so. */
const startAws = async (status: number, body: object) => {
  const headers = { 'content-type': 'application/x-amz-json-1.0' }
  const server = await startAnsweringServer([{ status, headers, body: JSON.stringify(body) }])
  onTestFinished(server.stop)
  stubAws({ ...KEYS, AWS_ENDPOINT_URL: server.url })
  return server
}
const refusal = (name: string) => ({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: 'as AWS puts it' })

describe('a deployment', () => {
  it.each([
    [{}, [], 'eu-central-1'],
    [{ AWS_REGION: 'eu-west-1' }, [], 'eu-west-1'],
    [{ AWS_REGION: 'eu-west-1' }, ['--region', 'us-east-1'], 'us-east-1'],
  ])('with %j and %j is asked in its region, for its table', async (variables, args, region) => {
    const { requests } = await startAws(200, { Items: [] })
    stubAws({ ...KEYS, AWS_ENDPOINT_URL: String(process.env['AWS_ENDPOINT_URL']), ...variables })

    expect(await runAlerts('list', '--stage', 'staging-2', ...args)).toMatchObject({
      exitCode: 0,
      out: `On stage staging-2 in ${region}:\nNo incident is open.\n`,
    })
    expect(JSON.parse(requests[0]?.body.toString() ?? '')).toMatchObject({
      TableName: 'hatchet-run-relay-staging-2-incidents',
    })
    expect(requests[0]?.headers['authorization']).toContain(`/${region}/dynamodb/`)
  })

  it.each(['', '../prod', 'prod;', '1', 'p'.repeat(33)])('is not named %j: nothing is asked', async (stage) => {
    const { requests } = await startAws(200, { Items: [] })
    const { exitCode, err } = await runAlerts('list', '--stage', stage)

    expect([exitCode, err, requests]).toEqual([2, `--stage must be a name like prod, not ${stage}\n`, []])
  })

  it.each(['', 'Frankfurt', 'eu-central', 'eu-central-1a', 'x.example/?eu-central-1'])(
    'is in no region %j: nothing is asked',
    async (region) => {
      const { requests } = await startAws(200, { Items: [] })
      const { exitCode, err } = await runAlerts('list', '--stage', 'prod', '--region', region)

      expect([exitCode, err, requests]).toEqual([2, `--region must be like eu-central-1, not ${region}\n`, []])
    },
  )

  it.each([[[]], [['--stage', 'local']]])('with a region and %j is none: nothing is asked', async (stage) => {
    const { requests } = await startAws(200, { Items: [] })
    const { exitCode, err } = await runAlerts('list', ...stage, '--region', 'eu-west-1')

    expect([exitCode, err, requests]).toEqual([2, '--region goes with --stage, the name of a deployment\n', []])
  })
})

describe('a fault of AWS is told in words, with what to do, and no stack:', () => {
  const EXPIRED = /^the AWS credentials are not valid, or no longer \(\w+\): sign in anew \(aws sso login\)/
  const MISSING = 'there is no stage prod in eu-central-1: is the stage right, and the region?\n'
  const UNREACHED = (code: string): string =>
    `stage prod in eu-central-1 cannot be reached (${code}): is there a way to AWS from here: network, VPN, proxy, AWS_ENDPOINT_URL?`
  const DENIED =
    'these AWS credentials may not do this on stage prod in eu-central-1: docs/operations.md says what each command needs\n'

  it.each([
    ['ExpiredTokenException', EXPIRED],
    ['InvalidClientTokenId', EXPIRED],
    ['UnrecognizedClientException', EXPIRED],
    ['InvalidSignatureException', EXPIRED],
    ['AccessDeniedException', DENIED],
    ['ResourceNotFoundException', MISSING],
    [
      'RequestLimitExceeded',
      'too much was asked of stage prod in eu-central-1 (RequestLimitExceeded): try again in a minute\n',
    ],
    ['ValidationException', 'stage prod in eu-central-1: as AWS puts it\n'],
  ])('%s', async (name, told) => {
    await startAws(400, refusal(name))
    const err = typeof told === 'string' ? told : expect.stringMatching(told)

    expect(await runAlerts('list', '--stage', 'prod')).toEqual({ exitCode: 1, out: '', err })
  })

  it.each([
    ['AccessDeniedException', 403, DENIED],
    ['ResourceNotFoundException', 404, MISSING],
  ])('%s of a function', async (name, status, err) => {
    const server = await startAnsweringServer([
      { status, headers: { 'x-amzn-errortype': name }, body: '{"Message":"x"}' },
    ])
    onTestFinished(server.stop)
    stubAws({ ...KEYS, AWS_ENDPOINT_URL: server.url })

    expect(await runAlerts('test', '--stage', 'prod')).toEqual({ exitCode: 1, out: '', err })
  })

  it('no credentials', async () => {
    stubAws()

    expect(await runAlerts('list', '--stage', 'prod')).toEqual({
      exitCode: 1,
      out: '',
      err: expect.stringMatching(
        /^there are no AWS credentials \(.+\): sign in \(aws sso login\), or set AWS_PROFILE or AWS_ACCESS_KEY_ID\n$/,
      ),
    })
  })

  it('a closed port', async () => {
    stubAws({ ...KEYS, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' })

    expect(await runAlerts('unsilence', 'x', '--stage', 'prod')).toEqual({
      exitCode: 1,
      out: '',
      err: `${UNREACHED('ECONNREFUSED')}\n`,
    })
  })

  it('a page of a proxy', async () => {
    const headers = { 'content-type': 'text/html' }
    const server = await startAnsweringServer([{ status: 403, headers, body: '<html>hidden</html>' }])
    onTestFinished(server.stop)
    stubAws({ ...KEYS, AWS_ENDPOINT_URL: server.url })

    expect(await runAlerts('list', '--stage', 'prod')).toEqual({
      exitCode: 1,
      out: '',
      err: 'what answers for stage prod in eu-central-1 is not AWS (status 403): is a proxy in between, or AWS_ENDPOINT_URL set?\n',
    })
  })

  it.each([
    [Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }), UNREACHED('ENOTFOUND')],
    [Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' }), UNREACHED('ECONNREFUSED')],
    [Object.assign(new Error('Request aborted'), { name: 'AbortError' }), UNREACHED('no answer in time')],
    [
      Object.assign(new Error('x'), { code: 'SELF_SIGNED_CERT_IN_CHAIN' }),
      'what answers for stage prod in eu-central-1 has a certificate that is not trusted: SELF_SIGNED_CERT_IN_CHAIN: is that a proxy? NODE_EXTRA_CA_CERTS names the file of its certificate',
    ],
    [
      Object.assign(new Error('Signature expired: 1 is now earlier than 2'), { name: 'InvalidSignatureException' }),
      'the clock of this machine is wrong (Signature expired: 1 is now earlier than 2): set it (NTP)',
    ],
    [
      Object.assign(new Error('User: x is not authorized to perform: sqs:ListQueues on y'), { name: 'AccessDenied' }),
      DENIED.replace('do this', 'sqs:ListQueues').trim(),
    ],
    [
      new Error('it', {
        cause: Object.assign(new Error('Access to KMS is not allowed'), { name: 'AccessDeniedException' }),
      }),
      DENIED.replace('do this', 'kms:Decrypt').trim(),
    ],
    [
      new Error('an incident cannot be read', { cause: Object.assign(new Error('x'), { name: 'AccessDenied' }) }),
      DENIED.trim(),
    ],
    [Object.assign(new Error(''), { name: 'StrangeFault' }), 'stage prod in eu-central-1: StrangeFault'],
    ['a text', 'a text'],
    [null, 'null'],
  ])('%s', (fault, told) => {
    expect(explainFault(fault, 'stage prod in eu-central-1')).toBe(told)
  })
})

describe('test', () => {
  /** A local cloud whose `sweep` answers so. */
  const startCloud = async (invocation: Invocation) => {
    const events: string[] = []
    const invoke = async (event: string): Promise<Invocation> => {
      events.push(event)
      return invocation
    }
    const functionName = 'hatchet-run-relay-local-sweep'
    const api = await startLambdaApi([{ definition: { functionName }, target: { invoke } }])
    onTestFinished(api.stop)
    describeStack({ dynamodb: 'http://127.0.0.1:1', lambda: api.url })
    return events
  }
  const answering = (payload: unknown): Invocation => ({ ok: true, payload: JSON.stringify(payload) })
  const TAKEN = { sink: 'team', ok: true, detail: '' }
  const REFUSED = { sink: 'pager', ok: false, detail: 'answered 403' }

  it('asks the function to tell every sink, and shows who took it', async () => {
    const events = await startCloud(answering({ results: [TAKEN] }))
    const { exitCode, out } = await runAlerts('test')

    expect([exitCode, events]).toEqual([0, ['{"test":[]}']])
    expect(out).toMatch(
      /^On the local cloud:\nsink {2}test message {2}why not\n.*\nteam {2}taken\n\nA pager keeps its test open/,
    )
  })

  it('exits with 1 where one did not take it, and says why', async () => {
    const events = await startCloud(answering({ results: [TAKEN, REFUSED] }))
    const { exitCode, out } = await runAlerts('test', 'pager')

    expect([exitCode, events]).toEqual([1, ['{"test":["pager"]}']])
    expect(out).toMatch(/^pager +not taken +answered 403$/m)
    expect(JSON.parse((await runAlerts('test', '--json')).out)).toEqual({ results: [TAKEN, REFUSED] })
  })

  it.each([
    [429, 'TooManyRequestsException', 'the function was not called (TooManyRequestsException: x): try again\n'],
    [500, 'ServiceException', 'the function did not answer (ServiceException: x): see whether the messages came\n'],
  ])('calls once, and says what is known, given %i %s', async (status, name, err) => {
    const headers = { 'x-amzn-errortype': name }
    const server = await startAnsweringServer([{ status, headers, body: '{"Message":"x"}' }])
    onTestFinished(server.stop)
    stubAws({ ...KEYS, AWS_ENDPOINT_URL: server.url })

    expect(await runAlerts('test', '--stage', 'prod')).toEqual({ exitCode: 1, out: '', err })
    expect(server.requests).toHaveLength(1)
  })

  it.each<[string, Invocation, string]>([
    [
      'of a version that knows no tests',
      answering(null),
      'the deployed function knows no tests: deploy this version\n',
    ],
    [
      'that answers something else',
      answering({ ok: true }),
      'the deployed function knows no tests: deploy this version\n',
    ],
    [
      'that failed',
      { ok: false, errorType: 'Error', errorMessage: 'secret words' },
      'the function failed (Error): see its log, what npm start shows of sweep\n',
    ],
  ])('says what is wrong with a function %s', async (_, invocation, err) => {
    await startCloud(invocation)

    expect(await runAlerts('test')).toEqual({ exitCode: 1, out: '', err })
  })
})
