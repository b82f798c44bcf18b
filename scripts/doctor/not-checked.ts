/** A check cannot be answered from here: the message says why. It says nothing of the deployment. */
export class NotChecked extends Error {
  override readonly name = 'NotChecked'
}
