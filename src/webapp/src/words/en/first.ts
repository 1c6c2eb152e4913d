/** The first screen and empty places, in English. */
export const first = {
  settings: 'Settings',
  administration: 'Administration',
  shortcuts: 'Keyboard shortcuts',
  palette: 'Go to anything',
  account: (email: string) => `Account of ${email}`,
  optionsOf: (title: string) => `Options of “${title}”`,
  draft: 'Begun, not sent',
  backToThreads: 'Back to the threads',
  noThreads: 'What you write begins a thread. It is kept here, day by day, until you archive or delete it.',
  noArchived: 'Nothing is archived. An archived thread leaves the list, but a search still finds it.',
  spans: { today: 'Today', yesterday: 'Yesterday', week: 'Last 7 days', month: 'Last 30 days' },

  hours: { night: 'A quiet hour.', morning: 'Good morning.', afternoon: 'Good afternoon.', evening: 'Good evening.' },
  whoAreThey: 'Who are the three?',
  title: 'Three ways to look at what is on your mind',
  subtitle: 'Each of them answers in its own voice, and all of them in one thread.',
  agents: {
    anima: {
      role: 'Hears what hurts or matters beneath the words, says it plainly, and ties it to what you really said.',
      bring: 'a choice that weighs on you, a letter you cannot begin, a day that went wrong',
      sample: 'I said yes again, and I wanted to say no. What is going on?',
    },
    neo: {
      role: 'Looks for the blind spot, the missing number, the hypothesis on which it all rests: an idea should fail here, not out there.',
      bring: 'a plan, a budget, an argument, before the world tests it',
      sample: 'I want to leave my job and open a bookshop. Where does this break?',
    },
    nexus: {
      role: 'Maps what pulls in which direction, not without humour, and asks the one question whose answer would change the rest.',
      bring: 'a dilemma, a disagreement, a question that is not clear yet',
      sample: 'My sister wants to sell our parents’ house, I do not. What should we ask each other?',
    },
  },
  bring: 'Bring',
  asks: (name: string, question: string) => `Write to ${name}: ${question}`,
  together: 'Together',
  ways: [
    { how: 'One, two or three', what: 'Choose who answers; their answers stand side by side.' },
    { how: 'By name', what: 'Write @Neo in a message, and Neo is called into it.' },
    { how: 'About each other', what: 'They read what the others said: ask one about another’s answer.' },
  ],

  noModel: 'No language model is connected yet',
  noModelText: 'Until one is, the agents can only tell you so. Write a key into the file .env, one is enough, and start the server again.',
  noModelMember: 'Until one is, the agents can only tell you so. Whoever looks after this server can connect one.',
  modelFrom: 'Where the model comes from',
  localModel: 'On your machine',
  copyLines: 'Copy for .env',

  does: { anima: 'names what hurts, and why', neo: 'tests what might break', nexus: 'asks the question in between' },
  language: 'Français',
  languageTo: 'fr' as 'en' | 'fr',
  busy: 'One moment…',
  capsLock: 'Caps Lock is on.',
}
