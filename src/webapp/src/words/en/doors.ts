/** Coming in: signing in, a code, a new password, in English. */
export const doors = {
  or: 'or',
  signInWith: (name: string) => `Sign in with ${name}`,
  back: 'Back',
  goOn: 'Go on',

  codeTitle: 'One more step',
  codeText: 'Write the six digits that your authenticator shows now. A recovery code works here too.',
  code: 'Code',
  takeRecovery: 'Use a recovery code',
  recoveryText: 'Write one of the recovery codes that you kept when you set this up. Each works once.',
  recoveryCode: 'Recovery code',
  wrongRecovery: 'This recovery code is not right, or was used already. Look for another one.',
  takeCode: 'Use the authenticator',

  forgot: 'Forgot your password?',
  forgotTitle: 'A new password',
  forgotText: 'Write your e-mail address, and a letter brings you a link to choose another password.',
  sendLink: 'Send me a link',
  sentTitle: 'Look into your mail',
  sentText: (email: string) => `If ${email} is known here, a letter is on its way. Its link works once, for 30 minutes; only the latest one does.`,
  sentMore: 'Nothing after a few minutes? Look among unwanted mail, or ask an administrator of this server for a link.',
  anotherAddress: 'Another address',

  resetTitle: 'A new password',
  reset: 'Keep this password',
  renewed: 'Your new password is kept. Sign in with it now.',
  ended: 'You are signed out here. Sign in to go on.',
  askAgain: 'Ask for a new link',

  refusedTitle: 'You are not signed in',

  strength: ['', 'Easily guessed', 'Fair', 'Good', 'Strong'] as [string, string, string, string, string],
  missing: (n: number) => (n === 1 ? '1 more character' : `${n} more characters`),
  why: {
    known: 'Much of this one is what anybody would try first, or your e-mail.',
    repeats: 'This one repeats itself.',
  },
}
