/** The first screen and empty places, in French. */
import type { Words } from '../en'

export const first: Words['first'] = {
  settings: 'Réglages',
  administration: 'Administration',
  shortcuts: 'Raccourcis clavier',
  palette: 'Aller où tu veux',
  account: (email) => `Compte de ${email}`,
  optionsOf: (title) => `Options de « ${title} »`,
  draft: 'Commencé, pas envoyé',
  backToThreads: 'Revenir aux fils',
  noThreads: 'Ce que tu écris commence un fil. Il reste ici, jour après jour, jusqu’à ce que tu l’archives ou le supprimes.',
  noArchived: 'Rien n’est archivé. Un fil archivé quitte la liste, mais une recherche le retrouve toujours.',
  spans: { today: 'Aujourd’hui', yesterday: 'Hier', week: '7 derniers jours', month: '30 derniers jours' },

  hours: { night: 'L’heure calme.', morning: 'Bonjour.', afternoon: 'Bonjour.', evening: 'Bonsoir.' },
  whoAreThey: 'Qui sont les trois ?',
  title: 'Trois regards sur ce que tu as en tête',
  subtitle: 'Chacun répond de sa propre voix, et tous dans un même fil.',
  agents: {
    anima: {
      role: 'Entend ce qui fait mal ou ce qui compte sous les mots, le dit sans détour, et s’appuie sur ce que tu as vraiment dit.',
      bring: 'un choix qui pèse, une lettre qui ne commence pas, une journée qui a mal tourné',
      sample: 'J’ai encore dit oui alors que je voulais dire non. Qu’est-ce qui se joue là ?',
    },
    neo: {
      role: 'Cherche l’angle mort, le chiffre qui manque, l’hypothèse sur laquelle tout repose : mieux vaut qu’une idée casse ici que dehors.',
      bring: 'un projet, un budget, un argument, avant que le monde ne l’éprouve',
      sample: 'Je veux quitter mon poste pour ouvrir une librairie. Où est-ce que ça casse ?',
    },
    nexus: {
      role: 'Montre ce qui tire dans quel sens, non sans humour, et pose la question dont la réponse changerait tout le reste.',
      bring: 'un dilemme, un désaccord, une question encore floue',
      sample: 'Ma sœur veut vendre la maison de nos parents, moi non. Quelle question nous poser ?',
    },
  },
  bring: 'Apporte-lui',
  asks: (name, question) => `Écrire à ${name} : ${question}`,
  together: 'Ensemble',
  ways: [
    { how: 'Un, deux ou trois', what: 'Choisis qui répond ; les réponses se lisent côte à côte.' },
    { how: 'Par leur nom', what: 'Écris @Neo dans un message, et Neo y est appelé.' },
    { how: 'Les uns des autres', what: 'Chacun lit ce que les autres ont dit : demande-lui ce qu’il en pense.' },
  ],

  noModel: 'Aucun modèle de langage n’est encore branché',
  noModelText: 'En attendant, les agents ne peuvent que te le dire. Écris une clé dans le fichier .env, une seule suffit, et redémarre le serveur.',
  noModelMember: 'En attendant, les agents ne peuvent que te le dire. La personne qui s’occupe de ce serveur peut en brancher un.',
  modelFrom: 'D’où vient le modèle',
  localModel: 'Sur ta machine',
  copyLines: 'Copier pour .env',

  does: { anima: 'nomme ce qui fait mal, et pourquoi', neo: 'éprouve ce qui pourrait casser', nexus: 'pose la question entre les deux' },
  language: 'English',
  languageTo: 'en',
  busy: 'Un instant…',
  capsLock: 'La touche Verr. Maj est active.',
}
