/** The clipboard. Where the page came over plain http there is only the old way to it. */

/** Puts a text there; answers whether that went well, and never fails otherwise. */
export async function toClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return byCommand(text)
  }
}

function byCommand(text: string): boolean {
  const from = document.activeElement
  const area = document.createElement('textarea')
  area.className = 'unseen'
  area.value = text
  // Beside a dialog that is open nothing can be selected.
  const place = from?.closest('dialog') ?? document.body
  place.append(area)
  area.select()
  try {
    return document.execCommand('copy')
  } catch {
    return false
  } finally {
    area.remove()
    if (from instanceof HTMLElement) from.focus()
  }
}
