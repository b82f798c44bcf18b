/** A message that reached people on the local cloud, as they would see it. */
export interface ToldMessage {
  readonly by: 'e-mail' | 'Slack' | 'PagerDuty'
  /** Its first line: a subject, a title. */
  readonly subject: string
  readonly text: string
}
