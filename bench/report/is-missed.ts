import type { Figure } from './figure.ts'

/** Whether a figure has a target and is beyond it. */
export const isMissed = ({ value, target }: Figure): boolean => value !== null && target !== null && value > target
