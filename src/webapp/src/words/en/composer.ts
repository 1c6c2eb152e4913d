/** Where one writes, in English. */
export const composer = {
  writeTo: (names: string) => `Write to ${names}…`,
  writeToAll: 'Write to all three…',
  sendBy: (keys: string) => `Send (${keys})`,
  mentions: 'Whom to call',
  all: 'all',
  calledFor: (names: string) => `Called in this message: ${names}`,
  does: (what: string, models: string) => `${what} · ${models}`,
  stopAll: 'Stop all answers',
  held: 'Not connected. This begins a thread as soon as the connection is back.',
  left: (n: number, count: string) => `About ${count} more ${n === 1 ? 'character fits' : 'characters fit'} into this message.`,
  attach: 'Attach files',
  dropHint: 'They are read, and go with your message.',
}
