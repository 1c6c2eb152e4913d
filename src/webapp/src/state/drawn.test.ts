import { describe, expect, it } from 'vitest'
import type { Message } from '../wire/types.gen'
import { known, told } from './drawn.svelte'

const context = { messages: 1, tokens: 20, budget: 6000, passages: [] }
const reply = (id: string, more: Partial<Message> = {}): Message => ({
  ...{ id, thread_id: 't', seq: 1, role: 'assistant', speaker: 'neo', content: '', status: 'complete', created_at: '', version: 1, context },
  ...more,
})
const before = reply('a', { context: null })
const messages = [before, reply('b'), reply('c', { seq: 2 })]

describe('the reply of which the drawer tells', () => {
  it('is the last one that is known', () => expect(told(messages, 't', null)?.id).toBe('c'))
  it('is the chosen one as it stands now', () => expect(told(messages, 't', reply('b', { context: null }))?.context).toEqual(context))
  it('can be an earlier version', () => expect(told(messages, 't', reply('old'))?.id).toBe('old'))
  it('can be one of which nothing is known', () => expect(told(messages, 't', before)?.id).toBe('a'))
  it('is not one of another thread', () => expect(told(messages, 't', reply('b', { thread_id: 'u' }))?.id).toBe('c'))
  it('is none where nothing is known', () => expect(told([before], 't', null)).toBeUndefined())
  it('is stepped to among those that are known', () => expect(known(messages).map((one) => one.id)).toEqual(['b', 'c']))
})
