import type { SnsSinkDefinition } from './sink-definition.ts'

/** The deployed topic: Amazon Q Developer shows what is published there in Slack and Teams, and e-mail subscribers get text. */
export const sns = (): SnsSinkDefinition => ({ type: 'sns' })
