/** A request body as it came: the event holds it as text, or in base64. */
export interface RawBody {
  readonly content: string
  readonly isBase64: boolean
}
