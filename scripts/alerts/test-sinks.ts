import * as v from 'valibot'
import { colour } from '../../local/terminal/colour.ts'
import { table } from '../../local/terminal/table.ts'
import { type Invoked, invokeFunction } from '../lambda/invoke-function.ts'
import type { CommandResult } from '../operator/command-result.ts'
import type { Deployment } from '../operator/deployment.ts'
import { logOf } from '../operator/log-of.ts'
import { OperatorError } from '../operator/operator-error.ts'

const AnswerSchema = v.object({
  results: v.array(v.object({ sink: v.string(), ok: v.boolean(), detail: v.string() })),
})

/**
 * Has the deployed function send a marked message to a sink, or one to each of its policy: so its role, its secrets and its
 * network are tried too.
 *
 * @throws OperatorError if the function fails, is not reached, or is of a version that knows no tests
 */
export const testSinks = async (deployment: Deployment, sink: string | undefined): Promise<CommandResult> => {
  const test = sink === undefined ? [] : [sink]
  const sweep = deployment.functionNamed('sweep')
  const { results } = readAnswer(await invokeFunction(sweep, { test }), logOf(sweep))
  const isAllTold = results.every(({ ok }) => ok)
  const rows = results.map(({ sink: name, ok, detail }) => [
    name,
    { text: ok ? 'taken' : 'not taken', paint: colour(ok ? 'green' : 'red') },
    detail,
  ])
  return {
    lines: [
      ...table(['sink', 'test message', 'why not'], rows),
      '',
      'A pager keeps its test open until somebody resolves it there. E-mail reaches only subscriptions that are confirmed.',
    ],
    json: { results },
    exitCode: isAllTold ? 0 : 1,
  }
}

const readAnswer = (invoked: Invoked, log: string) => {
  switch (invoked.kind) {
    case 'answered': {
      const parsed = v.safeParse(AnswerSchema, invoked.value)
      if (!parsed.success) throw new OperatorError('the deployed function knows no tests: deploy this version')
      return parsed.output
    }
    case 'failed':
      throw new OperatorError(`the function failed (${invoked.errorType}): see its log, ${log}`)
    case 'refused':
      throw new OperatorError(`the function was not called (${invoked.words}): try again`)
    case 'lost':
      throw new OperatorError(`the function did not answer (${invoked.words}): see whether the messages came`)
  }
}
