/** Files on their way to the server: a few at once, each with how much of it has gone; what was refused stays until it is put away. */
import { documents } from '../wire/api'
import { Problem } from '../wire/http'
import type { Document } from '../wire/types.gen'
import { attach } from './drafts'
import { page } from './page.svelte'

const AT_ONCE = 3
/** What is refused for itself is refused again. */
const NEVER = ['document_type', 'document_empty', 'document_too_large']

/** One file. Its document is there once the server has it. */
export class Upload {
  readonly file: File
  readonly key: number
  /** The thread with whose next message it goes, '' for a new one; null for none. */
  readonly threadId: string | null
  /** It is being sent, or waits for others to be. */
  going = $state(false)
  /** What has gone, from 0 to 1. */
  share = $state(0)
  problem = $state.raw<Problem | null>(null)
  document = $state.raw<Document | null>(null)
  cancel: () => void = () => undefined

  constructor(file: File, key: number, threadId: string | null) {
    this.file = file
    this.key = key
    this.threadId = threadId
  }
}

class Uploads {
  /** In the order in which they were given. */
  all = $state.raw<readonly Upload[]>([])
  #count = 0
  #owner = ''

  /** Send files; with a thread, they go with the next message in it. */
  add(files: readonly File[], threadId: string | null = null): void {
    this.all = [...this.all, ...files.map((file) => new Upload(file, ++this.#count, threadId))]
    this.#next()
  }

  /** Those that are to go with the next message in a thread. */
  of(threadId: string): readonly Upload[] {
    return this.all.filter((one) => one.threadId === threadId)
  }

  again(upload: Upload): void {
    upload.problem = null
    upload.share = 0
    this.#next()
  }

  /** Call it back if it is under way, and say no more of it. */
  drop(upload: Upload): void {
    this.all = this.all.filter((one) => one !== upload)
    upload.cancel()
  }

  /** Somebody is signed in: nothing of anybody else's is shown to them, nor sent by them. */
  serve(userId: string): void {
    if (this.#owner !== userId) this.forget()
    this.#owner = userId
  }

  forget(): void {
    for (const one of this.all) this.drop(one)
  }

  #next(): void {
    const waiting = this.all.filter((one) => !one.problem && !one.document && !one.going)
    const going = this.all.filter((one) => one.going).length
    for (const one of waiting.slice(0, Math.max(0, AT_ONCE - going))) void this.#send(one)
  }

  async #send(upload: Upload): Promise<void> {
    upload.going = true
    const asked = page.state.tick
    const { done, cancel } = documents.put(upload.file, (share) => (upload.share = share))
    upload.cancel = cancel
    try {
      const document = (upload.document = await done)
      page.dispatch({ type: 'document', document, asked })
      if (upload.threadId !== null && this.all.includes(upload)) attach(upload.threadId, document)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (error.status === 401) page.fail(error)
      upload.problem = error
    } finally {
      upload.going = false
      if (upload.document) this.all = this.all.filter((one) => one !== upload)
      this.#next()
    }
  }
}

/** Whether the same file could be taken another time. */
export function mayTryAgain({ code }: Problem): boolean {
  return !NEVER.includes(code)
}

export const uploads = new Uploads()
