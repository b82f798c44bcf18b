import { readStack } from './read-stack.ts'
import type { StackDescription } from './stack-description.ts'

/**
 * Where everything is on the local cloud that is up.
 *
 * @param otherwise - what else a person could do where none is
 * @throws Error, in words for people, if none is
 */
export const needStack = (otherwise = ''): StackDescription => {
  const stack = readStack()
  if (stack === null) throw new Error(`no local cloud is up: start one with npm start${otherwise}`)
  return stack
}
