import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { readStream } from '../../lib/aws/read-stream.ts'

describe('readStream', () => {
  it('joins what comes in pieces, wherever they are cut', async () => {
    const bytes = Buffer.from('{"MessageId":"ü€😀"}')
    const pieces = Array.from(bytes, (byte) => Buffer.from([byte]))

    expect(await readStream(Readable.from(pieces))).toEqual(bytes)
  })

  it('reads an empty answer', async () => {
    expect(await readStream(Readable.from([]))).toEqual(Buffer.alloc(0))
  })

  it('fails where the connection breaks in the middle of an answer', async () => {
    const broken = new Readable({ read: () => {} })
    broken.push('{"Mess')
    setImmediate(() => broken.destroy(new Error('aborted')))

    await expect(readStream(broken)).rejects.toThrow('aborted')
  })
})
