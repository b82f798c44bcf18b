import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Fault } from './fault.ts'

const JSON_TYPE = { 'content-type': 'application/json' }

/** @param text - the right answer's body */
export const answerWithFault = async (fault: Fault, text: string, response: ServerResponse): Promise<void> => {
  switch (fault.kind) {
    case 'status':
      response.writeHead(fault.status, { ...JSON_TYPE, ...fault.headers }).end('{"message":"failed as told"}')
      return
    case 'hang':
      return
    case 'reset':
      response.writeHead(200, JSON_TYPE).write(text.slice(0, text.length / 2), () => response.destroy())
      return
    case 'huge':
      response.writeHead(200, JSON_TYPE)
      // A client that reads no further is what this is for.
      await pipeline(Readable.from(padded(text, fault.bytes)), response).catch(() => {})
      return
    case 'garbage':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Sign in</title>')
  }
}

const CHUNK = Buffer.alloc(65_536, ' ')

function* padded(text: string, bytes: number): Generator<Buffer> {
  const start = Buffer.from(text)
  yield start
  for (let left = bytes - start.length; left > 0; left -= CHUNK.length) yield CHUNK.subarray(0, left)
}
