/** What is wider than its place scrolls there, and can be reached by the keyboard as long as it does. */

const observer = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const box = target.closest('.scrolls')
    if (box instanceof HTMLElement) reachable(box)
  }
})
const names = new WeakMap<Element, string>()

export function scrolls(box: HTMLElement, name: string): void {
  box.classList.add('scrolls')
  names.set(box, name)
  observer.observe(box)
  if (box.firstElementChild) observer.observe(box.firstElementChild)
}

function reachable(box: HTMLElement): void {
  const wide = box.scrollWidth > box.clientWidth + 1
  if (wide === (box.tabIndex === 0)) return
  if (!wide) return ['tabindex', 'role', 'aria-label'].forEach((name) => box.removeAttribute(name))
  box.tabIndex = 0
  box.setAttribute('role', 'region')
  box.setAttribute('aria-label', names.get(box) ?? '')
}
