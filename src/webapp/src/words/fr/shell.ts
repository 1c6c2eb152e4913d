/** The page as an installed application, and its connection, in French. */
import type { Words } from '../en'

export const shell: Words['shell'] = {
  oneMoment: 'Un instant…',
  keepsTrying: 'Cette page réessaie d’elle-même et reprend dès que le serveur est de retour.',
  offline: 'Tu es hors ligne. Ce que tu écris partira plus tard.',
  crowded: 'Trop de fenêtres de cette page sont ouvertes. Ferme-en une, et celle-ci reprend d’elle-même.',
  newVersion: 'Nouvelle version prête.',
  reload: 'Recharger',
  later: 'Plus tard',
}
