/** Make a part of the page look like another, keeping every node that can stay: selections, focus and scrolling live in them. */
import { madeOf } from './made'

const ATTRIBUTES = ['class', 'href', 'title', 'start', 'target', 'rel', 'aria-label']

export function morph(old: Element, fresh: Element): void {
  const [was, will] = [madeOf(old), madeOf(fresh)]
  if (was || will) {
    if (!was || !will || !was.take(will)) old.replaceWith(fresh)
  } else if (old.nodeName !== fresh.nodeName) old.replaceWith(fresh)
  else {
    for (const name of ATTRIBUTES) attribute(old, name, fresh.getAttribute(name))
    morphWithin(old, fresh)
  }
}

export function morphWithin(old: ParentNode & Node, fresh: ParentNode & Node): void {
  const [was, will] = [[...old.childNodes], [...fresh.childNodes]]
  will.forEach((node, at) => pair(old, was[at], node))
  for (const node of was.slice(will.length)) node.remove()
}

/** The same for the items after those that stand. */
export function morphItems(old: Element, fresh: Element, standing: number): void {
  const [was, will] = [[...old.children].slice(standing), [...fresh.children]]
  will.forEach((item, at) => (was[at] ? morph(was[at], item) : old.append(item)))
  for (const item of was.slice(will.length)) item.remove()
}

function pair(parent: Node, old: ChildNode | undefined, fresh: ChildNode): void {
  if (!old) parent.appendChild(fresh)
  else if (old instanceof Text && fresh instanceof Text) write(old, fresh.data)
  else if (old instanceof Element && fresh instanceof Element) morph(old, fresh)
  else old.replaceWith(fresh)
}

/** To add keeps a selection within; to set would end it. */
function write(text: Text, data: string): void {
  if (text.data === data) return
  if (data.startsWith(text.data)) text.appendData(data.slice(text.length))
  else text.data = data
}

function attribute(element: Element, name: string, value: string | null): void {
  if (value === null) element.removeAttribute(name)
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value)
}
