import type { SinkSecrets } from '../../../lib/alerts/sinks/sink-secrets.ts'
import type { SinkWorld } from '../../../lib/alerts/sinks/sink-world.ts'
import type { HttpAnswer } from '../../../lib/http/exchange.ts'

/** An answer, as the web would give it, or what is thrown instead. */
export type Given = HttpAnswer | Error

/** The clock of a sink's world. */
export const NOW = Date.parse('2026-11-22T12:00:00Z')

/** Never aborts. */
export const SIGNAL = new AbortController().signal

/** An answer with a body, or with one that was too long to be read. */
export const answered = (
  status: number,
  body: string | null = '',
  headers: Record<string, string> = {},
): HttpAnswer => ({
  status,
  headers,
  body: body === null ? null : Buffer.from(body),
})

/** Secrets of one value under every name, which is never replaced. */
export const secretsOf = (value: string): SinkSecrets => ({
  get: async () => ({ ok: true, value }),
  renew: async () => null,
})

/** What a sink needs of the world: it gives the answers of a list, one after another, the last one for ever. */
export const sinkWorld = (secrets: SinkSecrets, ...answers: readonly Given[]) => {
  const posts: { readonly url: string; readonly value: unknown; readonly signal: AbortSignal }[] = []
  const world: SinkWorld = {
    secrets,
    now: () => NOW,
    post: async (url, value, signal) => {
      posts.push({ url: url.href, value, signal })
      const given = answers[Math.min(posts.length, answers.length) - 1]
      if (given === undefined || given instanceof Error) throw given ?? new Error('no answer is known')
      return given
    },
  }
  return { world, posts }
}
