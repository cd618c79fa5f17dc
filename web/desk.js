import { DeskApi } from './desk-api.js';
import { DeskCase } from './desk-case.js';
import { DeskQueue } from './desk-queue.js';
import { DeskReply } from './desk-reply.js';
import { DeskThread } from './desk-thread.js';
import { byId, setText } from './element.js';

const POLL_EVERY_MS = 1_500;
const TOKEN_KEY = 'frontdesk.desk.token';

const TOLD = {
  claim: 'You have this handoff now.',
  release: 'Released; it waits for an agent again.',
  resolve: 'Resolved; the customer was told.',
  return: 'Returned to the bot.',
  'take-over': 'You have this conversation now.',
  reply: 'Your reply is on record.',
  note: 'Your note is kept; the customer does not see it.',
};

/** Nobody is signed in while `api` is null. `detail` is the chosen handoff as last read. */
const desk = { api: null, me: null, view: 'active', chosenId: null, detail: null, isBusy: false };

/** Rises with every reading, so that a late answer does not put an older state over a newer one. */
let round = 0;
let timer = null;
let isUnreachable = false;

const queue = new DeskQueue(
  { views: byId('views'), list: byId('queue'), empty: byId('queue-empty') },
  { view: showView, choose },
);
const chosenCase = new DeskCase(
  {
    none: byId('nothing-chosen'),
    chosen: byId('chosen'),
    title: byId('case-title'),
    state: byId('case-state'),
    steps: byId('steps'),
    facts: byId('facts'),
    draft: byId('draft'),
    draftText: byId('draft-text'),
  },
  (kind) => void step(kind),
);
const thread = new DeskThread(byId('thread'), byId('thread-scroll'));
const reply = new DeskReply(
  {
    form: byId('reply'),
    text: byId('words'),
    send: byId('send'),
    note: byId('note'),
    hint: byId('reply-hint'),
  },
  say,
);

async function signIn(token) {
  const api = new DeskApi(token);
  try {
    desk.me = await api.me();
  } catch (problem) {
    if (problem.code === 'desk.unauthorized') return signOut(problem.message);
    // The server is away, and the token may be good: try again rather than ask for it again.
    tell(`${problem.message} Trying again…`);
    timer = setTimeout(() => void signIn(token), POLL_EVERY_MS);
    return;
  }
  desk.api = api;
  keepToken(token);
  tell('');
  setText(byId('agent'), desk.me.name);
  showPart('desk');
  await read();
}

function signOut(words) {
  Object.assign(desk, { api: null, me: null, chosenId: null, detail: null });
  clearTimeout(timer);
  round += 1;
  keepToken(null);
  document.title = 'Desk';
  queue.show(desk.view, [], null);
  showCase();
  showPart('sign-in');
  tell(words);
  byId('token').focus();
}

function showPart(part) {
  byId('sign-in').hidden = part !== 'sign-in';
  byId('desk').hidden = part !== 'desk';
  byId('identity').hidden = part !== 'desk';
}

/** Reads what is shown, and again after a while. An action reads at once and makes readings under way worthless. */
async function read() {
  clearTimeout(timer);
  round += 1;
  const mine = round;
  const { api, view, chosenId } = desk;
  if (api === null) return;
  try {
    const [waiting, listed, detail] = await Promise.all([
      api.list('waiting'),
      view === 'waiting' ? null : api.list(view),
      chosenId === null ? null : api.show(chosenId),
    ]);
    if (mine !== round) return;
    showRead(waiting, listed ?? waiting, detail);
  } catch (problem) {
    if (mine !== round) return;
    if (problem.code === 'desk.unauthorized') return signOut(problem.message);
    if (problem.code === 'handoff.unknown') leaveCase();
    isUnreachable = problem.code === 'unreachable';
    tell(isUnreachable ? `${problem.message} Trying again…` : problem.message);
  }
  timer = setTimeout(() => void read(), POLL_EVERY_MS);
}

function showRead(waiting, listed, detail) {
  if (isUnreachable) tell('');
  isUnreachable = false;
  document.title = waiting.length === 0 ? 'Desk' : `(${waiting.length}) Desk`;
  desk.detail = detail;
  queue.show(desk.view, listed, desk.chosenId);
  showCase();
}

function showCase() {
  const { detail, me, isBusy } = desk;
  chosenCase.show(detail, me, isBusy);
  reply.show(detail, me);
  if (detail !== null) thread.show(detail.conversation.id, detail.messages);
}

function leaveCase() {
  Object.assign(desk, { chosenId: null, detail: null });
  showCase();
}

function showView(view) {
  desk.view = view;
  void read();
}

function choose(handoffId) {
  desk.chosenId = handoffId;
  // Until the new one is read, nothing may be sent to the old one by mistake.
  desk.detail = null;
  showCase();
  tell('');
  void read().then(() => byId('case').focus());
}

async function step(kind) {
  const { api, detail } = desk;
  if (api === null || detail === null) return;
  const { handoff, conversation } = detail;
  await doing(kind, async () => {
    if (kind !== 'take-over') return api.step(handoff.id, kind);
    desk.chosenId = (await api.takeOver(conversation.id)).id;
  });
  // The pressed button is disabled now, which would leave the keyboard nowhere.
  if (kind === 'claim' || kind === 'take-over') reply.focus();
  else byId('case').focus();
}

function say(handoffId, kind, words) {
  return doing(kind, () => desk.api.say(handoffId, kind, words));
}

/** Runs one action and says in words what came of it. Resolves with whether it was done. */
async function doing(kind, action) {
  desk.isBusy = true;
  showCase();
  let isDone = false;
  try {
    await action();
    isDone = true;
    tell(TOLD[kind]);
  } catch (problem) {
    tell(problem.message);
  }
  desk.isBusy = false;
  showCase();
  await read();
  return isDone;
}

function tell(words) {
  setText(byId('status'), words);
}

function keepToken(token) {
  try {
    if (token === null) sessionStorage.removeItem(TOKEN_KEY);
    else sessionStorage.setItem(TOKEN_KEY, token);
  } catch {
    // Storage is forbidden; the agent signs in again after a reload.
  }
}

function keptToken() {
  try {
    return sessionStorage.getItem(TOKEN_KEY);
  } catch {
    return null;
  }
}

/** A token in the address is taken out of it at once: addresses are copied, kept and shown. */
function tokenInAddress() {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token !== null) history.replaceState(null, '', location.pathname + location.search);
  return token;
}

function begin() {
  const token = tokenInAddress() ?? keptToken();
  if (token === null) signOut('');
  else void signIn(token);
}

byId('sign-in').addEventListener('submit', (event) => {
  event.preventDefault();
  const box = byId('token');
  const token = box.value.trim();
  box.value = '';
  clearTimeout(timer);
  void signIn(token);
});
byId('sign-out').addEventListener('click', () => signOut('You are signed out.'));
byId('use-draft').addEventListener('click', () => reply.use(byId('draft-text').textContent));
addEventListener('hashchange', () => location.hash.includes('token=') && begin());

// A box that scrolls must be reachable by keyboard; not every browser sees to that.
byId('thread-scroll').tabIndex = 0;

begin();
