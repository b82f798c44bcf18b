import type { AddressInfo } from 'node:net'
import dynalite from 'dynalite'
import { closeServer } from '../http/close-server.ts'
import type { Emulator } from './emulator.ts'

/** Starts DynamoDB in this process, in memory, on a free loopback port. */
export const startDynamoDbEmulator = async (): Promise<Emulator> => {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => closeServer(server),
  }
}
