import { createInterface } from 'node:readline'
import { canRunPython } from './can-run-python.ts'
import type { Sender } from './sender.ts'
import { startPython } from './start-python.ts'

const startSender = () => {
  const child = startPython('test/support/examples/report_run.py')
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    call: async (call: unknown): Promise<string[]> => {
      child.stdin.write(`${JSON.stringify(call)}\n`)
      const { value, done } = await answers.next()
      if (done) throw new Error('Python has ended')
      return JSON.parse(value)
    },
    stop: () => {
      child.stdin.end()
    },
  }
}

/** examples/hatchet-worker/send_run.py, in one process for all reports. */
export const pythonSender = (): Sender => {
  let sender: ReturnType<typeof startSender> | undefined
  return {
    language: 'Python',
    canRun: canRunPython(),
    report: (hook, status, { hatchetToken, hatchetApiUrl, metadataKeys, ...rest }) => {
      sender ??= startSender()
      const options = {
        ...rest,
        hatchet_token: hatchetToken,
        hatchet_api_url: hatchetApiUrl,
        metadata_keys: metadataKeys,
      }
      return sender.call({ hook, status, options })
    },
    stop: () => sender?.stop(),
  }
}
