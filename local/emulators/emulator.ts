/** An AWS service in this process, on loopback. */
export interface Emulator {
  /** Its endpoint, `http://127.0.0.1:<port>`. */
  readonly url: string
  stop(): Promise<void>
}
