import { describe, expect, it } from 'vitest'
import type { EntryView } from '../wire/types.gen'
import { audit as en } from '../words/en/audit'
import { audit as fr } from '../words/fr/audit'
import { sentence } from './audit'

const LINE: EntryView = { id: '1', at: '2026-11-21T18:00:00Z', action: 'user.add', outcome: 'done', actor_email: 'ada@x.org', target: 'bo@x.org', address: '::1', user_agent: '' }
const said = (line: Partial<EntryView>) => sentence({ ...LINE, ...line }, en)

describe('a line of the audit trail', () => {
  it('says who did what to whom', () => {
    expect(said({})).toBe('ada@x.org let bo@x.org in')
    expect(sentence(LINE, fr)).toBe('ada@x.org a laissé entrer bo@x.org')
  })
  it('names who is at the machine itself', () => {
    expect(said({ actor_email: null, address: '' })).toBe('Somebody at the server let bo@x.org in')
  })
  it('says what was only tried', () => {
    expect(said({ action: 'session.begin', outcome: 'refused', actor_email: null })).toBe('Somebody tried to sign in as bo@x.org')
  })
  it('tells sessions of one’s own from others’', () => {
    expect(said({ action: 'session.revoke' })).toBe('ada@x.org ended a session of bo@x.org')
    expect(said({ action: 'session.revoke', target: '01ABC' })).toBe('ada@x.org ended a session of their own')
    expect(said({ action: 'session.revoke', target: null })).toBe('ada@x.org ended other sessions of their own')
  })
  it('shows what it does not know as it is', () => {
    expect(said({ action: 'moon.rise' })).toBe('ada@x.org: moon.rise bo@x.org')
  })
  it('is a sentence in both languages for the same actions', () => {
    expect(Object.keys(fr.actions)).toEqual(Object.keys(en.actions))
  })
})
