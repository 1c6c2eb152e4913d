/** What sends a message, and what only begins a line. */
import type { Choices } from './preferences.svelte'

export type Stroke = Pick<KeyboardEvent, 'key' | 'keyCode' | 'isComposing' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>

/** Some browsers report the key that ends a composition as this one, after it has ended. */
const COMPOSING = 229

export function composing(stroke: Stroke): boolean {
  return stroke.isComposing || stroke.keyCode === COMPOSING
}

/** Whether this key sends. Under a thumb, Enter begins a line and the button sends. */
export function sends(stroke: Stroke, enter: Choices['enter'], touch: boolean): boolean {
  if (stroke.key !== 'Enter' || stroke.shiftKey || composing(stroke)) return false
  if (stroke.ctrlKey || stroke.metaKey) return true
  return enter === 'send' && !touch && !stroke.altKey
}

/** The chord that sends; none under a thumb. */
export function sendKeys(enter: Choices['enter'], touch: boolean): string {
  if (touch) return ''
  return enter === 'send' ? 'Enter' : 'Mod+Enter'
}
