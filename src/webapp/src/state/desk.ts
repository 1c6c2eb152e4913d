/** The composer that is shown, for whoever wants to write into it; and the last message, for whoever wants to write it anew. */
import type { AgentId } from './model'

export interface Desk {
  focus(): void
  /** Put a text where the cursor is, on lines of its own, and go there. */
  insert(text: string): void
  /** Put files into the message, or say why not. */
  take(files: readonly File[]): void
  /** Let these agents answer. */
  choose(agents: readonly AgentId[]): void
}

let shown: Desk | null = null
let editing: (() => void) | null = null

export function desk(): Desk | null {
  return shown
}

/** A composer is there; answers how it says that it is gone. */
export function atDesk(one: Desk): () => void {
  shown = one
  return () => {
    if (shown === one) shown = null
  }
}

/** Whether there is a message of one's own that can be edited. */
export function canEdit(): boolean {
  return editing !== null
}

/** Begin to edit the last message of one's own. Answers whether there is one. */
export function editLast(): boolean {
  editing?.()
  return editing !== null
}

/** The last message that can be edited is there, and how that begins; answers how it says that it is gone. */
export function editsLast(begin: () => void): () => void {
  editing = begin
  return () => {
    if (editing === begin) editing = null
  }
}

/** A text on lines of its own, for where this text stands before it. */
export function ownLines(before: string, text: string): string {
  return (before && !before.endsWith('\n') ? '\n' : '') + text + (text.endsWith('\n') ? '' : '\n')
}
