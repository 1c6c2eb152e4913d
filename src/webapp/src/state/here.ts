/** The thread that is shown, and what can be done with it at once. */
import { threads } from '../wire/api'
import type { Message } from '../wire/types.gen'
import { isAgent } from './agents'
import { toClipboard } from './clipboard'
import { regenerate } from './intents'
import { page } from './page.svelte'
import { shelf } from './threads'

export function threadHere(): string | undefined {
  return page.where.at === 'thread' ? page.where.id : undefined
}

/** Whether the thread is archived; undefined as long as that is not known. */
export function isArchived(): boolean | undefined {
  return page.state.threads[threadHere() ?? '']?.archived
}

export function streaming(): Message[] {
  return page.talk?.messages.filter((one) => one.status === 'streaming') ?? []
}

/** The last answer, if it is written to its end. */
export function lastAnswer(): Message | undefined {
  const last = page.talk?.messages.findLast((one) => isAgent(one.speaker))
  return last?.status === 'streaming' ? undefined : last
}

export function answerAgain(): void {
  const last = lastAnswer()
  if (last) regenerate(last)
}

/** Answers whether that went well. */
export function copyLast(): Promise<boolean> {
  return toClipboard(lastAnswer()?.content ?? '')
}

/** The thread that many places further down in the list. */
export function neighbour(by: 1 | -1): string | undefined {
  const list = shelf(page.state, isArchived() ?? false)
  const at = list.findIndex((one) => one.id === threadHere())
  return at < 0 && by < 0 ? undefined : list[at + by]?.id
}

export function saveAs(format: 'md' | 'json'): void {
  const link = document.createElement('a')
  link.href = threads.exportUrl(threadHere() ?? '', format)
  link.download = ''
  link.click()
}
