/** Elements that we make ourselves, never of a string that somebody wrote. */

type Child = Node | string

export function build<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}

export function button(label: string, act: () => void): HTMLButtonElement {
  const element = build('button', { type: 'button', class: 'quiet little' }, label)
  element.addEventListener('click', act)
  return element
}
