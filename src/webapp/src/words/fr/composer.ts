/** Where one writes, in French. */
import type { Words } from '../en'

export const composer: Words['composer'] = {
  writeTo: (names) => `Écris à ${names}…`,
  writeToAll: 'Écris à tous les trois…',
  sendBy: (keys) => `Envoyer (${keys})`,
  mentions: 'Qui appeler',
  all: 'tous',
  calledFor: (names) => `Appelés dans ce message : ${names}`,
  does: (what, models) => `${what} · ${models}`,
  stopAll: 'Tout arrêter',
  held: 'Pas de connexion. Ceci commencera un fil dès qu’elle reviendra.',
  left: (n, count) => `Il reste la place d’environ ${count} ${n === 1 ? 'caractère' : 'caractères'} dans ce message.`,
  attach: 'Joindre des fichiers',
  dropHint: 'Ils sont lus, et partent avec ton message.',
}
