import type { Clients } from './clients.ts'
import { differences } from './differences.ts'
import type { StackResource } from './read-stack.ts'
import type { ReaderContext } from './reader.ts'
import { READERS } from './readers.ts'

/** What reading everything back has shown. */
export interface StackProof {
  /** Resources that are there, as the template has them. */
  readonly proven: readonly StackResource[]
  /** What is missing or different, in words, with the resource's name. */
  readonly faults: readonly string[]
  /** Resources that the emulator does not make, or that nobody here can read. */
  readonly notProven: readonly StackResource[]
}

/** @param unsupportedTypes - what the emulator passes over */
export const readBackAll = async (
  clients: Clients,
  resources: readonly StackResource[],
  unsupportedTypes: readonly string[],
): Promise<StackProof> => {
  const context = { clients, refer: referTo(resources) }
  const [notProven, readable] = partition(
    resources,
    ({ type }) => unsupportedTypes.includes(type) || READERS[type] === undefined,
  )
  const read = await Promise.all(
    readable.map(async (resource) => ({ resource, faults: await faultsOf(resource, context) })),
  )
  return {
    proven: read.filter(({ faults }) => faults.length === 0).map(({ resource }) => resource),
    faults: read.flatMap(({ resource, faults }) => faults.map((fault) => `${resource.logicalId}: ${fault}`)),
    notProven,
  }
}

const faultsOf = async (resource: StackResource, context: ReaderContext): Promise<readonly string[]> => {
  const reader = READERS[resource.type]
  if (reader === undefined) return ['nobody here can read it']
  try {
    return differences(await reader(resource, context))
  } catch (error) {
    return [`it is not there: ${error instanceof Error ? error.message : error}`]
  }
}

const referTo =
  (resources: readonly StackResource[]) =>
  (value: unknown): string | undefined => {
    const { Ref, 'Fn::GetAtt': attribute } = Object(value)
    return resources.find(({ logicalId }) => logicalId === (Ref ?? attribute?.[0]))?.physicalId || undefined
  }

const partition = <T>(items: readonly T[], isFirst: (item: T) => boolean): readonly [readonly T[], readonly T[]] => [
  items.filter(isFirst),
  items.filter((item) => !isFirst(item)),
]
