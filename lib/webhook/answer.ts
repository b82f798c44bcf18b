/** An HTTP answer, apart from the kind of event it answers. */
export interface Answer {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}
