/** What we read as Markdown, and the HTML that is made of it: never any that somebody wrote. */
import MarkdownIt, { type Env, type Token } from 'markdown-it'
import { citations } from './citations'
import { formulas } from './formula'
import { tasks } from './tasks'

/** One of the outermost blocks, as HTML. What is long by its items (a list, a table) has them one by one. */
export interface Block {
  readonly opening: string
  readonly items: readonly string[]
  readonly closing: string
}

export interface Placed {
  readonly block: Block
  /** The line it begins on. */
  readonly line: number
}

const LONG = 28
const LANGUAGE = /^[\w+#.-]{1,30}/

const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true }).use(formulas).use(tasks).use(citations)
const { rules } = markdown.renderer
const { escapeHtml } = markdown.utils
markdown.linkify.set({ fuzzyEmail: false })

/** An image is named, with a link to it: the page shows no picture from elsewhere. */
rules['image'] = (tokens, index) => {
  const image = tokens[index]
  const source = String(image?.attrGet('src') ?? '')
  return `<a href="${escapeHtml(source)}">${escapeHtml(image?.content || source)}</a>`
}

/** Cells are aligned by classes, for the page allows no style of their own; those with much to say get room for it. */
for (const name of ['th_open', 'td_open']) {
  rules[name] = (tokens, index, options, _env, self) => {
    const cell = tokens[index]!
    const side = /text-align:(\w+)/.exec(String(cell.attrGet('style') ?? ''))?.[1] ?? ''
    const long = (tokens[index + 1]?.content.length ?? 0) > LONG ? 'long' : ''
    cell.attrs = side || long ? [['class', `${side} ${long}`.trim()]] : null
    return self.renderToken(tokens, index, options)
  }
}

rules['table_open'] = () => '<div class="table scrolls"><table>'
rules['table_close'] = () => '</table></div>\n'

rules['fence'] = (tokens, index, _options, env) => {
  const token = tokens[index]!
  return code(token.content, LANGUAGE.exec(token.info.trim())?.[0] ?? '', isOpen(token, env))
}
rules['code_block'] = (tokens, index) => code(tokens[index]!.content, '', false)

function code(text: string, language: string, open: boolean): string {
  return `<pre class="${open ? 'open' : ''}"><code class="language-${language}">${escapeHtml(text.replace(/\n$/, ''))}</code></pre>\n`
}

/** Whether a fence may go on: it was not closed, and the text that grows ends within it. */
function isOpen({ content, map }: Token, env: Env | undefined): boolean {
  if (!map || !env?.['growing'] || map[1] < Number(env['lines'])) return false
  const within = content ? content.replace(/\n$/, '').split('\n').length : 0
  return map[1] - map[0] < within + 2
}

/** The blocks of a text. Names of links that it defines are added to the environment. */
export function blocksOf(text: string, env: Env): Placed[] {
  env['lines'] = text.replace(/\n$/, '').split('\n').length
  return groups(markdown.parse(text, env)).map((tokens) => ({ block: blockOf(tokens, env), line: tokens[0]?.map?.[0] ?? 0 }))
}

export function htmlOf({ opening, items, closing }: Block): string {
  return opening + items.join('') + closing
}

function blockOf(tokens: Token[], env: Env): Block {
  const html = (from: number, to?: number): string => markdown.renderer.render(tokens.slice(from, to), markdown.options, env)
  const first = firstItem(tokens)
  const level = tokens[first]?.level
  const ends = tokens.flatMap((one, at) => (at > first && one.nesting < 0 && one.level === level ? [at + 1] : []))
  if (!ends.length) return { opening: html(0), items: [], closing: '' }
  const items = ends.map((end, at) => html(ends[at - 1] ?? first, end))
  return { opening: html(0, first), items, closing: html(ends.at(-1)!) }
}

/** Where the items of a list or the rows of a table begin; past the end for what has none. */
function firstItem(tokens: readonly Token[]): number {
  if (/_list_open$/.test(tokens[0]!.type)) return 1
  const body = tokens[0]!.type === 'table_open' ? tokens.findIndex((one) => one.type === 'tbody_open') : -1
  return body < 0 ? tokens.length : body + 1
}

/** Tokens by the outermost block that they belong to. */
export function groups(tokens: readonly Token[]): Token[][] {
  const all: Token[][] = []
  let open: Token[] = []
  for (const token of tokens) {
    open.push(token)
    if (token.level > 0 || token.nesting > 0) continue
    all.push(open)
    open = []
  }
  return all
}
