/** What SQS refuses in a message (SendMessage, "Message body"): fauxqs 2.4.1 leaves out that it takes U+10000 and up. */
const REFUSED = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u

/** Makes the SQS emulator take the characters that SQS takes, emoji among them. */
export const acceptAstralCharacters = async (): Promise<void> => {
  const types = new URL('sqs/sqsTypes.js', import.meta.resolve('fauxqs'))
  const { INVALID_MESSAGE_BODY_CHAR } = await import(types.href)
  INVALID_MESSAGE_BODY_CHAR.test = (text: string): boolean => REFUSED.test(text)
}
