import { expect, it } from 'vitest'
import { quoted } from './quote'

it('a quotation says who said it, and marks each of its lines', () => {
  expect(quoted('**Neo**: ', 'One.\n\nTwo.\n')).toBe('> **Neo**: One.\n>\n> Two.\n\n')
})
it('a quotation that begins with a block keeps it whole', () => {
  expect(quoted('**Neo**: ', '```js\na\n```')).toBe('> **Neo**:\n>\n> ```js\n> a\n> ```\n\n')
  expect(quoted('**Neo**: ', '- one\n- two')).toBe('> **Neo**:\n>\n> - one\n> - two\n\n')
})
