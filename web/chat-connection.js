/** Waits before connecting again by ourselves, when the library does not: it gives up after a refusal or a goodbye. */
const AGAIN_MS = [500, 1_000, 2_000, 5_000, 10_000];

/** How long a request may stay unanswered. */
const ANSWER_MS_MAX = 10_000;

const EVENTS = ['message', 'delta', 'retract', 'typing', 'owner'];

/**
 * The line to the gateway. Keeps itself up: after a lost network, a goodbye of the server and a refusal that may pass.
 * `handshake` gives what it introduces itself with; `on` has a function per event, plus `welcome`, `down` and
 * `refused`.
 */
export class ChatConnection {
  #socket;
  #on;
  #tries = 0;
  #timer = null;
  #isWelcome = false;

  constructor(handshake, on) {
    this.#on = on;
    this.#socket = globalThis.io('/chat', {
      transports: ['websocket'],
      autoConnect: false,
      reconnectionDelay: 500,
      reconnectionDelayMax: 5_000,
      auth: (tell) => tell(handshake()),
    });
    this.#listen();
  }

  /** Whether the server knows us; before that nothing may be sent. */
  get isUp() {
    return this.#isWelcome && this.#socket.connected;
  }

  open() {
    this.#socket.connect();
  }

  /** Ends the line and begins a new one at once, with a new handshake. */
  reopen() {
    clearTimeout(this.#timer);
    this.#isWelcome = false;
    this.#socket.disconnect();
    this.#socket.connect();
  }

  /** Resolves with the server's answer; rejects when there is none in time or the line breaks. */
  ask(event, payload) {
    return this.#socket.timeout(ANSWER_MS_MAX).emitWithAck(event, payload);
  }

  tell(event, payload) {
    if (this.isUp) this.#socket.emit(event, payload);
  }

  #listen() {
    const socket = this.#socket;
    socket.on('welcome', (standing) => {
      this.#isWelcome = true;
      this.#tries = 0;
      this.#on.welcome(standing);
    });
    for (const event of EVENTS) socket.on(event, (payload) => this.#on[event](payload));
    socket.on('disconnect', (reason) => {
      this.#isWelcome = false;
      if (reason === 'io client disconnect') return;
      this.#on.down();
      if (!socket.active) this.#again();
    });
    socket.on('connect_error', (error) => this.#failed(error));
    addEventListener('online', () => this.reopen());
    addEventListener('offline', () => this.#on.down());
  }

  /** With `data` the server refused; without it there is no network or no server, and the library tries again. */
  #failed(error) {
    if (error.data === undefined) {
      this.#on.down();
      if (!this.#socket.active) this.#again();
      return;
    }
    this.#on.refused(error.data);
    if (error.data.retryable) this.#again();
  }

  #again() {
    clearTimeout(this.#timer);
    const waitMs = AGAIN_MS[Math.min(this.#tries, AGAIN_MS.length - 1)];
    this.#tries += 1;
    // Spread out, or all pages would come back at the same moment.
    this.#timer = setTimeout(() => this.#socket.connect(), waitMs * (0.5 + Math.random()));
  }
}
