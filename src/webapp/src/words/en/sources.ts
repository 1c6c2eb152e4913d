/** What answers rest on, in English. */
export const sources = {
  label: 'Sources',
  onPage: (name: string, page: number) => `${name}, p. ${page}`,
  cites: (n: number, where: string) => `Source ${n}: ${where}`,
  drawnFrom: (messages: number, passages: number, tokens: string) =>
    `Drawn from ${messages === 1 ? 'your message' : `${messages} messages`} and ${passages === 1 ? '1 passage' : `${passages} passages`} of your documents, about ${tokens} tokens.`,
  verbatim: 'Word for word, without a model',
  why: (meaning: string, said: string, letters: string) => `Meaning ${meaning} · words ${said} · letters ${letters}`,
  whole: 'The section that was asked for',
  cost: (score: string, tokens: string) => `Score ${score}, about ${tokens} tokens`,
  degraded: {
    slow: 'The documents took too long to search: this answer goes without them.',
    failed: 'The documents could not be searched: this answer goes without them.',
    unread: 'A document of this conversation was still being read.',
  },
  documents: 'Documents of this conversation',
  all: 'Answers draw on all your documents. Add some here, and they draw on these only.',
  only: 'Answers draw on these only.',
  add: 'Add a document',
  none: 'There are no more documents to add.',
  pick: 'Choose a document…',
  remove: (name: string) => `Remove “${name}” from this conversation`,
  open: (name: string) => `Open “${name}”`,
}
