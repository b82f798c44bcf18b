import { GetFunctionCommand } from '@aws-sdk/client-lambda'
import type { Reader, ReaderContext } from '../reader.ts'

export const readFunction: Reader = async ({ physicalId, properties }, context) => {
  const command = new GetFunctionCommand({ FunctionName: physicalId })
  const { Configuration = {} } = await context.clients.lambda.send(command)
  const expected = variablesOf(properties, context)
  return {
    expected: {
      name: properties['FunctionName'],
      runtime: properties['Runtime'],
      handler: properties['Handler'],
      timeout: properties['Timeout'],
      memory: properties['MemorySize'],
      role: roleOf(properties['Role'], context),
      hasCode: true,
      variables: expected,
    },
    actual: {
      name: Configuration.FunctionName,
      runtime: Configuration.Runtime,
      handler: Configuration.Handler,
      timeout: Configuration.Timeout,
      memory: Configuration.MemorySize,
      role: Configuration.Role?.split('/').at(-1),
      hasCode: Number(Configuration.CodeSize) > 10_000,
      variables: Configuration.Environment?.Variables,
    },
  }
}

/** `{ 'Fn::Sub': '${ReceiveRole.Arn}' }` */
const roleOf = (value: unknown, { refer }: ReaderContext): string | undefined =>
  refer({ Ref: /^\$\{(\w+)\.Arn\}$/.exec(Object(value)['Fn::Sub'])?.[1] })

/** Variables with the values they must have. Moto leaves out those that refer to what it passes over. */
const variablesOf = (properties: object, { refer }: ReaderContext): Readonly<Record<string, string>> => {
  const { Variables } = Object(Object(properties).Environment)
  return Object.fromEntries(
    Object.entries<unknown>(Variables).flatMap(([name, value]) => {
      const [separator, parts] = Object(value)['Fn::Join'] ?? []
      const text = separator === undefined ? refer(value) : parts.map(refer).join(separator)
      const known = typeof value === 'string' ? value : text
      return known === undefined ? [] : [[name, known]]
    }),
  )
}
