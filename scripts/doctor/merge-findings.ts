import type { Finding } from './finding.ts'

/**
 * Makes one finding of several: as bad as the worst, with the words and fixes of all.
 *
 * @param ok - what is said where there are none
 */
export const mergeFindings = (findings: readonly Finding[], ok: string): Finding => {
  if (findings.length === 0) return { state: 'ok', words: ok }
  const state = findings.some((finding) => finding.state === 'fail') ? 'fail' : 'warn'
  const fixes = [...new Set(findings.flatMap((finding) => finding.fixes ?? []))]
  return { state, words: findings.map(({ words }) => words).join('; '), fixes }
}
