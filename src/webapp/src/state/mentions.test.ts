import { describe, expect, it } from 'vitest'
import { mentionAt, mentioned, offered } from './mentions'

const ALL = ['anima', 'neo', 'nexus']

describe('who is called', () => {
  it.each([
    ['@neo qu’en dis-tu ?', ['neo']],
    ['Et toi, @NEO ?', ['neo']],
    ['@Nexus et (@anima), puis @nexus', ['anima', 'nexus']],
    ['@neo,@anima: à vous', ['anima', 'neo']],
    ['une ligne\n@nexus.', ['nexus']],
    ['**@Neo**, «@anima»', ['anima', 'neo']],
    ['d’abord l’@anima', ['anima']],
    ['@all', ALL],
    ['À @Tous !', ALL],
    ['@neo 👋🏽 @anima', ['anima', 'neo']],
  ])('%s', (text, called) => expect(mentioned(text)).toEqual(called))

  it.each([
    'neo, anima et nexus',
    'écris à moi@neo.org ou à quelqu’un@neo',
    '@neo.org est un site',
    '@neon, @neo_2, @neo-tools, @animaux, @allons',
    'node_modules/@neo et @neo/paquet',
    '@@neo',
    '> @neo a dit',
    'du code : `@neo`',
    '```py\n@neo\ndef f(): ...\n```',
    '~~~\n@all',
  ])('nobody in %s', (text) => expect(mentioned(text)).toEqual([]))

  it('is who is called beside code and quotations', () => {
    expect(mentioned('> @anima\n\n```\n@nexus\n```\n@neo ?')).toEqual(['neo'])
  })

  it('is found in a long text at once', () => {
    const long = '@ `x > ```\n'.repeat(20_000)
    const begun = performance.now()
    expect(mentioned(`${long}\n@neo`)).toEqual(['neo'])
    expect(performance.now() - begun).toBeLessThan(500)
  })
})

describe('a name that is being typed', () => {
  const at = (text: string) => mentionAt(text.replace('|', ''), text.indexOf('|'))
  it.each([
    ['@|', { from: 0, query: '' }],
    ['Et @ne|', { from: 3, query: 'ne' }],
    ['(@N| ?', { from: 1, query: 'N' }],
    ['une ligne\n@|', { from: 10, query: '' }],
  ])('%s', (text, mention) => expect(at(text)).toEqual(mention))

  it.each(['moi@ne|', '@ne |', '@n|eo', '|@neo', '```\n@|', '> @|', 'rien|'])('none in %s', (text) => expect(at(text)).toBeNull())

  it('offers who may be meant, until it is complete', () => {
    expect(offered('')).toEqual([...ALL, 'all'])
    expect(offered('N')).toEqual(['neo', 'nexus'])
    expect(offered('a')).toEqual(['anima', 'all'])
    expect(offered('to')).toEqual(['all'])
    expect(offered('Neo')).toEqual([])
    expect(offered('x')).toEqual([])
  })
})
