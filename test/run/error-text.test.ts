import { describe, expect, it } from 'vitest'
import { errorText } from '../../lib/run/error-text.ts'

const METADATA = '\n\n{"__hatchet_error_metadata__": {"task_run_external_id": "5c6d273c"}}'
const TRACEBACK = '\nTraceback (most recent call last):\n  File "/srv/app/worker.py", line 12\nKeyError: 1\n'

describe('errorText', () => {
  it.each([
    ['null', null],
    ['an empty text', ''],
    ['blanks', ' \n\t'],
    ['what TypeScript workers send for a thrown string', '{}'],
    ['an empty message without a stack', '{"message":""}'],
    ['an empty message and stack', '{"message":"","stack":""}'],
    ['a blank message', '{"message":" \\n"}'],
    ['an empty JSON text', '""'],
  ])('has nothing to say for %s', (_, errorMessage) => {
    expect(errorText(errorMessage)).toBeNull()
  })

  it.each([
    ['a TypeScript error', '{"message":"no card","stack":"CardError: no card\\n    at f"}', 'CardError', 'no card'],
    ['a TypeScript error of many lines', '{"message":"a\\nb","stack":"Error: a\\nb\\n    at f"}', 'Error', 'a\nb'],
    ['a TypeScript error without words', '{"message":"","stack":"RangeError\\n    at f"}', 'RangeError', 'RangeError'],
    ['a TypeScript error of a dotted name', '{"message":"a","stack":"aws.S3Error: a"}', 'aws.S3Error', 'a'],
    ['an error of Node with a code', '{"message":"a","stack":"TypeError [ERR_INVALID_ARG_TYPE]: a"}', 'TypeError', 'a'],
    ['a TypeScript error without a stack', '{"message":"no card"}', null, 'no card'],
    ['a stack that begins with a sentence', '{"message":"a","stack":"no card here: a"}', null, 'a'],
    ['a stack that begins with a long word', `{"message":"a","stack":"${'E'.repeat(129)}: a"}`, null, 'a'],
    ['a JSON text', '"no action \\"charge\\""', null, 'no action "charge"'],
    ['another JSON object, whole', '{"code":500,"reason":"x"}', null, '{"code":500,"reason":"x"}'],
    ['an object as message, whole', '{"message":{"code":500}}', null, '{"message":{"code":500}}'],
    ['broken JSON, whole', '{"message":"no card', null, '{"message":"no card'],
    ['JSON of other kinds, whole', '[1,2]', null, '[1,2]'],
    ['a Python error', `KeyError: 'missing'${TRACEBACK}${METADATA}`, 'KeyError', "'missing'"],
    ['a Python error of a module', `shop.errors.OrderError: late${TRACEBACK}`, 'shop.errors.OrderError', 'late'],
    ['a Python error of many lines', `OrderError: a\\\nb\\\nc${TRACEBACK}${METADATA}`, 'OrderError', 'a\nb\nc'],
    ['a Python error without words', `ValueError${TRACEBACK}`, 'ValueError', 'ValueError'],
    ['a Python error with an empty message', `ValueError: ${TRACEBACK}`, 'ValueError', 'ValueError'],
    ['a Python error without a traceback', `OrderError: late${METADATA}`, 'OrderError', 'late'],
    ['a Python text of no type', `worker lost its lease${TRACEBACK}`, null, 'worker lost its lease'],
    ['plain text of a Go worker', 'dial tcp: connection refused', null, 'dial tcp: connection refused'],
    ['plain text of many lines, backslashes included', 'a\\\nb', null, 'a\\\nb'],
    ['plain text without the blanks around it', '  boom \n', null, 'boom'],
  ])('reads %s', (_, errorMessage, type, message) => {
    expect(errorText(errorMessage)).toEqual({ type, message })
  })
})
