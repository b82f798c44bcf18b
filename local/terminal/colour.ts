import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

/** Paints text on standard output, if that is a terminal that wants it (NO_COLOR, FORCE_COLOR). */
export const colour =
  (style: Style) =>
  (text: string): string =>
    styleText(style, text, { stream: process.stdout })
