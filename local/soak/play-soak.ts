import { pause } from '../pause.ts'
import type { Act } from './act.ts'
import { perform } from './perform.ts'
import type { SoakWorld } from './soak-world.ts'

/** Requests that are under way at once, at most: a machine that is too slow for the plan takes longer over it. */
const MAX_UNDER_WAY = 60

/**
 * Plays a plan as time goes. What is sent may fall behind its time; the weather does not, or an outage would last until
 * those had given up that it holds up.
 *
 * @param onTime - is told now and then how many ms of the plan have been played
 */
export const playSoak = async (
  plan: readonly Act[],
  world: SoakWorld,
  onTime: (playedMs: number) => void,
): Promise<void> => {
  const begun = performance.now()
  const isSent = ({ type }: Act): boolean => type === 'run' || type === 'ignored' || type === 'refused'
  const sent = playInTurn(plan.filter(isSent), world, begun, MAX_UNDER_WAY, onTime)
  const others = plan.filter((act) => !isSent(act))
  await Promise.all([sent, playInTurn(others, world, begun, Number.POSITIVE_INFINITY, () => {})])
}

const playInTurn = async (
  acts: readonly Act[],
  world: SoakWorld,
  begun: number,
  mostUnderWay: number,
  onTime: (playedMs: number) => void,
): Promise<void> => {
  const underWay = new Set<Promise<void>>()
  for (const act of acts) {
    while (underWay.size >= mostUnderWay) await Promise.race(underWay)
    const wait = act.at - (performance.now() - begun)
    if (wait > 0) await pause(wait, world.signal)
    if (world.signal.aborted) break
    onTime(act.at)
    const done = perform(act, world).catch((error: unknown) => {
      world.record.wrongAnswers.push(`${act.type} could not be done: ${error instanceof Error ? error.message : error}`)
    })
    underWay.add(done)
    void done.then(() => underWay.delete(done))
  }
  await Promise.all(underWay)
}
