import { ListObjectsV2Command } from '@aws-sdk/client-s3'
import type { Reader } from '../reader.ts'

/** One a function. */
const PACKAGES = 4

export const readBucket: Reader = async ({ physicalId }, { clients }) => {
  const { Contents = [] } = await clients.s3.send(new ListObjectsV2Command({ Bucket: physicalId }))
  const packages = Contents.filter(({ Key }) => Key?.endsWith('.zip'))
  return { expected: { hasPackages: true }, actual: { hasPackages: packages.length >= PACKAGES } }
}
