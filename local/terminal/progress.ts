import type { WriteStream } from 'node:tty'

/** One line that tells how far a command is, and gives way to its result. */
export interface Progress {
  show(line: string): void
  clear(): void
}

/** @param stream - where it is shown, if that is a terminal */
export const createProgress = (stream: WriteStream): Progress => {
  const write = (text: string): void => {
    if (stream.isTTY) stream.write(`\r\u001b[K${text}`)
  }
  return {
    show: (line) => write(line.slice(0, Math.max(stream.columns - 1, 20))),
    clear: () => write(''),
  }
}
