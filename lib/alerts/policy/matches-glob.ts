/**
 * Whether all of a text is as a pattern says, in which `*` stands for any characters, none included. Case matters.
 *
 * Never goes back further than the last `*`: at most as many steps as the two lengths multiplied, where a regular
 * expression of many `.*` would take practically for ever.
 */
export const matchesGlob = (glob: string, text: string): boolean => {
  let [inGlob, inText] = [0, 0]
  let [lastStar, tried] = [-1, 0]
  while (inText < text.length) {
    if (glob[inGlob] === '*') {
      lastStar = inGlob++
      tried = inText
    } else if (glob[inGlob] === text[inText]) {
      inGlob++
      inText++
    } else if (lastStar === -1) {
      return false
    } else {
      // The last star takes one character more.
      inGlob = lastStar + 1
      inText = ++tried
    }
  }
  while (glob[inGlob] === '*') inGlob++
  return inGlob === glob.length
}
