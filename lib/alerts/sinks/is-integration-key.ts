/** Whether a text has the form of an integration key of PagerDuty's Events API v2. */
export const isIntegrationKey = (text: string): boolean => /^[a-zA-Z0-9]{32}$/.test(text)
