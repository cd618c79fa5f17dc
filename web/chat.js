import { ChatConnection } from './chat-connection.js';
import { ChatOutbox } from './chat-outbox.js';
import { ChatThread } from './chat-thread.js';
import { byId, setText } from './element.js';
import { VisitStore } from './visit-store.js';

/** Messages of one page of the past. */
const HISTORY_PAGE = 50;

/** A sign of typing that nobody ended. A turn takes no longer. */
const TYPING_MS_MAX = 70_000;

const channel = new URLSearchParams(location.search).get('channel') ?? 'demo-web';
const visits = new VisitStore(channel);

const page = {
  banner: byId('banner'),
  bannerText: byId('banner-text'),
  bannerRetry: byId('banner-retry'),
  owner: byId('owner'),
  earlier: byId('earlier'),
  hello: byId('hello'),
  typing: byId('typing'),
  form: byId('compose'),
  text: byId('text'),
};

/** Where this page stands in the conversation. `after`: the last number the server has given it, null before any. */
let place = freshPlace();
let typingTimer = null;

const thread = new ChatThread(
  { messages: byId('messages'), drafts: byId('drafts'), scroll: byId('scroll') },
  { retry: (id) => outbox.retry(id), edit: editAgain },
);

const connection = new ChatConnection(handshake, {
  welcome,
  down,
  refused,
  message: shown((message) => {
    if (message.author.kind === 'customer') outbox.settle(message.id, message.seq);
    if (message.author.kind === 'bot') showTyping(null);
    thread.show(message);
  }),
  owner: shown((change) => {
    thread.showNotice(change.seq, noticeOf(change));
    showOwner(change);
  }),
  delta: (delta) => thread.grow(delta),
  retract: ({ turnId }) => thread.retract(turnId),
  typing: ({ author, on }) => showTyping(on ? author.name : null),
});

const outbox = new ChatOutbox(connection, (entry) => {
  thread.showOwn(entry);
  page.hello.hidden = true;
});

function freshPlace() {
  return { conversationId: null, after: null, before: null, isPastShown: false, ownership: -1 };
}

function handshake() {
  const token = visits.load()?.token;
  const { after } = place;
  return { channel, ...(token ? { token } : {}), ...(after === null ? {} : { after }) };
}

function welcome({ conversationId, token, owner, ownership, agent, lastSeq }) {
  const isOther = place.conversationId !== null && place.conversationId !== conversationId;
  // A record that ends before what is shown is not the one that was shown.
  if (isOther || (place.after ?? 0) > lastSeq) forgetPlace();
  visits.save({ token, conversationId });
  place.conversationId = conversationId;
  if (place.after === null) {
    place.after = lastSeq;
    place.before = lastSeq + 1;
    place.isPastShown = lastSeq === 0;
  }
  showBanner(null);
  showOwner({ owner, ownership, agent });
  if (place.isPastShown) tellReceived();
  else void showPast();
  outbox.resume();
}

/** What every numbered event has in common: the page stands behind it now, and says so. */
function shown(show) {
  return (payload) => {
    show(payload);
    page.hello.hidden = true;
    place.after = Math.max(place.after ?? 0, payload.seq);
    tellReceived();
  };
}

/** The receipt. Only what a person can see counts, and only when nothing before it is missing. */
function tellReceived() {
  if (document.visibilityState !== 'visible' || !place.isPastShown || !place.after) return;
  connection.tell('received', { seq: place.after });
}

async function showPast() {
  const asked = place;
  try {
    const answer = await connection.ask('history', { before: place.before, limit: HISTORY_PAGE });
    if (asked !== place || !answer.ok) return;
    showPage(answer);
  } catch {
    // The line broke; the next welcome asks again.
  }
}

function showPage({ messages, more, before }) {
  const scroll = byId('scroll');
  const fromEnd = scroll.scrollHeight - scroll.scrollTop;
  const isFirst = !place.isPastShown;
  for (const message of messages) thread.show(message);
  place.isPastShown = true;
  place.before = before ?? 1;
  page.earlier.hidden = !more;
  page.hello.hidden = !thread.isEmpty;
  if (isFirst) thread.scrollToEnd();
  else scroll.scrollTop = scroll.scrollHeight - fromEnd;
  tellReceived();
}

function down() {
  thread.dropDrafts();
  showTyping(null);
  const words = navigator.onLine
    ? 'The connection is lost. Reconnecting…'
    : 'You are offline. What you write is sent when you are back.';
  showBanner(words);
}

function refused({ code, message, retryable, details }) {
  const isTokenDead = code === 'token.expired' || code === 'token.invalid';
  if (isTokenDead && visits.load() !== null) {
    beginVisit();
    setText(page.hello, 'Your earlier visit has ended; this is a new one.');
    return;
  }
  const seconds = details?.retryAfterMs ? ` (in ${Math.ceil(details.retryAfterMs / 1000)} s)` : '';
  showBanner(retryable ? `${message} Trying again${seconds}…` : message, true);
}

/** A new visit. What is not sent yet goes with it. */
function beginVisit() {
  visits.forget();
  forgetPlace();
  connection.reopen();
}

function forgetPlace() {
  place = freshPlace();
  thread.clear();
  showTyping(null);
  setText(page.owner, '');
  page.earlier.hidden = true;
  page.hello.hidden = false;
}

function showBanner(words, mayRetry = false) {
  page.banner.hidden = words === null;
  page.bannerRetry.hidden = !mayRetry;
  if (words !== null) setText(page.bannerText, words);
}

function showOwner(change) {
  if (change.ownership < place.ownership) return;
  place.ownership = change.ownership;
  thread.owned(change.ownership);
  if (change.owner !== 'bot') showTyping(null);
  setText(page.owner, ownerLine(change));
}

function ownerLine({ owner, agent }) {
  if (owner === 'bot') return 'You are talking with the assistant.';
  if (owner === 'waiting') return 'You are waiting for a person.';
  return `You are talking with ${agent ?? 'a person'}.`;
}

function noticeOf({ owner, agent }) {
  if (owner === 'agent') return `${agent ?? 'A person'} joined.`;
  return ownerLine({ owner });
}

function showTyping(name) {
  clearTimeout(typingTimer);
  page.typing.hidden = name === null;
  setText(page.typing, name === null ? '' : `${name} is typing…`);
  if (name !== null) typingTimer = setTimeout(() => showTyping(null), TYPING_MS_MAX);
}

function editAgain(id) {
  page.text.value = outbox.drop(id);
  thread.remove(id);
  page.text.focus();
}

function send() {
  const text = page.text.value.trim();
  if (text === '') return;
  page.text.value = '';
  outbox.write(text);
  page.text.focus();
}

page.form.addEventListener('submit', (event) => {
  event.preventDefault();
  send();
});
page.text.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  send();
});
page.earlier.addEventListener('click', () => void showPast());
page.bannerRetry.addEventListener('click', () => connection.reopen());
byId('start-over').addEventListener('click', () => {
  const question = 'Start over? This conversation will no longer be shown here.';
  if (!confirm(question)) return;
  outbox.clear();
  beginVisit();
});
document.addEventListener('visibilitychange', tellReceived);
visits.onChange((visit) => {
  if (visit === null || visit.conversationId === place.conversationId) return;
  outbox.clear();
  forgetPlace();
  connection.reopen();
});

// A box that scrolls must be reachable by keyboard; not every browser sees to that.
byId('scroll').tabIndex = 0;

connection.open();
