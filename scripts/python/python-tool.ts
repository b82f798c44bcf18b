/** A tool written in Python, in an environment of its own, or why it is not here. */
export type PythonTool =
  | {
      readonly ok: true
      /** Folder of its programs. */
      readonly bin: string
    }
  | { readonly ok: false; readonly reason: string }
