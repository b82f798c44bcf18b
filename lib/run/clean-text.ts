/** Controls but tab and newline; surrogates without their pair; the two code points of the BMP that SQS refuses. */
const UNPRINTABLE = /[\p{Cs}\ufffe\uffff]|(?![\t\n])\p{Cc}/gu

/**
 * Text that SQS takes and a person can read, over several lines.
 *
 * SQS refuses a message with a forbidden character for ever, so one must never reach it.
 */
export const cleanText = (text: string): string => text.replace(/\r\n?/g, '\n').replace(UNPRINTABLE, '')
