import type { AlertPorts } from '../../../lib/alerts/alert-ports.ts'
import type { Sink } from '../../../lib/alerts/notification/sink.ts'
import { StoreError } from '../../../lib/errors.ts'
import { LostRace, type PassStep } from './alert-step.ts'

/** The same ports, with every call through `pass`. */
export const portsThrough = (pass: PassStep, ports: AlertPorts): AlertPorts => {
  const { store, gate, silences, sinks, sleep } = ports
  return {
    ...ports,
    sleep: (ms, signal) => pass({ call: 'sleep' }, () => sleep(ms, signal)),
    silences: { active: (now, signal) => pass({ call: 'active' }, () => silences.active(now, signal)) },
    store: {
      read: (key, signal) => pass({ call: 'read' }, () => store.read(key, signal)),
      write: (item, now, signal) =>
        pass({ call: 'write' }, () => store.write(item, now, signal)).catch((error) => {
          if (error instanceof LostRace) return null
          throw error
        }),
      due: (now, limit, signal) => pass({ call: 'due' }, () => store.due(now, limit, signal)),
      countPending: (signal) => pass({ call: 'countPending' }, () => store.countPending(signal)),
    },
    gate: {
      admit: (sink, now, signal) => pass({ call: 'admit', sink }, () => gate.admit(sink, now, signal)),
      admitDigest: (sink, now, signal) =>
        pass({ call: 'admitDigest', sink }, () => gate.admitDigest(sink, now, signal)),
      failed: (sink, until, signal) => pass({ call: 'failed', sink }, () => gate.failed(sink, until, signal)),
      worked: (sink, signal) => pass({ call: 'worked', sink }, () => gate.worked(sink, signal)),
    },
    sinks: new Map(Array.from(sinks, ([name, sink]) => [name, sinkThrough(pass, name, sink)])),
  }
}

const sinkThrough = (pass: PassStep, name: string, sink: Sink): Sink => ({
  takesRecovered: sink.takesRecovered,
  takesDigests: sink.takesDigests,
  send: (message, signal) =>
    pass({ call: 'send', sink: name }, () => sink.send(message, signal)).catch((error) => {
      if (!(error instanceof StoreError)) throw error
      return { ok: false, isTransient: true, retryAfterMs: null, detail: error.message }
    }),
})
