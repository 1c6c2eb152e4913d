/** The head of a thread and the drawer at the right, in French. */
import type { Words } from '../en'

export const drawer: Words['drawer'] = {
  label: 'De quoi ce fil est fait',
  close: 'Fermer le tiroir',
  copyLink: 'Copier le lien vers ce fil',
  context: 'Contexte',
  showDrawn: 'De quoi elle est tirée',
  drawnFrom: (n, messages, tokens) =>
    n === 1 ? `Tirée de ton seul message, environ ${tokens} jetons.` : `Tirée des ${messages} derniers messages, environ ${tokens} jetons.`,
  ofBudget: (share, budget) => `${share} des ${budget} jetons possibles`,
  contextUnknown: 'De combien cette réponse a été tirée n’a pas été conservé.',
  toAnswer: (name) => `Aller à la réponse de ${name}`,
  earlierAnswer: 'Réponse précédente',
  laterAnswer: 'Réponse suivante',
  costs: 'Coûts',
  free: 'Rien n’a été payé',
  atLeast: (money) => `au moins ${money}`,
  costUnknown: 'Coût inconnu',
  unknown: 'inconnu',
  answers: (n, count) => (n === 1 ? '1 réponse' : `${count} réponses`),
  unpriced: (n, count, of) =>
    n === 1 ? `Le coût d’un appel sur ${of} est inconnu.` : `Le coût de ${count} appels sur ${of} est inconnu.`,
  uncounted: (n, count, of) =>
    n === 1 ? `Les jetons d’un appel sur ${of} n’ont pas été comptés.` : `Les jetons de ${count} appels sur ${of} n’ont pas été comptés.`,
  tokens: (input, output) => `${input} lus, ${output} écrits`,
  ofCost: (share) => `${share} du coût`,
  ofTokens: (share) => `${share} des jetons`,
  title: 'Le titre du fil',
  costsFailed: 'Les coûts ne peuvent pas être lus pour le moment.',
  about: 'À propos de ce fil',
  begun: 'Commencé',
  used: 'Dernier usage',
  messages: 'Messages',
  soMany: (count) => `environ ${count}`,
  voices: 'Voix',
  latestVoices: 'Dernières voix',
  take: 'Emporter',
}
