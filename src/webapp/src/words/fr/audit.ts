/** What the audit trail tells of, in sentences, in French. */
import type { AdminWords } from '../en/admin'

export const audit: AdminWords['audit'] = {
  somebody: 'Quelqu’un',
  server: 'Quelqu’un sur le serveur',
  unknown: (who, what) => (what ? `${who} : ${what}` : who),
  actions: {
    'session.begin': {
      done: (who, what) => (what ? `${who} a ouvert une session par ${what}` : `${who} a ouvert une session`),
      refused: (_, what) => (what ? `Quelqu’un a essayé d’entrer comme ${what}` : 'Quelqu’un a essayé d’entrer'),
    },
    'session.begin.dev': { done: (who) => `${who} a ouvert une session sans mot de passe, pour le développement` },
    'session.end': { done: (who) => `${who} a fermé sa session` },
    'session.revoke': { done: (who, what) => (what ? `${who} a fermé une session de ${what}` : `${who} a fermé ses autres sessions`) },
    'session.revoke.own': { done: (who) => `${who} a fermé une de ses sessions` },
    'password.set': { done: (who) => `${who} a choisi un mot de passe par le lien d’une lettre` },
    'password.change': {
      done: (who) => `${who} a changé de mot de passe`,
      refused: (who) => `${who} s’est vu refuser un autre mot de passe : l’actuel n’était pas le bon`,
    },
    'password.reset': { done: (who) => `${who} a choisi un autre mot de passe par un lien` },
    'factor.enable': { done: (who) => `${who} a activé la connexion en deux étapes` },
    'factor.codes': { done: (who) => `${who} a créé de nouveaux codes de secours` },
    'factor.disable': { done: (who) => `${who} a désactivé la connexion en deux étapes` },
    'key.add': { done: (who, what) => `${who} a créé la clé « ${what} »` },
    'key.revoke': { done: (who) => `${who} a révoqué une clé` },
    'user.add': { done: (who, what) => `${who} a laissé entrer ${what}` },
    'user.remove': { done: (who, what) => `${who} a oublié ${what} pour de bon` },
    'user.disable': { done: (who, what) => `${who} a mis ${what} dehors` },
    'user.enable': { done: (who, what) => `${who} a laissé ${what} entrer de nouveau` },
    'user.role.admin': { done: (who, what) => `${who} a fait de ${what} un admin` },
    'user.role.member': { done: (who, what) => `${who} a fait de ${what} un membre` },
    'user.invitation': { done: (who, what) => `${who} a envoyé une autre invitation à ${what}` },
    'user.reset': { done: (who, what) => `${who} a envoyé à ${what} un lien pour un autre mot de passe` },
    'identity.link': { done: (who, what) => `${who} peut désormais entrer par ${what}` },
    'identity.unlink': { done: (who, what) => `${who} a détaché de ${what} ses comptes d’ailleurs` },
    'thread.delete': { done: (who) => `${who} a supprimé un fil` },
    'thread.export': { done: (who, what) => (what ? `${who} a exporté un fil` : `${who} a exporté tous ses fils`) },
    'access.denied': { done: (who, what) => `${who} a demandé ce qui n’est pas à sa portée : ${what}` },
    'audit.export': { done: (who) => `${who} a exporté le journal` },
  },
}
