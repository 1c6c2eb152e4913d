/** Ce sur quoi reposent les réponses, en français. */
import type { Words } from '../en'

export const sources: Words['sources'] = {
  label: 'Sources',
  onPage: (name, page) => `${name}, p. ${page}`,
  cites: (n, where) => `Source ${n} : ${where}`,
  drawnFrom: (messages, passages, tokens) =>
    `Tiré de ${messages === 1 ? 'ton message' : `${messages} messages`} et de ${passages === 1 ? '1 passage' : `${passages} passages`} de tes documents, environ ${tokens} jetons.`,
  verbatim: 'Mot pour mot, sans modèle',
  why: (meaning, said, letters) => `Sens ${meaning} · mots ${said} · lettres ${letters}`,
  whole: 'La section demandée',
  cost: (score, tokens) => `Note ${score}, environ ${tokens} jetons`,
  degraded: {
    slow: 'La recherche dans les documents prenait trop de temps : cette réponse s’en passe.',
    failed: 'Les documents n’ont pas pu être consultés : cette réponse s’en passe.',
    unread: 'Un document de cette conversation était encore en cours de lecture.',
  },
  documents: 'Documents de cette conversation',
  all: 'Les réponses puisent dans tous tes documents. Ajoutes-en ici, et elles ne puiseront que dans ceux-là.',
  only: 'Les réponses ne puisent que dans ceux-ci.',
  add: 'Ajouter un document',
  none: 'Il n’y a pas d’autre document à ajouter.',
  pick: 'Choisis un document…',
  remove: (name) => `Retirer « ${name} » de cette conversation`,
  open: (name) => `Ouvrir « ${name} »`,
}
