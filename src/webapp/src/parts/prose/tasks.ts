/** Lists of things to do: `- [ ] still open`, `- [x] done`. */
import type { MarkdownIt, StateCore, Token } from 'markdown-it'

const BOX = /^\[([ xX])\](?=\s)/

function mark(state: StateCore): void {
  state.tokens.forEach((item, index) => {
    const said = state.tokens[index + 2]
    if (item.type === 'list_item_open' && said?.type === 'inline') box(state, item, said)
  })
}

function box(state: StateCore, item: Token, said: Token): void {
  const first = said.children?.[0]
  const found = first?.type === 'text' ? BOX.exec(first.content) : null
  if (!first || !found) return
  first.content = first.content.slice(found[0].length)
  const token = new state.Token('task', 'span', 0)
  token.info = found[1] === ' ' ? '' : 'done'
  said.children?.unshift(token)
  item.attrJoin('class', 'task')
}

export function tasks(markdown: MarkdownIt): void {
  markdown.core.ruler.after('inline', 'tasks', mark)
  markdown.renderer.rules['task'] = (tokens, index) => `<span class="tick ${tokens[index]!.info}"></span>`
}
