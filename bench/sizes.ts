/** The sizes of body that are measured, bytes: a bare small run, a usual one, a large one, and what few workflows send. */
export const SIZES = { '1.5 KB': 1_500, '20 KB': 20_000, '200 KB': 200_000, '1 MB': 1_000_000 } as const

export type Size = keyof typeof SIZES

export const SIZE_NAMES = Object.keys(SIZES) as Size[]
