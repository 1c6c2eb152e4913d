/** Coming in: signing in, a code, a new password, in French. */
import type { Words } from '../en'

export const doors: Words['doors'] = {
  or: 'ou',
  signInWith: (name) => `Se connecter avec ${name}`,
  back: 'Retour',
  goOn: 'Continuer',

  codeTitle: 'Encore une étape',
  codeText: 'Écris les six chiffres que ton application d’authentification montre maintenant. Un code de secours convient aussi.',
  code: 'Code',
  takeRecovery: 'Prendre un code de secours',
  recoveryText: 'Écris l’un des codes de secours que tu as gardés en mettant cela en place. Chacun sert une fois.',
  recoveryCode: 'Code de secours',
  wrongRecovery: 'Ce code de secours n’est pas le bon, ou il a déjà servi. Prends-en un autre.',
  takeCode: 'Prendre l’application',

  forgot: 'Mot de passe oublié ?',
  forgotTitle: 'Un nouveau mot de passe',
  forgotText: 'Écris ton adresse e-mail : un message t’apportera un lien pour choisir un autre mot de passe.',
  sendLink: 'Recevoir un lien',
  sentTitle: 'Regarde ton courrier',
  sentText: (email) => `Si ${email} est connu ici, un message est en route. Son lien sert une fois, pendant 30 minutes ; seul le dernier fonctionne.`,
  sentMore: 'Rien après quelques minutes ? Regarde parmi les indésirables, ou demande un lien à un administrateur de ce serveur.',
  anotherAddress: 'Une autre adresse',

  resetTitle: 'Un nouveau mot de passe',
  reset: 'Garder ce mot de passe',
  renewed: 'Ton nouveau mot de passe est enregistré. Connecte-toi avec lui.',
  ended: 'Ta session ici est fermée. Connecte-toi pour continuer.',
  askAgain: 'Demander un nouveau lien',

  refusedTitle: 'La connexion n’a pas abouti',

  strength: ['', 'Facile à deviner', 'Passable', 'Bon', 'Solide'],
  missing: (n) => (n === 1 ? 'Encore 1 caractère' : `Encore ${n} caractères`),
  why: {
    known: 'L’essentiel de celui-ci est ce que n’importe qui essaierait d’abord, ou ton e-mail.',
    repeats: 'Celui-ci se répète.',
  },
}
