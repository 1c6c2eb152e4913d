/** Markdown to a fragment of the page: rendered without HTML, then sanitised. Nothing is loaded from elsewhere. */
import DOMPurify from 'dompurify'
import MarkdownIt from 'markdown-it'

const SAFE_LINK = /^(?:https?:\/\/|mailto:)/i
const TAGS = [
  ...['p', 'br', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre', 'code', 'em', 'strong', 's', 'a'],
  ...['ul', 'ol', 'li', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
]

const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true })
markdown.linkify.set({ fuzzyEmail: false })

/** An image is named, with a link to it: the page shows no picture from elsewhere. */
markdown.renderer.rules['image'] = (tokens, index) => {
  const image = tokens[index]
  const { escapeHtml } = markdown.utils
  const source = String(image?.attrGet('src') ?? '')
  return `<a href="${escapeHtml(source)}">${escapeHtml(image?.content || source)}</a>`
}

/** Cells are aligned by classes: the page allows no style of their own. */
for (const name of ['th_open', 'td_open']) {
  markdown.renderer.rules[name] = (tokens, index, options, _env, self) => {
    const cell = tokens[index]
    const side = /text-align:(\w+)/.exec(String(cell?.attrGet('style') ?? ''))?.[1]
    if (cell) cell.attrs = side ? [['class', side]] : null
    return self.renderToken(tokens, index, options)
  }
}

const purify = DOMPurify(window)
purify.addHook('afterSanitizeAttributes', (node) => {
  if (node.nodeName !== 'A') return
  if (!SAFE_LINK.test(node.getAttribute('href') ?? '')) return node.removeAttribute('href')
  node.setAttribute('target', '_blank')
  node.setAttribute('rel', 'noopener noreferrer nofollow')
})

export function render(text: string): DocumentFragment {
  return purify.sanitize(markdown.render(text), {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ['href', 'title', 'class', 'start'],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  })
}
