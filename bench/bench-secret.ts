/** The key that benchmarks sign with, bytes. */
export const BENCH_KEY = Buffer.alloc(32, 7)

/** The same as it is kept in Secrets Manager. */
export const BENCH_SECRET = `whsec_${BENCH_KEY.toString('base64')}`

/** One that no function knows, in base64. */
export const ANOTHER_SECRET = Buffer.alloc(32, 8).toString('base64')
