/** What comes after the page itself: what lies over it, and what can be done by name or by keys. */
export { perform } from '../state/commands'
export { default as palette } from './Palette.svelte'
export { default as shortcuts } from './Shortcuts.svelte'
