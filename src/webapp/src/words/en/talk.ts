/** The conversation, in English. */
export const talk = {
  writing: (names: string, n: number) => `${names} ${n === 1 ? 'is' : 'are'} writing`,
  fresh: (n: number) => (n === 1 ? '1 new message' : `${n} new messages`),
  sideBySide: 'Side by side',
  showAll: 'Show all',
  showLess: 'Show less',
  more: 'More',
  me: 'Me',
  quote: 'Quote',
  /** How a quotation begins, in Markdown. */
  saidBy: (name: string) => `**${name}**: `,
  link: 'Copy link',
  linkCopied: 'Link copied',
  notCopied: 'This could not be copied.',
  takeBack: 'Take back into the field',
  code: 'Code.',
  says: (name: string, text: string) => `${name}: ${text}`,
}
