import { parseHttpDate } from '../../../lib/http/parse-http-date.ts'
import { SIGNATURE_TOLERANCE_SECONDS } from '../../../lib/limits.ts'
import type { Check } from '../check.ts'
import type { DoctorWorld } from '../doctor-world.ts'
import type { Finding } from '../finding.ts'

/** How far clocks may be apart, seconds: signatures hold for 300. */
const WARN_SECONDS = 60
const FAIL_SECONDS = SIGNATURE_TOLERANCE_SECONDS - 60

/** Longest wait for one clock, ms. */
const CLOCK_LIMIT_MS = 5_000

interface Clock {
  readonly name: string
  /** Ahead of this machine, whole seconds; null where it could not be read. */
  readonly aheadSeconds: number | null
}

/** Do this machine, the API and Hatchet agree on the time? Each tells it with whatever it answers. */
export const clocksCheck: Check = {
  name: 'clocks',
  limitMs: 15_000,
  needs: 'cloudformation:DescribeStacks',
  run: async (world, signal): Promise<Finding> => {
    const tenants = await world.tenants().catch(() => [])
    const urls = [...new Set(tenants.map(({ apiUrl }) => apiUrl))].filter((url) => url !== world.localHatchetUrl)
    const api = await readClock('the API', new URL(await world.output('WebhookUrl')).origin, world, signal)
    const hatchets = await Promise.all(urls.map((url) => readClock(new URL(url).host, url, world, signal)))
    const clocks = [api, ...hatchets]
    const read = [0, ...clocks.flatMap(({ aheadSeconds }) => aheadSeconds ?? [])]
    const apart = Math.max(...read) - Math.min(...read)
    const words = `at most ${apart} s apart: ${clocks.map(wordsOf).join(', ')}`
    if (api.aheadSeconds === null)
      return { state: 'fail', words: 'the API does not answer from here', fixes: [UNREACHED] }
    if (apart <= WARN_SECONDS) return { state: 'ok', words }
    return { state: apart > FAIL_SECONDS ? 'fail' : 'warn', words, fixes: [SET] }
  },
}

const UNREACHED = 'Can the URL be reached from here: name, network, proxy?'
const SET = `Set the clock that is wrong (NTP): a signature holds for ${SIGNATURE_TOLERANCE_SECONDS} s, either way.`

const readClock = async (name: string, url: string, { now }: DoctorWorld, signal: AbortSignal): Promise<Clock> => {
  const sentAt = now()
  const limit = AbortSignal.any([signal, AbortSignal.timeout(CLOCK_LIMIT_MS)])
  // No token goes along: whatever is answered has a date.
  const answer = await fetch(url, { method: 'HEAD', redirect: 'manual', signal: limit }).catch(() => null)
  const time = parseHttpDate(answer?.headers.get('date') ?? undefined)
  if (time === undefined) return { name, aheadSeconds: null }
  // A date is up to a second old, and the answer was on its way.
  return { name, aheadSeconds: Math.round((time + 500 - (sentAt + now()) / 2) / 1_000) }
}

const wordsOf = ({ name, aheadSeconds }: Clock): string => {
  if (aheadSeconds === null) return `${name} not checked, it cannot be reached from here`
  return `${name} ${aheadSeconds > 0 ? '+' : ''}${aheadSeconds} s`
}
