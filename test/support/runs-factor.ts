const given = process.env['PROPERTY_RUNS'] ?? '1'

/** How many times as many stories the strongest properties play: once by default, PROPERTY_RUNS=10 for a night. */
export const RUNS_FACTOR = Number(given)

if (!/^[1-9]\d*$/.test(given)) throw new Error(`PROPERTY_RUNS must be a whole number from 1, not ${given}`)
