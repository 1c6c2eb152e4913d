// Before anything is painted: the theme that was chosen, so that nothing flashes.
const root = document.documentElement
try {
  const { theme } = JSON.parse(localStorage.getItem('emergence.preferences') ?? '{}')
  if (theme) root.dataset.theme = theme
} catch {
  // Then the page looks as the system does.
}

// The browser's own frame takes the colour of the chosen theme, or of the system's.
const frames = [...document.querySelectorAll('meta[name=theme-color]')].map((meta) => [meta, meta.media])
const frame = () => {
  const chosen = ['light', 'dark'].find((theme) => theme === root.dataset.theme)
  for (const [meta, system] of frames) meta.media = !chosen ? system : system.includes(chosen) ? 'all' : 'not all'
}
frame()
new MutationObserver(frame).observe(root, { attributeFilter: ['data-theme'] })
