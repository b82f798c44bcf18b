import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { createPorts } from './create-ports.ts'
import { createReceive } from './create-receive.ts'
import { floor } from './floor.ts'
import type { SubjectName } from './subjects.ts'

/** Answers an event. */
export type Subject = (event: APIGatewayProxyEventV2) => Promise<{ statusCode?: number | undefined }>

const context = () => ({ awsRequestId: '0b1f3c1e-7f0a-4a51-9f0e-5a2f1d3c4b5a', getRemainingTimeInMillis: () => 10_000 })

export const createSubject = (name: SubjectName): Subject => {
  if (name === 'floor') return async (event) => floor(event)
  const receive = createReceive(createPorts(name))
  return (event) => receive(event, context() as never)
}
