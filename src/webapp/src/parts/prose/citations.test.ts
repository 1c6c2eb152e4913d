import { describe, expect, it } from 'vitest'
import { Growing } from './growing'
import { htmlOf } from './syntax'

const html = (text: string, growing = false): string => new Growing().read(text, growing).map(htmlOf).join('')
const cite = (n: number): string => `<span class="cite">[${n}]</span>`

describe('a number in brackets', () => {
  it('cites', () => expect(html('So it is [1].')).toContain(`So it is ${cite(1)}.`))
  it('cites beside another', () => expect(html('So [1][12]')).toContain(cite(1) + cite(12)))
  it('cites before a colon and in what is bold', () => expect(html('**In [2]:** so')).toContain(cite(2)))
  it('is no citation in code', () => expect(html('`a[1]`\n\n```\na[1]\n```')).not.toContain('cite'))
  it('is no citation where it leads elsewhere', () => expect(html('[1](https://e.example)')).not.toContain('cite'))
  it('is no citation within a link', () => expect(html('[see [1] there](https://e.example)')).not.toContain('cite'))
  it('is no citation where a link has this name', () => expect(html('So [1]\n\n[1]: https://e.example')).not.toContain('cite'))
  it('is no citation when it is quoted as it was', () => expect(html('> so &#91;1]')).not.toContain('cite'))
  it('has at most two digits', () => expect(html('in [2026]')).not.toContain('cite'))
  it('waits until it is whole', () => {
    expect(html('So [', true)).toBe('<p>So</p>\n')
    expect(html('So [1', true)).toBe('<p>So</p>\n')
    expect(html('So [1]', true)).toContain(cite(1))
  })
})
