/** Asks once for each name, and gives everyone the same answer, or the same fault. */
export const once = <T>(ask: (name: string) => Promise<T>): ((name: string) => Promise<T>) => {
  const asked = new Map<string, Promise<T>>()
  return (name) => {
    const answer = asked.get(name) ?? ask(name)
    asked.set(name, answer)
    return answer
  }
}
