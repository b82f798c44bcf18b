import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { startAnsweringServer } from '../support/answering-server.ts'
import { hookedRun } from '../support/examples/hooked-run.ts'
import { pythonSender } from '../support/examples/python-sender.ts'
import type { Sender } from '../support/examples/sender.ts'
import { typescriptSender } from '../support/examples/typescript-sender.ts'
import { withMember } from '../support/with-member.ts'

const PARENT = 'hatchet__parent_workflow_run_id'
const { hook, details } = hookedRun('on-failure')
/** As deep as Python reads. */
const deep = JSON.parse(`${'['.repeat(900)}${']'.repeat(900)}`)
const NO_ADDRESS = 'must be an address that begins with https://, without a password'
const taken = (answer: unknown) => [{ status: 200, body: JSON.stringify(answer) }]
const FORWARDED = taken({ outcome: 'forwarded' })

describe.each<Sender>([typescriptSender, pythonSender()])(
  'the $language sender',
  ({ canRun, report, stop, language }) => {
    afterAll(stop)
    const isPython = language === 'Python'
    const apiUrlName = `HATCHET_CLIENT_${isPython ? 'SERVER' : 'API'}_URL`

    /** Reports a failure, with a Hatchet and a relay that give these answers. */
    const tell = async (
      hatchetSays: unknown,
      relaySays: Parameters<typeof startAnsweringServer>[0] = FORWARDED,
      others: object = {},
      ctx: typeof hook | null = hook,
    ) => {
      const body = typeof hatchetSays === 'string' ? hatchetSays : JSON.stringify(hatchetSays)
      const hatchet = await startAnsweringServer([{ status: 200, body }])
      const relay = await startAnsweringServer(relaySays)
      onTestFinished(async () => {
        await Promise.all([hatchet.stop(), relay.stop()])
      })
      const secret = Buffer.alloc(32, 7).toString('base64')
      const options = { url: relay.url, secret, hatchetToken: 'a-token', hatchetApiUrl: hatchet.url, ...others }
      const lines = await report(ctx, 'FAILED', options)
      const asked = hatchet.requests.length
      const posts = relay.requests.map((request) => request.body.toString())
      return { reasons: lines.map((line) => line.replace(/^.* was not reported: /, '')), asked, posts }
    }

    describe.runIf(canRun)('whatever it is given', () => {
      it.each([
        ['text', 'x', /^\s{1000000}x$/],
        ['an object that does not end', '{', /^\s{1000000}\{$/],
        ['nothing else', '', /^it broke$/],
      ])(
        'takes a megabyte of blanks and %s in no time',
        async (_, end, sent) => {
          const errorMessage = `${' '.repeat(1_000_000)}${end}`
          const start = performance.now()
          const { posts } = await tell(
            withMember(details, ['run', 'errorMessage'], errorMessage),
            FORWARDED,
            {},
            {
              ...hook,
              errors: { work: 'it broke' },
            },
          )

          expect(performance.now() - start).toBeLessThan(5_000)
          expect(JSON.parse(posts[0] ?? '').run.errorMessage).toMatch(end === '' ? sent : /^\s{32768}$/)
        },
        10_000,
      )

      it('reads no more than 32 MiB of a run, once', async () => {
        const { reasons, asked } = await tell(' '.repeat(32 * 1_024 * 1_024 + 1))

        expect(reasons).toEqual(['Hatchet: answer too large'])
        expect(asked).toBe(1)
      })

      it.each([200, 503])('reads no more than 64 KiB of what the relay answers, once (%i)', async (status) => {
        const { reasons, posts } = await tell(details, [{ status, body: ' '.repeat(64 * 1_024 + 1) }])

        expect(reasons).toEqual(['the relay: answer too large'])
        expect(posts).toHaveLength(1)
      })

      it.each([
        ['<html>Welcome</html>', "the relay: 200, but not the relay's answer"],
        ['{"ok":true}', "the relay: 200, but not the relay's answer"],
        ['{"outcome":"ignored","reason":"it is RUNNING"}', 'the relay: 200, but it ignored the run: it is RUNNING'],
      ])('takes a run for told only where the relay says so: %s', async (body, reason) => {
        const { reasons, posts } = await tell(details, [{ status: 200, body }])

        expect(reasons).toEqual([reason])
        expect(posts).toHaveLength(1)
      })

      it('is done where the run was told before', async () => {
        expect(await tell(details, taken({ outcome: 'duplicate' }))).toMatchObject({ reasons: [] })
      })

      it('sends of the metadata the parent, and what is asked for, cut', async () => {
        const metadata = {
          [PARENT]: 'a-parent',
          team: `${'t'.repeat(255)}🚚${'t'.repeat(100)}`,
          shard: 7,
          deep,
          other: 'SECRET',
        }
        const metadataKeys = ['team', 'shard', 'deep', 'absent', '__proto__', 'constructor']
        const run = { ...details.run, additionalMetadata: metadata }
        const [plain, chosen] = await Promise.all([
          tell({ ...details, run }),
          tell({ ...details, run }, FORWARDED, { metadataKeys }),
        ])

        const sent = [plain, chosen].map(({ posts }) => JSON.parse(posts[0] ?? '').run.additionalMetadata)
        expect(sent).toEqual([
          { [PARENT]: 'a-parent' },
          { [PARENT]: 'a-parent', team: expect.stringMatching(/^t{255}🚚?$/u), shard: '7' },
        ])
      })

      it('sends of other members only what is plain, and of metadata only id and times', async () => {
        const known = details.run['metadata'] as object
        const run = {
          ...details.run,
          metadata: { ...known, secret: 'SECRET' },
          displayName: deep,
          additionalMetadata: deep,
        }
        const tasks = details.tasks.map((task) => ({
          ...task,
          metadata: { ...Object(task['metadata']), updatedAt: deep, more: 'SECRET' },
        }))

        const { posts } = await tell({ ...details, run, tasks })

        expect(posts[0]).not.toContain('SECRET')
        expect(posts[0]).not.toContain('[[')
        expect(JSON.parse(posts[0] ?? '').run.metadata).toEqual(known)
      })

      it.each([
        [{ secret: '' }, 'RELAY_WEBHOOK_SECRET must be base64 of 24 to 64 bytes'],
        [{ secret: Buffer.alloc(23).toString('base64') }, 'RELAY_WEBHOOK_SECRET must be base64 of 24 to 64 bytes'],
        [{ hatchetToken: '' }, 'HATCHET_CLIENT_TOKEN must be set to a token: visible ASCII characters'],
        [{ url: 'relay.example.com' }, `RELAY_WEBHOOK_URL ${NO_ADDRESS}`],
        [{ hatchetApiUrl: '' }, `${apiUrlName} ${NO_ADDRESS}`],
        [{ hatchetToken: 'a\nb' }, 'HATCHET_CLIENT_TOKEN must be set to a token: visible ASCII characters'],
        [{ hatchetToken: 'tökén' }, 'HATCHET_CLIENT_TOKEN must be set to a token: visible ASCII characters'],
        [{ url: 'https://' }, `RELAY_WEBHOOK_URL ${NO_ADDRESS}`],
        [{ url: 'https://me:pw@example.com' }, `RELAY_WEBHOOK_URL ${NO_ADDRESS}`],
        [{ url: 'https://example.com:99999' }, `RELAY_WEBHOOK_URL ${NO_ADDRESS}`],
        [{ hatchetApiUrl: 'ftp://example.com' }, `${apiUrlName} ${NO_ADDRESS}`],
        [{ hatchetApiUrl: 'https://a b' }, `${apiUrlName} ${NO_ADDRESS}`],
        [{ metadataKeys: 'team' }, `${isPython ? 'metadata_keys' : 'metadataKeys'} must be a list of names`],
      ])('refuses at once a setting that cannot work: %j', async (setting, reason) => {
        expect(await tell(details, FORWARDED, setting)).toEqual({ reasons: [reason], asked: 0, posts: [] })
      })

      it('says that ctx is missing', async () => {
        expect(await tell(details, FORWARDED, {}, null)).toMatchObject({ reasons: ['ctx is missing'], posts: [] })
      })

      it('stops at once where it is asked to wait longer than it has time', async () => {
        const start = performance.now()
        const { reasons, posts } = await tell(details, [{ status: 503, headers: { 'retry-after': '21' }, body: '{}' }])

        expect(reasons).toEqual(['the relay: 503 '])
        expect(posts).toHaveLength(1)
        expect(performance.now() - start).toBeLessThan(5_000)
      })
    })
  },
)
