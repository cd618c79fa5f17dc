import { FrontdeskChat } from './frontdesk-chat.js';
import { OPTION_NAMES } from './options.js';

const TAG = 'frontdesk-chat';

/** What a site's own scripts may call: `window.Frontdesk`. */
interface FrontdeskHook {
  open(): void;
  close(): void;
  setToken(token: string | null): void;
}

declare global {
  interface Window {
    Frontdesk?: FrontdeskHook;
  }
}

/** Puts the chat on the page: into a `frontdesk-chat` that stands there, or at its end. */
function begin(script: HTMLScriptElement): void {
  customElements.define(TAG, FrontdeskChat);
  const found = document.querySelector(TAG);
  const chat = found instanceof FrontdeskChat ? found : new FrontdeskChat();
  for (const name of OPTION_NAMES) {
    const value = script.getAttribute(name);
    if (value !== null && !chat.hasAttribute(name)) chat.setAttribute(name, value);
  }
  if (!chat.isConnected) document.body.append(chat);
  chat.start(new URL('.', script.src));
  window.Frontdesk = {
    open: () => chat.open(),
    close: () => chat.close(),
    setToken: (token) => chat.setToken(token),
  };
}

// Known only while the script runs for the first time.
const script = document.currentScript;
// A second tag on the same page would be a second chat of the same visitor.
if (script instanceof HTMLScriptElement && customElements.get(TAG) === undefined) {
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', () => begin(script), { once: true });
  } else {
    begin(script);
  }
}
