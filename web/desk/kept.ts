/** What a tab or a browser keeps over a reload; where storage is forbidden nothing is kept, and that is all. */
export class Kept {
  constructor(
    private readonly storage: () => Storage,
    private readonly key: string,
  ) {}

  get(): string | null {
    try {
      return this.storage().getItem(this.key);
    } catch {
      return null;
    }
  }

  set(value: string | null): void {
    try {
      if (value === null) this.storage().removeItem(this.key);
      else this.storage().setItem(this.key, value);
    } catch {
      // Storage is full or forbidden.
    }
  }
}

/** Of this tab only: several agents may sit in several tabs. */
export function ofTab(key: string): Kept {
  return new Kept(() => sessionStorage, `frontdesk.desk.${key}`);
}

export function ofBrowser(key: string): Kept {
  return new Kept(() => localStorage, `frontdesk.desk.${key}`);
}
