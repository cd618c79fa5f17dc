import { isClosed, isMine } from './desk-case.js';
import { newId, setText } from './element.js';

/**
 * The box an agent writes in. What is begun for one customer stays with that customer's handoff; what could not be
 * sent is sent again under its first id.
 */
export class DeskReply {
  #handoffId = null;
  #begun = new Map();
  #failed = null;
  #isSending = false;
  #last = [null, null];

  /** `say(handoffId, kind, { id, text })` resolves with whether it is on record. */
  constructor(places, say) {
    this.places = places;
    this.say = say;
    places.form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#submit('reply');
    });
    places.note.addEventListener('click', () => void this.#submit('note'));
    places.text.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
      event.preventDefault();
      places.form.requestSubmit();
    });
  }

  show(detail, me) {
    this.#last = [detail, me];
    const id = detail?.handoff.id ?? null;
    if (id !== this.#handoffId) this.#turnTo(id);
    if (detail === null) return;
    const { state, claimedBy } = detail.handoff;
    const mayNote = !isClosed(detail);
    const mayReply = state === 'open' || isMine(detail, me);
    this.places.send.disabled = this.#isSending || !mayReply;
    this.places.note.disabled = this.#isSending || !mayNote;
    setText(this.places.hint, hintFor(state, mayReply, claimedBy));
  }

  use(draft) {
    const { text } = this.places;
    text.value = text.value.trim() === '' ? draft : `${text.value}\n${draft}`;
    text.focus();
  }

  focus() {
    this.places.text.focus();
  }

  #turnTo(id) {
    if (this.#handoffId !== null) this.#begun.set(this.#handoffId, this.places.text.value);
    this.#handoffId = id;
    this.places.text.value = this.#begun.get(id) ?? '';
  }

  async #submit(kind) {
    const handoffId = this.#handoffId;
    const text = this.places.text.value.trim();
    const press = kind === 'reply' ? this.places.send : this.places.note;
    if (text === '' || handoffId === null || press.disabled) return;
    const id = this.#idFor(handoffId, kind, text);
    this.#isSending = true;
    this.places.send.disabled = true;
    this.places.note.disabled = true;
    const isSaid = await this.say(handoffId, kind, { id, text });
    this.#isSending = false;
    this.#failed = isSaid ? null : { handoffId, kind, text, id };
    if (isSaid) this.#clear(handoffId, text);
    this.show(...this.#last);
  }

  /** The same words to the same place after a failure are the same submission. */
  #idFor(handoffId, kind, text) {
    const failed = this.#failed;
    const isAgain = failed?.handoffId === handoffId && failed.kind === kind && failed.text === text;
    return isAgain ? failed.id : newId();
  }

  /** What was typed meanwhile stays. */
  #clear(handoffId, text) {
    if (this.#handoffId !== handoffId) {
      if (this.#begun.get(handoffId)?.trim() === text) this.#begun.delete(handoffId);
    } else if (this.places.text.value.trim() === text) {
      this.places.text.value = '';
    }
  }
}

function hintFor(state, mayReply, claimedBy) {
  if (state === 'open') return 'Sending also claims this handoff.';
  if (mayReply) return 'Ctrl + Enter sends.';
  if (state === 'claimed') return `${claimedBy?.name} has this one; you can keep notes.`;
  return 'This handoff is closed.';
}
