import { describe, expect, it } from 'vitest'
import { isJsonContentType } from '../../lib/webhook/is-json-content-type.ts'
import { contentTypes } from '../support/content-types.ts'

describe('isJsonContentType', () => {
  it.each(contentTypes)('says $isJson of $contentType', ({ contentType, isJson }) => {
    expect(isJsonContentType(contentType)).toBe(isJson)
  })
})
