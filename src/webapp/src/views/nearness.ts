/** Tells what is about to be seen: elements that come within a screen of what their scroller shows, or leave it. */

type Call = (near: boolean) => void

export class Nearness {
  #observer: IntersectionObserver | null = null
  #calls = new WeakMap<Element, Call>()

  /** Call when it comes near and when it goes. Answers how to give it up. */
  watch(element: Element, call: Call): () => void {
    this.#observer ??= this.#looking(element.closest('.scroller'))
    this.#calls.set(element, call)
    this.#observer.observe(element)
    return () => this.#observer?.unobserve(element)
  }

  #looking(root: Element | null): IntersectionObserver {
    const tell = (entries: readonly IntersectionObserverEntry[]) => {
      for (const { isIntersecting, target } of entries) this.#calls.get(target)?.(isIntersecting)
    }
    return new IntersectionObserver(tell, { root, rootMargin: '100% 0px' })
  }
}
