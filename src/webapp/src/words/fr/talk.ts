/** The conversation, in French. */
import type { Words } from '../en'

export const talk: Words['talk'] = {
  writing: (names, n) => `${names} ${n === 1 ? 'écrit' : 'écrivent'}`,
  fresh: (n) => (n === 1 ? '1 nouveau message' : `${n} nouveaux messages`),
  sideBySide: 'Côte à côte',
  showAll: 'Tout montrer',
  showLess: 'Montrer moins',
  more: 'Plus',
  me: 'Moi',
  quote: 'Citer',
  saidBy: (name) => `**${name}** : `,
  link: 'Copier le lien',
  linkCopied: 'Lien copié',
  notCopied: 'La copie n’a pas été possible.',
  takeBack: 'Reprendre dans le champ',
  code: 'Code.',
  says: (name, text) => `${name} : ${text}`,
}
