import { OperatorError } from '../operator/operator-error.ts'

/** There is no such deployment where it was looked for: the message says which there are. */
export class NoSuchStack extends OperatorError {}
