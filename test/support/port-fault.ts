import { HatchetError, LedgerError, QueueError, SecretError } from '../../lib/errors.ts'
import type { PortCall } from './port-gate.ts'

/** What a call fails with when what is behind it is down. */
export const portFault = (call: PortCall): Error => {
  if (call === 'list' || call === 'details') return new HatchetError('unavailable', `${call}: no whole answer`)
  if (call === 'send') return new QueueError('1 of 1 queues failed')
  if (call === 'tenants') return new SecretError('the secret cannot be read')
  return new LedgerError(`${call} fails`)
}
