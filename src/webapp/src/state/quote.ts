/** What somebody said, as a quotation in Markdown that an answer can follow. */

const BLOCK = /^(?:```|~~~|#{1,6} |[-*+] |\d+[.)] |>|\||\$\$)/

/** `begin` says who said it; what must begin a line to be what it is gets a paragraph of its own. */
export function quoted(begin: string, text: string): string {
  const said = text.trim()
  const all = BLOCK.test(said) ? `${begin.trim()}\n\n${said}` : `${begin}${said}`
  const lines = all.split('\n').map((one) => (one ? `> ${one}` : '>'))
  return `${lines.join('\n')}\n\n`
}
