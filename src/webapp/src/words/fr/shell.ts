/** The page as an installed application, and its connection, in French. */
import type { Words } from '../en'

export const shell: Words['shell'] = {
  oneMoment: 'Un instant…',
  keepsTrying: 'Cette page réessaie d’elle-même et reprend dès que le serveur est de retour.',
  offline: 'Tu es hors ligne. Ce que tu écris partira plus tard.',
  newVersion: 'Nouvelle version prête.',
  reload: 'Recharger',
  later: 'Plus tard',
}
