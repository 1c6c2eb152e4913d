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
  attach: 'Ajouter des fichiers texte',
  drop: 'Dépose tes fichiers texte ici',
  dropHint: 'Leur contenu entre dans ton message.',
  named: (name) => `« ${name} »`,
  refused: (n, names) =>
    `${names} ${n === 1 ? 'n’a pas été ajouté' : 'n’ont pas été ajoutés'} : pour l’instant, seuls des fichiers texte de 40 ko au plus, et 60 ko en tout, entrent dans un message.`,
}
