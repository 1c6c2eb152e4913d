/** The frame that draws diagrams: it is told a source and a look, and answers with a drawing. It has no origin and no network. */
import mermaid from 'mermaid'
import type { Look } from '../parts/prose/look'
import { legible } from './legible'
import { setting } from './setting'

interface Asked {
  readonly id: number
  readonly source: string
  readonly look: Look
}

async function draw({ id, source, look }: Asked): Promise<void> {
  mermaid.initialize(setting(look))
  const drawn = await mermaid.render('drawing', source).then(apart, () => ({}))
  parent.postMessage({ id, ...drawn }, '*')
}

/** Shapes and style apart: to read the two together is what the policy of the page forbids. */
function apart({ svg }: { svg: string }): { svg: string; css: string } {
  const holder = document.createElement('div')
  holder.innerHTML = svg
  document.body.append(holder)
  legible(holder)
  holder.remove()
  for (const link of holder.querySelectorAll('a')) unlink(link)
  for (const one of holder.querySelectorAll('[style]')) {
    one.setAttribute('data-style', one.getAttribute('style')!)
    one.removeAttribute('style')
  }
  const styles = [...holder.querySelectorAll('style')]
  for (const one of styles) one.remove()
  return { svg: holder.innerHTML, css: styles.map((one) => one.textContent).join('') }
}

/** A picture has no links, but what was one keeps its place. */
function unlink(link: Element): void {
  const group = document.createElementNS('http://www.w3.org/2000/svg', 'g')
  for (const name of ['class', 'id', 'transform']) group.setAttribute(name, link.getAttribute(name) ?? '')
  group.append(...link.childNodes)
  link.replaceWith(group)
}

addEventListener('message', (event: MessageEvent<Asked>) => {
  if (event.source === parent) void draw(event.data)
})
parent.postMessage('ready', '*')
