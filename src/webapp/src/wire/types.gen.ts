/** Made by scripts/types from the server's models: change those instead. */

export type Command = Send | Edit | Regenerate | Stop | Active | Ping;
export type Down =
  | SessionReady
  | SessionWarning
  | SessionClosed
  | Gap
  | MessageAdded
  | ReplyStarted
  | ReplyContext
  | ReplyDelta
  | ReplyDone
  | ReplyFailed
  | ThreadChanged
  | Failed
  | Pong;

/**
 * A person is here.
 */
export interface Active {
  type: 'active';
}
/**
 * An agent as the page shows it; `models` are `provider:model`, the first one that answers speaks.
 */
export interface AgentView {
  colour: string;
  id: 'anima' | 'neo' | 'nexus';
  models: string[];
  name: string;
}
/**
 * Whom to let in, and as what.
 */
export interface AllowBody {
  email: string;
  role?: 'member' | 'admin';
}
/**
 * Who has forgotten their password.
 */
export interface AskBody {
  email: string;
}
/**
 * The present password, and the one in its place.
 */
export interface ChangeBody {
  current_password: string;
  mode?: 'cookie' | 'bearer';
  new_password: string;
}
/**
 * A one-time link's secret.
 */
export interface CheckBody {
  secret: string;
}
/**
 * A code of the authenticator; where a factor is set up already, a recovery code as well.
 */
export interface CodeBody {
  code: string;
}
/**
 * Recovery codes, shown this once.
 */
export interface CodesView {
  codes: string[];
}
/**
 * Say something to one agent or several. `ref` is the sender's own name for it, unique per owner.
 */
export interface Send {
  /**
   * @minItems 1
   * @maxItems 3
   */
  agents: ['anima' | 'neo' | 'nexus', ...('anima' | 'neo' | 'nexus')[]];
  ref: string;
  text: string;
  thread_id: string;
  type: 'send';
}
/**
 * Say one's last message otherwise; its replies are asked for again, of the same agents unless others are named.
 */
export interface Edit {
  agents?: ['anima' | 'neo' | 'nexus', ...('anima' | 'neo' | 'nexus')[]] | null;
  message_id: string;
  ref: string;
  text: string;
  type: 'edit';
}
/**
 * Ask for another version of a reply, or retry one that was interrupted or failed.
 */
export interface Regenerate {
  message_id: string;
  ref: string;
  type: 'regenerate';
}
/**
 * End a reply here; what was said so far is kept.
 */
export interface Stop {
  message_id: string;
  type: 'stop';
}
/**
 * Is the server there?
 */
export interface Ping {
  type: 'ping';
}
/**
 * What one agent took through one model, which is `provider:model`. The agent "title" gives threads their titles.
 */
export interface Cost {
  agent: string;
  calls: number;
  cost?: number | null;
  input_tokens?: number | null;
  model: string;
  output_tokens?: number | null;
  uncounted: number;
  unpriced: number;
}
/**
 * A job that was given up. What it was about stays inside.
 */
export interface DeadJob {
  attempts: number;
  dead_at?: string | null;
  error?: string | null;
  id: string;
  kind: string;
}
/**
 * The last ones, the latest first.
 */
export interface DeadJobList {
  items: DeadJob[];
}
/**
 * Who to be; somebody new gets this role.
 */
export interface DevLoginBody {
  email: string;
  mode?: 'cookie' | 'bearer';
  role?: 'member' | 'admin';
}
/**
 * The first frame of a session. What happens after `event_id` follows.
 */
export interface SessionReady {
  agents: AgentView[];
  event_id: string;
  /**
   * Where this is in the stream of events.
   */
  id: string;
  session_id: string;
  type: 'session.ready';
}
/**
 * Nobody has been active: the session closes in `seconds` unless someone is.
 */
export interface SessionWarning {
  /**
   * Where this is in the stream of events.
   */
  id: string;
  seconds: number;
  type: 'session.warning';
}
/**
 * The last frame before the server closes the socket.
 */
export interface SessionClosed {
  /**
   * Where this is in the stream of events.
   */
  id: string;
  reason: 'inactive' | 'revoked' | 'restarting' | 'overloaded';
  type: 'session.closed';
}
/**
 * Events were missed that are no longer kept: fetch a snapshot.
 */
export interface Gap {
  /**
   * Where this is in the stream of events.
   */
  id: string;
  type: 'gap';
}
/**
 * A message was written, or replaces the one that is `replaces`.
 */
export interface MessageAdded {
  /**
   * Where this is in the stream of events.
   */
  id: string;
  message: Message;
  replaces?: string | null;
  type: 'message.added';
}
/**
 * One row of a thread.
 *
 * `seq` is its place in the thread, counted from 1; a regenerated or edited message takes the place of the one it
 * replaces, with the next `version`, and the old one names its successor in `superseded_by`.
 * `reply_to` is the message that a reply answers. `cost` is in US dollars, None when unknown.
 * `reason` is a Problem's code when the status is failed or interrupted. `beat_at` moves while a turn is alive.
 */
export interface Message {
  beat_at?: string | null;
  content: string;
  context?: Drawn | null;
  cost?: number | null;
  created_at: string;
  finish?: string | null;
  finished_at?: string | null;
  id: string;
  model?: string | null;
  reason?: string | null;
  ref?: string | null;
  reply_to?: string | null;
  role: 'user' | 'assistant' | 'system' | 'note';
  seq: number;
  speaker: string;
  status: 'complete' | 'streaming' | 'interrupted' | 'failed';
  superseded_by?: string | null;
  thread_id: string;
  tokens?: Tokens | null;
  version: number;
}
/**
 * From how much a reply was drawn: messages of the thread, an estimate of the tokens they take, and how many they might.
 */
export interface Drawn {
  budget: number;
  messages: number;
  tokens: number;
}
/**
 * Tokens of one call, as the provider counted them.
 */
export interface Tokens {
  input: number;
  output: number;
}
/**
 * An agent begins to answer: `message` is its reply, still empty, in the place of `replaces` if that is given.
 */
export interface ReplyStarted {
  /**
   * Where this is in the stream of events.
   */
  id: string;
  message: Message;
  message_id: string;
  replaces?: string | null;
  thread_id: string;
  type: 'reply.started';
}
/**
 * From how much an answer is drawn: messages of the thread, an estimate of the tokens they take, and how many they might.
 */
export interface ReplyContext {
  budget: number;
  /**
   * Where this is in the stream of events.
   */
  id: string;
  message_id: string;
  messages: number;
  thread_id: string;
  tokens: number;
  type: 'reply.context';
}
/**
 * More text of a reply, which begins `at` this place of it.
 */
export interface ReplyDelta {
  at: number;
  /**
   * Where this is in the stream of events.
   */
  id: string;
  message_id: string;
  text: string;
  thread_id: string;
  type: 'reply.delta';
}
/**
 * A reply is complete, or was stopped (`finish` is then "stopped"). Its text is `length` long.
 */
export interface ReplyDone {
  context?: Drawn | null;
  cost?: number | null;
  finish: string;
  finished_at?: string | null;
  /**
   * Where this is in the stream of events.
   */
  id: string;
  length: number;
  message_id: string;
  model?: string | null;
  thread_id: string;
  tokens?: Tokens | null;
  type: 'reply.done';
}
/**
 * A reply ended badly: `failed` without a word, or `interrupted` with its text so far.
 */
export interface ReplyFailed {
  code: string;
  context?: Drawn | null;
  /**
   * Where this is in the stream of events.
   */
  id: string;
  length: number;
  message_id: string;
  reason: string;
  status: 'failed' | 'interrupted';
  thread_id: string;
  type: 'reply.failed';
}
/**
 * A thread is new or has changed; None when it was deleted.
 */
export interface ThreadChanged {
  /**
   * Where this is in the stream of events.
   */
  id: string;
  thread?: Thread | null;
  thread_id: string;
  type: 'thread.changed';
}
/**
 * A conversation of one owner. `titled` says that a person chose the title, so no machine changes it.
 */
export interface Thread {
  agent?: string | null;
  archived: boolean;
  created_at: string;
  id: string;
  title: string;
  titled: boolean;
  updated_at: string;
}
/**
 * A command was refused. `ref` is the command's own, if it could be read.
 */
export interface Failed {
  code: string;
  /**
   * Where this is in the stream of events.
   */
  id: string;
  message: string;
  ref?: string | null;
  type: 'failed';
}
/**
 * The server is there.
 */
export interface Pong {
  /**
   * Where this is in the stream of events.
   */
  id: string;
  type: 'pong';
}
/**
 * A one-time link's secret, and the password to come in with from now on. The first admin says an e-mail as well.
 */
export interface EnterBody {
  code?: string | null;
  email?: string | null;
  mode?: 'cookie' | 'bearer';
  password: string;
  secret: string;
}
/**
 * Lines of the audit trail, the latest first.
 */
export interface EntryPage {
  items: EntryView[];
  next?: string | null;
}
/**
 * A line of the audit trail.
 */
export interface EntryView {
  action: string;
  actor_email?: string | null;
  address: string;
  at: string;
  id: string;
  note?: string | null;
  outcome: 'done' | 'refused';
  request_id?: string | null;
  target?: string | null;
  user_agent: string;
}
/**
 * Whether a code is asked for at sign-in, and how many recovery codes are left.
 */
export interface FactorView {
  codes_left: number;
  enabled: boolean;
}
/**
 * A message, or a thread's title (`message_id` None), that a search found. `marks` are [start, end) in `excerpt`,
 * in UTF-16 code units, as browsers count.
 */
export interface Hit {
  at: string;
  excerpt: string;
  marks: [number, number][];
  message_id?: string | null;
  speaker?: string | null;
  thread_id: string;
  title: string;
}
/**
 * Where everything is that was brought in.
 */
export interface Imported {
  items: NewThread[];
}
/**
 * Where a thread that was brought in is now.
 */
export interface NewThread {
  id: string;
  messages: NewMessage[];
}
/**
 * Where a message that was brought in is now.
 */
export interface NewMessage {
  id: string;
  ref?: string | null;
}
/**
 * What the issuer is called.
 */
export interface IssuerView {
  name: string;
}
/**
 * A key to make: what it is called, what it may do, and for how many days (no end if left out).
 */
export interface KeyBody {
  days?: number | null;
  name: string;
  scope: 'chat' | 'read';
}
/**
 * My keys, the latest first.
 */
export interface KeyList {
  items: KeyView[];
}
/**
 * One of my keys. `hint` is how it begins.
 */
export interface KeyView {
  created_at: string;
  expires_at?: string | null;
  hint: string;
  id: string;
  name: string;
  scope: 'all' | 'chat' | 'read';
  used_at?: string | null;
}
/**
 * What to write to a person.
 */
export interface LetterBody {
  kind: 'invitation' | 'reset';
}
/**
 * The secret of a link for another password.
 */
export interface LinkBody {
  secret?: string | null;
}
/**
 * Whom a one-time link is for.
 */
export interface LinkView {
  email?: string | null;
  needs_email: boolean;
}
/**
 * A password to come in with. A token is in the answer only if `mode` asks for it.
 */
export interface LoginBody {
  code?: string | null;
  email: string;
  mode?: 'cookie' | 'bearer';
  password: string;
}
/**
 * One of my sessions; `current` is the one that asks.
 */
export interface MySession {
  address: string;
  created_at: string;
  current: boolean;
  ends_at: string;
  id: string;
  idle_until: string;
  seen_at: string;
  user_agent: string;
}
/**
 * Those that hold, the last seen first.
 */
export interface MySessions {
  items: MySession[];
}
/**
 * A key that was just made; `secret` is shown this once.
 */
export interface NewKeyView {
  created_at: string;
  expires_at?: string | null;
  hint: string;
  id: string;
  name: string;
  scope: 'all' | 'chat' | 'read';
  secret: string;
  used_at?: string | null;
}
/**
 * A thread to begin.
 */
export interface NewThreadBody {
  agent?: ('anima' | 'neo' | 'nexus') | null;
  title?: string | null;
}
/**
 * Some items and where the next ones begin; `next` is None at the end.
 */
export interface Page_Hit_ {
  items: Hit[];
  next?: string | null;
}
/**
 * Some items and where the next ones begin; `next` is None at the end.
 */
export interface Page_Message_ {
  items: Message[];
  next?: string | null;
}
/**
 * Some items and where the next ones begin; `next` is None at the end.
 */
export interface Page_Thread_ {
  items: Thread[];
  next?: string | null;
}
/**
 * Everyone, by e-mail.
 */
export interface PeopleList {
  items: PersonView[];
}
/**
 * A person on the allowlist. `active`: they have chosen a password; `seen_at`: when they were last here, if known.
 */
export interface PersonView {
  active: boolean;
  created_at: string;
  disabled_at?: string | null;
  email: string;
  role: 'member' | 'admin';
  seen_at?: string | null;
}
/**
 * Who is signed in, and through which session.
 */
export interface Present {
  session: SessionView;
  user: UserView;
}
/**
 * One of one's own sign-ins.
 */
export interface SessionView {
  address: string;
  created_at: string;
  ends_at: string;
  id: string;
  idle_until: string;
  seen_at: string;
  user_agent: string;
}
/**
 * A person.
 */
export interface UserView {
  email: string;
  id: string;
  role: 'member' | 'admin';
}
/**
 * The secret of a link, and the password to sign in with from now on.
 */
export interface ResetBody {
  code?: string | null;
  password: string;
  secret?: string | null;
}
/**
 * Whose sessions to end: one of them, or all.
 */
export interface RevokeBody {
  email: string;
  session_id?: string | null;
}
/**
 * How many sessions have ended.
 */
export interface Revoked {
  ended: number;
}
/**
 * Sessions that hold, the last begun first.
 */
export interface SessionPage {
  items: TheirSession[];
  next?: string | null;
}
/**
 * A session, whose it is, and from about where: the whole address is in the trail.
 */
export interface TheirSession {
  address: string;
  created_at: string;
  email: string;
  ends_at: string;
  id: string;
  idle_until: string;
  seen_at: string;
  user_agent: string;
}
/**
 * For an authenticator: the secret to type, the same as an address, and as a QR code (an SVG image in a data URL).
 */
export interface SetupView {
  qr: string;
  secret: string;
  uri: string;
}
/**
 * What some calls took together, as far as it is known; None where nothing is.
 *
 * Tokens leave out the calls that were not counted, the cost (in US dollars) those that are `unpriced`.
 */
export interface Sum {
  calls: number;
  cost?: number | null;
  input_tokens?: number | null;
  output_tokens?: number | null;
  uncounted: number;
  unpriced: number;
}
/**
 * What is to be different; what is left out stays.
 */
export interface ThreadChanges {
  archived?: boolean | null;
  title?: string | null;
}
/**
 * By agent and model, and in all.
 */
export interface ThreadCosts {
  items: Cost[];
  total: Sum;
}
/**
 * All versions of a message, the first one first.
 */
export interface Versions {
  items: Message[];
}
/**
 * Somebody has come in; `token` is there in bearer mode.
 */
export interface Welcome {
  session: SessionView;
  token?: string | null;
  user: UserView;
}
/**
 * Whose password a link is for.
 */
export interface WhoseLink {
  email: string;
}
