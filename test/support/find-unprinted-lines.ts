import { readFileSync } from 'node:fs'
import { withoutChance } from './without-chance.ts'

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')

/**
 * Finds lines of output that a section of README.md shows, and that are not in an output. Where a line has `…`, anything
 * may stand there.
 *
 * @param section - its heading
 */
export const findUnprintedLines = (section: string, output: string): string[] => {
  const [, text = ''] = README.split(`\n## ${section}\n`)
  const blocks = Array.from(
    text
      .split('\n## ', 1)
      .join()
      .matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm),
  )
  const shown = blocks.flatMap(([, language, block = '']) => (language === '' ? block : [])).join('')
  if (shown === '') throw new Error(`README.md shows no output under ${section}`)
  const printed = withoutChance(output)
  const isPrinted = (line: string): boolean => {
    const pattern = new RegExp(`^${line.split('…').map(literally).join('.*')}$`)
    return printed.some((each) => pattern.test(each))
  }
  return withoutChance(shown).filter((line) => line !== '' && !isPrinted(line))
}

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
