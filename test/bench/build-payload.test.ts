import { describe, expect, it } from 'vitest'
import { buildPayload } from '../../bench/build-payload.ts'
import { SIZE_NAMES, SIZES } from '../../bench/sizes.ts'
import { parseRunReport } from '../../lib/run/parse-run-report.ts'

describe('buildPayload', () => {
  it.each(SIZE_NAMES)('builds a run of %s, and not more', (name) => {
    const payload = buildPayload(SIZES[name])
    const bytes = Buffer.byteLength(payload)

    expect(bytes).toBeLessThanOrEqual(SIZES[name])
    expect(bytes).toBeGreaterThan(SIZES[name] - 120)
    expect(parseRunReport(JSON.parse(payload)).ok).toBe(true)
  })

  it('puts the bulk into input and output in equal parts', () => {
    const { input, output } = JSON.parse(buildPayload(200_000))

    expect(Math.abs(JSON.stringify(input).length - JSON.stringify(output).length)).toBeLessThan(1_000)
  })
})
