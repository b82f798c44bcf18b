/** What takes turns: the floor, our own time (all of receive but the send), and the whole with the SDK's client. */
export const SUBJECTS = ['floor', 'own', 'whole'] as const

export type SubjectName = (typeof SUBJECTS)[number]
