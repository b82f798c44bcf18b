import { buildApp } from 'fauxqs'
import { acceptAstralCharacters } from './accept-astral-characters.ts'
import type { Emulator } from './emulator.ts'

/** Starts SQS, and SNS beside it, in this process, on a free loopback port. */
export const startSqsEmulator = async (region: string): Promise<Emulator> => {
  await acceptAstralCharacters()
  const app = buildApp({ logger: false, host: '127.0.0.1', defaultRegion: region })
  // Its own starter listens on every interface.
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return {
    url,
    stop: async () => {
      // A long poll would hold up the close for as long as it waits.
      app.server.closeAllConnections()
      await app.close()
    },
  }
}
