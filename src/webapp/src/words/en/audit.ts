/** What the audit trail tells of, in sentences, in English. `done` and, where it can be, `refused`: who, and what of. */
type Sentence = (who: string, what: string) => string
export interface Told {
  readonly done: Sentence
  readonly refused?: Sentence
}

export const audit = {
  somebody: 'Somebody',
  server: 'Somebody at the server',
  unknown: ((who, what) => (what ? `${who}: ${what}` : who)) as Sentence,
  actions: {
    'session.begin': {
      done: (who, what) => (what ? `${who} signed in through ${what}` : `${who} signed in`),
      refused: (_, what) => (what ? `Somebody tried to sign in as ${what}` : 'Somebody tried to sign in'),
    },
    'session.begin.dev': { done: (who) => `${who} signed in without a password, for development` },
    'session.end': { done: (who) => `${who} signed out` },
    'session.revoke': { done: (who, what) => (what ? `${who} ended a session of ${what}` : `${who} ended other sessions of their own`) },
    'session.revoke.own': { done: (who) => `${who} ended a session of their own` },
    'password.set': { done: (who) => `${who} chose a password by the link of a letter` },
    'password.change': { done: (who) => `${who} changed their password`, refused: (who) => `${who} was refused another password: the present one was not right` },
    'password.reset': { done: (who) => `${who} chose another password by a link` },
    'factor.enable': { done: (who) => `${who} turned two-step sign-in on` },
    'factor.codes': { done: (who) => `${who} made new recovery codes` },
    'factor.disable': { done: (who) => `${who} turned two-step sign-in off` },
    'key.add': { done: (who, what) => `${who} made the key “${what}”` },
    'key.revoke': { done: (who) => `${who} revoked a key` },
    'user.add': { done: (who, what) => `${who} let ${what} in` },
    'user.remove': { done: (who, what) => `${who} forgot ${what} for good` },
    'user.disable': { done: (who, what) => `${who} shut ${what} out` },
    'user.enable': { done: (who, what) => `${who} let ${what} in again` },
    'user.role.admin': { done: (who, what) => `${who} made ${what} an admin` },
    'user.role.member': { done: (who, what) => `${who} made ${what} a member` },
    'user.invitation': { done: (who, what) => `${who} sent ${what} another invitation` },
    'user.reset': { done: (who, what) => `${who} sent ${what} a link for another password` },
    'identity.link': { done: (who, what) => `${who} is now known through ${what}` },
    'identity.unlink': { done: (who, what) => `${who} took away the accounts elsewhere of ${what}` },
    'thread.delete': { done: (who) => `${who} deleted a thread` },
    'thread.export': { done: (who, what) => (what ? `${who} took a thread away` : `${who} took all their threads away`) },
    'access.denied': { done: (who, what) => `${who} asked for what is not theirs: ${what}` },
    'audit.export': { done: (who) => `${who} exported the audit` },
  } satisfies Record<string, Told> as Record<string, Told>,
}
