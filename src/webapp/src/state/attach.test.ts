import { describe, expect, it } from 'vitest'
import { fenced, takeFiles } from './attach'

const file = (name: string, ...parts: BlobPart[]) => new File(parts, name)
const bytes = (...all: number[]) => new Uint8Array(all)

describe('files that are given with a message', () => {
  it('go into it under their names when they are texts', async () => {
    const taken = await takeFiles([file('essai.py', 'print("é")\r\n'), file('Makefile', '\ufeffall:\n\techo oui')])
    expect(taken).toEqual({
      texts: ['`essai.py`\n```py\nprint("é")\n```\n', '`Makefile`\n```\nall:\n\techo oui\n```\n'],
      refused: [],
    })
  })

  it.each([
    ['a picture', file('photo.png', bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a))],
    ['another encoding', file('latin.txt', bytes(0x63, 0x61, 0x66, 0xe9))],
    ['UTF-16', file('notes.txt', bytes(0xff, 0xfe, 0x61, 0))],
    ['what holds a NUL', file('x.csv', 'a\0b')],
    ['a PDF, whatever its name', file('notes.md', '%PDF-1.4\nall in letters')],
    ['rich text', file('lettre.txt', '{\\rtf1 bonjour}')],
    ['what is empty', file('vide.txt', ' \n')],
    ['what is too long', file('long.txt', 'x'.repeat(40 * 1024 + 1))],
  ])('are not taken: %s', async (_, one) => {
    expect(await takeFiles([one])).toEqual({ texts: [], refused: [one.name] })
  })

  it('are taken as far as there is room, and not held up by one that is not', async () => {
    const long = 'x'.repeat(30 * 1024)
    const taken = await takeFiles([file('a.txt', long), file('b.png', '\0'), file('c.txt', long), file('d.txt', long), file('e.txt', '')])
    expect(taken.texts.length).toBe(2)
    expect(taken.refused).toEqual(['b.png', 'd.txt', 'e.txt'])
  })

  it('stay within their fence', () => {
    expect(fenced('a.md', '```\ncode\n```\n````')).toBe('`a.md`\n`````md\n```\ncode\n```\n````\n`````\n')
  })

  it('have names that stay names', () => {
    expect(fenced('a`b\n# c.txt', 'x').split('\n')[0]).toBe('`a b # c.txt`')
  })
})
