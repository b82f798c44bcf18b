/**
 * What takes turns: the floor, our own time (all of receive but the calls to AWS), the whole with the SDK's send, and that
 * with the ledger's read and write by the SDK as well.
 */
export const SUBJECTS = ['floor', 'own', 'send', 'ledger'] as const

export type SubjectName = (typeof SUBJECTS)[number]
