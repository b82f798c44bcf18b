import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { METRICS } from '../../lib/telemetry/metrics.ts'
import { PROJECT_ROOT } from '../../local/service/project-root.ts'

const read = (file: string): string => readFileSync(join(PROJECT_ROOT, file), 'utf8')

const PAGES = globSync(['*.md', 'docs/**/*.md', 'examples/**/*.md', 'events/**/*.md'], {
  cwd: PROJECT_ROOT,
  exclude: (path) => /node_modules/.test(path),
})
const allOf = (text: string, pattern: RegExp): string[] => Array.from(text.matchAll(pattern), ([, found = '']) => found)
/** What of a text is prose, or between backticks in it: shell and other languages name things of their own. */
const withoutBlocks = (text: string): string => text.replace(/^ *```[\s\S]*?^ *```$/gm, '')

/** As links name headings: what is no letter, digit, hyphen or space goes. */
const anchorsOf = (page: string): string[] =>
  allOf(withoutBlocks(read(page)), /^#+ (.*)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\- _]/gu, '')
      .replaceAll(' ', '-'),
  )

const service = read('serverless.yml')
const SCRIPTS: Readonly<Record<string, string>> = JSON.parse(read('package.json')).scripts

/** Each thing of the pages that is wrong, with the page it is in. */
const wrong = (find: (text: string, page: string) => readonly string[]): string[] =>
  PAGES.flatMap((page) => find(read(page), page).map((words) => `${page}: ${words}`))

describe('the documentation', () => {
  it('is looked at whole', () => {
    expect(PAGES).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/operations.md']))
  })

  it('links to files and headings that there are', () => {
    const broken = wrong((text, page) =>
      allOf(withoutBlocks(text), /\]\((?!https?:)([^)\s]+)\)/g).filter((link) => {
        const [path = '', anchor] = link.split('#')
        const target = path === '' ? page : join(dirname(page), path)
        if (!existsSync(join(PROJECT_ROOT, target))) return true
        return anchor !== undefined && !anchorsOf(target).includes(anchor)
      }),
    )
    expect(broken).toEqual([])
  })

  it('has the sections that commands name', () => {
    const sources = globSync('{local,scripts}/**/*.ts', { cwd: PROJECT_ROOT }).map(read).join('\n')
    const named = Array.from(
      sources.matchAll(/\b((?:docs\/)?[\w]+\.md), "([^"$]+)"/g),
      ([, page = '', title = '']) => ({
        page,
        title,
      }),
    )
    const hasSection = (page: string, title: string): boolean =>
      read(page)
        .split('\n')
        .some((line) => /^#+ /.test(line) && line.endsWith(` ${title}`))

    expect(named.length).toBeGreaterThan(5)
    expect(named.filter(({ page, title }) => !hasSection(page, title))).toEqual([])
  })

  it('names files that there are', () => {
    const isGone = (path: string): boolean => globSync(path, { cwd: PROJECT_ROOT }).length === 0
    const files = /`((?:lib|local|scripts|handlers|test|bench|docs|events|examples|infrastructure)\/[\w./*-]+)`/g

    expect(wrong((text) => allOf(text, files).filter(isGone))).toEqual([])
  })

  it('names commands that there are', () => {
    const commands = /\bnpm run (?:--silent )?([a-z]\w*(?::\w+)*)/g

    expect(wrong((text) => allOf(text, commands).filter((name) => SCRIPTS[name] === undefined))).toEqual([])
  })

  it('names every command', () => {
    const all = PAGES.filter((page) => page !== 'CHANGELOG.md')
      .map(read)
      .join('\n')
    const named = new Set([...allOf(all, /\bnpm (?:run )?(?:--silent )?([a-z]\w*(?::\w+)*)/g)])
    const isUsers = (name: string): boolean => !/^(pre|post)/.test(name)

    expect(Object.keys(SCRIPTS).filter((name) => isUsers(name) && !named.has(name))).toEqual([])
  })

  it('names parameters that there are', () => {
    const given = /--param[= ]"?([A-Za-z]+)=/g
    const isParameter = (name: string): boolean => new RegExp(`^ {4}${name}: `, 'm').test(service)
    const table = allOf(read('README.md').split('## Configuration')[1] ?? '', /^\| `(\w+)` \|/gm)

    expect(table.length).toBeGreaterThan(15)
    expect(table.filter((name) => !isParameter(name))).toEqual([])
    expect(wrong((text) => allOf(text, given).filter((name) => !isParameter(name)))).toEqual([])
  })

  it('names variables that there are', () => {
    const foreign = /^(AWS|SQS|HTTP|NO|FORCE|CREATE|UPDATE|ROLLBACK|DELETE|RELAY)_/
    const code = ['{lib,local,scripts,handlers,test,bench}/**/*.{ts,cjs}', 'examples/**/*.{ts,py}']
    const known = [service, ...globSync(code, { cwd: PROJECT_ROOT, exclude: isInstalled }).map(read)].join('\n')
    const variables = /`([A-Z]+(?:_[A-Z]+)+)(?:=[^`]*)?`/g

    expect(
      wrong((text) => allOf(text, variables).filter((name) => !foreign.test(name) && !known.includes(name))),
    ).toEqual([])
  })

  it('names metrics that there are', () => {
    const tables = allOf(read('README.md'), /^\| (`[A-Z]\w+`(?:, `[A-Z]\w+`)*) \|/gm).flatMap((cell) =>
      allOf(cell, /`(\w+)`/g),
    )
    const isMetric = (name: string): boolean => name in METRICS
    const like = /`((?:Runs|Reconcile|Notifications|Ledger|Alert)[A-Z]\w+)`/g
    const notMetrics = /Table$|Queue$|Dlq$|Arn$|Url$|Role$|Topic$/

    expect(tables.toSorted()).toEqual(Object.keys(METRICS).toSorted())
    expect(wrong((text) => allOf(text, like).filter((name) => !isMetric(name) && !notMetrics.test(name)))).toEqual([])
  })
})

const isInstalled = (path: string): boolean => path.includes('node_modules')
