import { describe, expect, it } from 'vitest'
import { buildRun } from '../support/build-run.ts'
import { summaryOf } from '../support/summary-of.ts'

const AWS_KEY = `AKIA${'IOSFODNN7EXAMPLE'}`

const errorOf = (errorMessage: string, status = 'FAILED') => summaryOf(buildRun({ status, errorMessage })).error

describe('the error of a summary', () => {
  it.each(['COMPLETED', 'CANCELLED'])('is null on a %s run, whose text is of an earlier attempt', (status) => {
    expect(errorOf('boom', status)).toBeNull()
  })

  it('is null on a failed run without a text', () => {
    expect(errorOf('')).toBeNull()
  })

  it('is null where nothing is left of the text', () => {
    expect(errorOf('\u0000\u001b\ud83d\ufffe')).toBeNull()
  })

  it.each([
    ['2,000 characters, whole', 'x'.repeat(2_000), 'x'.repeat(2_000), false],
    ['2,001 characters, cut', 'x'.repeat(2_001), 'x'.repeat(2_000), true],
    ['megabytes, cut', 'x'.repeat(3_000_000), 'x'.repeat(2_000), true],
    ['an emoji across the cut, without it', `${'x'.repeat(1_999)}😀`, 'x'.repeat(1_999), true],
    ['an emoji before the cut, with it', `${'x'.repeat(1_998)}😀`, `${'x'.repeat(1_998)}😀`, false],
    ['characters that are lost, which is no cut', `boom\u0000${'\u0001'.repeat(50)}`, 'boom', false],
    ['blanks around it, which is no cut', ` boom${' '.repeat(50)}`, 'boom', false],
    ['several lines', 'a\r\nb\rc\n\td', 'a\nb\nc\n\td', false],
    ['a secret', 'login with password=hunter2', 'login with password=[redacted]', false],
    ['a secret that controls break up', 'pass\u0000word=hun\u0007ter2', 'password=[redacted]', false],
  ])('holds %s', (_, errorMessage, message, truncated) => {
    expect(errorOf(errorMessage)).toEqual({ type: null, message, truncated })
  })

  it('shows no half of a secret where a longer secret before it has made room', () => {
    const text = `password=${'x'.repeat(3_970)} ${AWS_KEY} and more`
    expect(errorOf(text)?.message).toBe('password=[redacted]')
  })

  it('shows no part of a long token that the cut halves', () => {
    const token = `${'eyJ'}${'a'.repeat(300)}.${'eyJ'}${'b'.repeat(600)}.sig`
    const text = `password="${'p'.repeat(3_000)}" ${'w '.repeat(100)}${token}`
    expect(errorOf(text)?.message).not.toContain('aaaa')
  })

  it('redacts the type as well', () => {
    expect(errorOf(JSON.stringify({ message: 'boom', stack: `${AWS_KEY}: boom` }))).toMatchObject({
      type: '[redacted]',
    })
  })

  it('has the words of the timeout where the text is of controls alone', () => {
    const run = buildRun({ status: 'FAILED', errorMessage: '\u0000' })
    const taskEvents = [{ eventType: 'TIMED_OUT', message: 'Task exceeded timeout of 2s' }]
    expect(summaryOf({ run, taskEvents }).error?.message).toBe('Task exceeded timeout of 2s')
  })

  it('says that more was there where a long secret was taken out', () => {
    expect(errorOf(`password=${'x'.repeat(5_000)}`)).toEqual({
      type: null,
      message: 'password=[redacted]',
      truncated: true,
    })
  })

  it('shows no part of a private key that is longer than the cut', () => {
    const key = `-----BEGIN RSA PRIVATE KEY-----\n${'MIIEowIBAAKCAQEA\n'.repeat(500)}-----END RSA PRIVATE KEY-----`
    expect(errorOf(`bad key ${key} after`)).toEqual({ type: null, message: 'bad key [redacted]', truncated: true })
  })

  it('shows no part of a private key that begins before the cut of 2,000 and ends after it', () => {
    const key = `-----BEGIN PRIVATE KEY-----\n${'MIIEowIBAAKCAQEA\n'.repeat(20)}-----END PRIVATE KEY-----`
    const error = errorOf(`${'x'.repeat(1_900)} ${key} after`)
    expect(error).toEqual({ type: null, message: `${'x'.repeat(1_900)} [redacted] after`, truncated: false })
  })

  it.each([1_985, 1_990, 1_995, 1_999])('shows no part of an access key that starts at character %d', (start) => {
    const error = errorOf(`${'x'.repeat(start - 1)} ${AWS_KEY} denied`)
    expect(error?.message).not.toContain('AKIA')
    expect(error?.truncated).toBe(true)
  })

  it('redacts what a worker sent as JSON', () => {
    const error = errorOf(JSON.stringify({ message: 'GET https://bob:hunter2@api failed', stack: 'HttpError: GET' }))
    expect(error).toEqual({ type: 'HttpError', message: 'GET https://[redacted]@api failed', truncated: false })
  })

  it('shows no stack', () => {
    const stack = 'Error: boom\n    at f (/srv/app/worker.js:1:1)'
    expect(errorOf(JSON.stringify({ message: 'boom', stack }))).toEqual({
      type: 'Error',
      message: 'boom',
      truncated: false,
    })
  })

  it('bears JSON nested 10,000 levels deep', () => {
    const text = `{"message":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`
    expect(errorOf(text)).toEqual({ type: null, message: text.slice(0, 2_000), truncated: true })
  })
})
