/** Lambda's own client of the Runtime API, or why it is not here. */
export type RuntimeClient =
  | {
      readonly ok: true
      /** The file that Node runs. */
      readonly file: string
    }
  | { readonly ok: false; readonly reason: string }
