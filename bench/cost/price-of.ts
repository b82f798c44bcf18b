import { PRICE_LIST } from './price-list.ts'

/** The price of one of something, dollars. */
export const priceOf = (name: keyof typeof PRICE_LIST): number => PRICE_LIST[name].dollars / PRICE_LIST[name].per
