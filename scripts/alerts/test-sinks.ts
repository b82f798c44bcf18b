import { InvokeCommand } from '@aws-sdk/client-lambda'
import * as v from 'valibot'
import { parseJson } from '../../lib/run/parse-json.ts'
import { colour } from '../../local/terminal/colour.ts'
import { table } from '../../local/terminal/table.ts'
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
 * @throws OperatorError if the function fails, or is of a version that knows no tests
 */
export const testSinks = async (deployment: Deployment, sink: string | undefined): Promise<CommandResult> => {
  const Payload = JSON.stringify({ test: sink === undefined ? [] : [sink] })
  const command = new InvokeCommand({ FunctionName: deployment.functionName('sweep'), Payload })
  const { FunctionError, Payload: answer } = await deployment.lambda.send(command)
  if (FunctionError !== undefined) {
    throw new OperatorError(`the function failed (${FunctionError}): see its log, ${logOf(deployment, 'sweep')}`)
  }
  const parsed = v.safeParse(AnswerSchema, parseJson(Buffer.from(answer ?? []).toString()))
  if (!parsed.success) throw new OperatorError('the deployed function knows no tests: deploy this version')
  const { results } = parsed.output
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
