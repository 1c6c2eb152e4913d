/** What stands on keys, in French. */
import type { Words } from '../en'

export const keys: Words['keys'] = {
  Ctrl: 'Ctrl',
  Alt: 'Alt',
  Shift: 'Maj',
  Meta: 'Win',
  Space: 'Espace',
  Escape: 'Échap',
  Enter: 'Entrée',
  Tab: 'Tab',
  Backspace: 'Retour arrière',
  Delete: 'Suppr',
  Insert: 'Inser',
  Home: 'Origine',
  End: 'Fin',
  PageUp: 'Page préc.',
  PageDown: 'Page suiv.',
}
