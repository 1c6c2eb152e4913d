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
  | DocumentChanged
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
 * Which documents a thread is to be about.
 */
export interface Attach {
  /**
   * @maxItems 200
   */
  document_ids: string[];
}
/**
 * The documents that a thread is about, the latest first.
 */
export interface Attached {
  items: Document[];
}
/**
 * A document of one owner. `hash` is the SHA-256 of its bytes in hex: the same bytes twice are one document.
 *
 * `reason` is a Problem's code when it has failed. `done` of `total` says how far it has come in its present state.
 * `pages` is None where a format has none; `written_at`, `title`, `author` and `language` are what the file says or shows.
 */
export interface Document {
  author?: string | null;
  bytes: number;
  created_at: string;
  done: number;
  format?: ('pdf' | 'docx' | 'pptx' | 'xlsx' | 'csv' | 'markdown' | 'text' | 'html' | 'code') | null;
  hash: string;
  id: string;
  language?: string | null;
  name: string;
  pages?: number | null;
  passages: number;
  reason?: string | null;
  status: 'received' | 'parsing' | 'indexing' | 'ready' | 'failed';
  title?: string | null;
  total: number;
  updated_at: string;
  written_at?: string | null;
}
/**
 * A rectangle on a page, as shares of its width and height from the upper left corner.
 */
export interface Box {
  height: number;
  left: number;
  top: number;
  width: number;
}
/**
 * Where words stand on a page, a box a line.
 */
export interface Boxes {
  items: Box[];
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
 * A passage that a reply was given, cited as `[n]`: the characters [start, end) of a document. Its words stay in the document,
 * so that they go with it. `reasons` says why it was found, by lane.
 */
export interface Cited {
  document_id: string;
  end: number;
  heading: string;
  n: number;
  name: string;
  page?: number | null;
  passage_id: string;
  reasons: {
    [k: string]: number;
  };
  score: number;
  start: number;
  tokens: number;
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
 * Say something to one agent or several, in a thread that has these documents from now on. `ref`: its sender's name for it, unique.
 */
export interface Send {
  /**
   * @minItems 1
   * @maxItems 3
   */
  agents: ['anima' | 'neo' | 'nexus', ...('anima' | 'neo' | 'nexus')[]];
  document_ids?: string[] | null;
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
 * Why an answer may be less good than usual; the sentence says what to do, if there is something.
 */
export interface Degraded {
  code: string;
  message: string;
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
 * A document is new, has changed or has come further; None when it was deleted.
 */
export interface DocumentChanged {
  document?: Document | null;
  document_id: string;
  /**
   * Where this is in the stream of events.
   */
  id: string;
  type: 'document.changed';
}
/**
 * A place in a document: the characters [start, end) of its text. `passage_id` is the best of the passages that it is made of.
 */
export interface DocumentHit {
  document_id: string;
  end: number;
  heading?: string;
  name: string;
  page?: number | null;
  passage_id: string;
  reasons: {
    [k: string]: number;
  };
  score: number;
  start: number;
  text: string;
}
/**
 * What was found, the best first.
 */
export interface DocumentHits {
  degraded?: Degraded | null;
  items: DocumentHit[];
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
 * From what a reply was drawn: messages of the thread, an estimate of the tokens that all takes, and how many it might;
 * passages of documents; and in `degraded` a code that says why there may be fewer of these than there should.
 */
export interface Drawn {
  budget: number;
  degraded?: string | null;
  messages: number;
  passages: Cited[];
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
 * From what an answer is drawn, as it is kept with the reply (`Drawn`).
 */
export interface ReplyContext {
  budget: number;
  degraded?: string | null;
  /**
   * Where this is in the stream of events.
   */
  id: string;
  message_id: string;
  messages: number;
  passages: Cited[];
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
 * Where a heading begins in the whole text; `level` counts from 1.
 */
export interface Heading {
  level: number;
  start: number;
  text: string;
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
 * What the issuer is called; nothing where there is none.
 */
export interface IssuerView {
  name?: string | null;
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
export interface Page_Document_ {
  items: Document[];
  next?: string | null;
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
export interface Page_Passage_ {
  items: Passage[];
  next?: string | null;
}
/**
 * About 800 characters of a document, cut where its structure allows; `n` counts from 0. `heading` is the path of headings above it.
 */
export interface Passage {
  document_id: string;
  end: number;
  heading?: string;
  id: string;
  n: number;
  page?: number | null;
  start: number;
  text: string;
}
/**
 * Some items and where the next ones begin; `next` is None at the end.
 */
export interface Page_Thread_ {
  items: Thread[];
  next?: string | null;
}
/**
 * A piece of a document's text: a page, a slide, a sheet, or some twenty thousand characters cut at the end of a paragraph.
 *
 * `page` counts from 1 where the format has pages, slides or sheets, else it is None. `start` is its place in the whole text.
 * A page of a PDF is one part, or none if nothing is written on it; a long slide or sheet may be several parts of one page.
 */
export interface Part {
  n: number;
  page?: number | null;
  start: number;
  text: string;
}
/**
 * Everyone, by e-mail. Where letters do not reach them, the console of the server shows them.
 */
export interface PeopleList {
  items: PersonView[];
  letters_reach: boolean;
}
/**
 * A person on the allowlist. `active`: they have come in, by a password or an issuer; `seen_at`: when they were last here, if known.
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
 * A person. Without a password they come in by an issuer elsewhere, until a letter has brought them one.
 */
export interface UserView {
  email: string;
  has_password: boolean;
  id: string;
  role: 'member' | 'admin';
}
/**
 * Why a file was not taken.
 */
export interface Refused {
  code: string;
  message: string;
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
 * How a person's documents stand; `pending` 0 says that all can be searched.
 */
export interface Standings {
  bytes: number;
  count: number;
  failed: number;
  max_bytes: number;
  max_count: number;
  max_document_bytes: number;
  pending: number;
  ready: number;
}
/**
 * Who has a password shows that they know it: a session alone may be stolen.
 */
export interface StartBody {
  password?: string;
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
 * Some of a document's text in order, and the headings in it.
 */
export interface TextPage {
  headings: Heading[];
  items: Part[];
  next?: string | null;
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
 * What became of one of several files: a document, or the reason why there is none.
 */
export interface Uploaded {
  document?: Document | null;
  name: string;
  problem?: Refused | null;
}
/**
 * What became of several files, in their order.
 */
export interface Uploads {
  items: Uploaded[];
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
