/** What is said of the palette and its search outside of it, in English. */
export const palette = {
  moreInThread: (n: number) => `${n} more in this thread`,
}
