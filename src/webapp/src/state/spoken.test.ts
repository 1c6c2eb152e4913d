import { describe, expect, it } from 'vitest'
import type { Message } from '../wire/types.gen'
import { INITIAL, type Voice } from './model'
import { listen, tell } from './spoken'

const reply = (id: string, content: string, status: Message['status'] = 'streaming') =>
  ({ id, thread_id: 't', seq: 2, role: 'assistant', speaker: id, content, status, created_at: '', version: 1 }) as Message
const after = (...told: Message[]) => told.reduce((so, one) => listen(so, one, reply(one.id, '')), INITIAL.voice)
const said = (voice: Voice) => voice.lines.map((one) => [one.named ? one.speaker : '', ...one.parts, one.status].filter(Boolean).join(' '))

describe('a voice', () => {
  it('says each sentence once', () => {
    expect(said(after(reply('neo', 'One. T'), reply('neo', 'One. T'), reply('neo', 'One. Two. T')))).toEqual(['neo One.', 'Two.'])
  })
  it('says who speaks when another one does', () => {
    const talked = after(reply('neo', 'One. T'), reply('anima', 'Un. D'), reply('anima', 'Un. Deux. T'), reply('neo', 'One. Two. T'))
    expect(said(talked)).toEqual(['neo One.', 'anima Un.', 'Deux.', 'neo Two.'])
  })
  it('says what is left and how it ended', () => {
    const ended = after(reply('neo', 'One. Two'), reply('neo', 'One. Two', 'complete'))
    expect(said(ended)).toEqual(['neo One.', 'Two', 'neo complete'])
    expect(ended.at).toEqual({})
  })
  it('says nothing of what had ended before', () => {
    const old = reply('neo', 'One.', 'complete')
    expect(listen(INITIAL.voice, old, old)).toBe(INITIAL.voice)
    expect(listen(INITIAL.voice, old, undefined)).toBe(INITIAL.voice)
  })
  it('keeps the last few lines only', () => {
    const long = Array.from({ length: 40 }, (_, n) => reply('neo', 'Oui. '.repeat(n + 1) + 'b'))
    expect(after(...long).lines.map((one) => one.n)).toEqual([29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40])
  })
  it('tells what is beside the answers', () => expect(said(tell(INITIAL.voice, 'Copied'))).toEqual(['Copied']))
})
