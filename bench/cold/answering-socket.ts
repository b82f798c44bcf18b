import { Duplex } from 'node:stream'

const END_OF_HEAD = '\r\n\r\n'

/**
 * A socket that answers HTTP requests at once, in process. Everything of the SDK and of Node's HTTP client runs; only TLS and
 * the network are missing.
 *
 * @param answer - the JSON that answers a request with this head
 */
export const createAnsweringSocket = (answer: (head: string) => object): Duplex => {
  let received = ''
  const socket = new Duplex({
    read: () => {},
    write: (chunk: Buffer, _encoding, done) => {
      received += chunk.toString('latin1')
      done()
      const end = received.indexOf(END_OF_HEAD)
      const head = received.slice(0, end)
      const bodyBytes = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0)
      if (end === -1 || received.length < end + END_OF_HEAD.length + bodyBytes) return
      received = ''
      const body = JSON.stringify(answer(head))
      const lines = ['HTTP/1.1 200 OK', 'content-type: application/x-amz-json-1.0', `content-length: ${body.length}`]
      setImmediate(() => socket.push(`${lines.join('\r\n')}${END_OF_HEAD}${body}`))
    },
  })
  const self = (): Duplex => socket
  // What else an HTTP client asks of a socket.
  return Object.assign(socket, { setTimeout: self, setKeepAlive: self, setNoDelay: self, ref: self, unref: self })
}
