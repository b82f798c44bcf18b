import { globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { transformSync } from 'esbuild'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const sources = globSync('{lib,handlers,local,scripts,bench}/**/*.{ts,cjs}', { cwd: root })
const text = (file: string): string => readFileSync(join(root, file), 'utf8')
const codes = new Map<string, string>()
/** What runs of a file: without types and comments. */
const code = (file: string): string => {
  const known = codes.get(file) ?? transformSync(text(file), { loader: 'ts', legalComments: 'none' }).code
  codes.set(file, known)
  return known
}

const IMPORTS = /\bfrom\s*['"]([^'"]+)['"]|\b(?:import|require)\s*\(?\s*['"]([^'"]+)['"]/g

/** What a file imports, types included: packages by name, files by their path from the root. */
const importsOf = (file: string): string[] =>
  Array.from(text(file).matchAll(IMPORTS), ([, from, direct]) => from ?? direct ?? '').map((name) =>
    name.startsWith('.') ? relative(root, join(root, file, '..', name)) : name,
  )

const filesIn = (...folders: string[]) =>
  sources.filter((file) => folders.some((folder) => file.startsWith(`${folder}/`)))
/** Each import of `files` that is not allowed, with the file it is in. */
const wrongImports = (files: string[], isWrong: (name: string) => boolean) =>
  files.flatMap((file) =>
    importsOf(file)
      .filter(isWrong)
      .map((name) => `${file} imports ${name}`),
  )
const uses = (files: string[], pattern: RegExp) => files.filter((file) => pattern.test(code(file)))

const isAwsSdk = (name: string) => /^@(aws-sdk|smithy)\//.test(name)
const isIn =
  (...folders: string[]) =>
  (name: string) =>
    folders.some((folder) => name.startsWith(`${folder}/`))
const PURE = filesIn('lib/run', 'lib/forward', 'lib/reconcile', 'lib/webhook', 'lib/alerts')

describe('the rules of dependence', () => {
  it('are checked on the files there are', () => {
    expect(sources).toEqual(
      expect.arrayContaining(['handlers/receive.ts', 'lib/config/parse-receive-config.ts', 'scripts/build.ts']),
    )
    expect(PURE.length).toBeGreaterThan(30)
    expect(importsOf('handlers/receive.ts')).toEqual(
      expect.arrayContaining([
        '@middy/core',
        'aws-lambda',
        'lib/aws/create-sqs-client.ts',
        'lib/config/parse-receive-config.ts',
      ]),
    )
    expect(importsOf('lib/aws/create-sqs-client.ts')).toContain('@aws-sdk/client-sqs')
    expect(importsOf('scripts/install.cjs')).toContain('node:fs')
  })

  it('keep run, forward, reconcile, webhook and alerts free of AWS', () => {
    expect(
      wrongImports(
        PURE,
        (name) => isAwsSdk(name) || isIn('lib/aws', 'lib/hatchet', 'lib/telemetry', 'lib/middleware')(name),
      ),
    ).toEqual([])
  })

  it.each([
    ['the environment', /\bprocess\b/],
    ['the console', /\bconsole\b/],
    ['the clock', /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bperformance\b/],
    ['timers', /\bset(?:Timeout|Interval|Immediate)\b/],
    ['chance', /\bMath\.random\b|\brandom(?:UUID|Bytes|Int)\b/],
  ])('keep run, forward, reconcile, webhook and alerts free of %s', (_, pattern) => {
    expect(uses(PURE, pattern)).toEqual([])
  })

  it('let webhook and reconcile use forward, forward use run, and none of them the other way', () => {
    expect(wrongImports(filesIn('lib/run'), isIn('lib/webhook', 'lib/reconcile', 'lib/forward'))).toEqual([])
    expect(wrongImports(filesIn('lib/forward'), isIn('lib/webhook', 'lib/reconcile'))).toEqual([])
    expect(wrongImports(filesIn('lib/webhook'), isIn('lib/reconcile'))).toEqual([])
    expect(wrongImports(filesIn('lib/reconcile'), isIn('lib/webhook'))).toEqual([])
  })

  it('let alerts use run alone', () => {
    expect(wrongImports(filesIn('lib/alerts'), isIn('lib/webhook', 'lib/reconcile', 'lib/forward'))).toEqual([])
  })

  it('keep the AWS SDK in lib/aws', () => {
    const others = filesIn('lib', 'handlers').filter((file) => !isIn('lib/aws')(file))

    expect(wrongImports(others, isAwsSdk)).toEqual([])
  })

  it('let nothing import handlers, tests or benchmarks', () => {
    expect(wrongImports(sources, isIn('handlers', 'test'))).toEqual([])
    expect(wrongImports(filesIn('lib', 'handlers', 'local', 'scripts'), isIn('bench'))).toEqual([])
  })

  it('let lib and handlers import nothing of the local cloud and the scripts', () => {
    expect(wrongImports(filesIn('lib', 'handlers'), isIn('local', 'scripts', 'events'))).toEqual([])
  })

  it('keep the console out of lib and handlers, and the environment in handlers', () => {
    expect(uses(filesIn('lib', 'handlers'), /\bconsole\b/)).toEqual([])
    expect(uses(filesIn('lib'), /\bprocess\.env\b/)).toEqual([])
  })

  it.each(filesIn('handlers'))('keep %s within 40 lines', (file) => {
    expect(text(file).trimEnd().split('\n').length).toBeLessThanOrEqual(40)
  })
})
