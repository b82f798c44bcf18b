import { isHttpUrl } from './is-http-url.ts'

/** Whether a text is an http or https URL and nothing but its origin: `https://events.pagerduty.com`. */
export const isOrigin = (text: string): boolean => isHttpUrl(text) && new URL(text).origin === text
