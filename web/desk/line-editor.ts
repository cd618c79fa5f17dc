import { button, element } from '../shared/element.js';
import type { ThreadLine } from './desk-contract.js';
import type { DeskTexts } from './desk-texts.js';
import type { LineActions } from './line-maker.js';

/** A line being changed is not drawn anew by a reading; the thread looks for this mark. */
const EDITING = 'editing';

export function isBeingEdited(item: HTMLElement): boolean {
  return item.dataset[EDITING] !== undefined;
}

type Revisions = Pick<LineActions, 'edit' | 'takeBack'>;

/** What the author of a reply can still do with it: put other words in its place, or take it back. */
export function lineActions(
  line: ThreadLine,
  item: HTMLElement,
  texts: DeskTexts,
  actions: Revisions,
): HTMLElement {
  const editor = new LineEditor(line, item, texts, actions);
  return element(
    'div',
    { class: 'line-actions' },
    button(texts.say('desk.edit'), 'line-edit', () => editor.edit()),
    button(texts.say('desk.delete'), 'line-delete', () => editor.askToTakeBack()),
  );
}

/** Changes one line where it stands, so that the agent sees what the customer has before them. */
class LineEditor {
  constructor(
    private readonly line: ThreadLine,
    private readonly item: HTMLElement,
    private readonly texts: DeskTexts,
    private readonly actions: Revisions,
  ) {}

  edit(): void {
    const label = this.texts.say('desk.edit.label');
    const field = element('textarea', {
      'aria-label': label,
      'data-testid': 'edit-text',
      rows: 3,
      maxlength: 8000,
    });
    field.value = this.line.text;
    const save = () => {
      const text = field.value.trim();
      const isChanged = text !== '' && text !== this.line.text;
      if (isChanged) void this.during(form, () => this.actions.edit(this.line, text));
      else this.close(form);
    };
    const form = this.form('desk.save', 'edit-save', save, field);
    this.open(form, field);
  }

  askToTakeBack(): void {
    const take = () => void this.during(form, () => this.actions.takeBack(this.line));
    const question = element('span', {}, this.texts.say('desk.delete.ask'));
    const form = this.form('desk.delete', 'delete-yes', take, question);
    form.classList.add('danger');
    this.open(form, form.querySelector('button'));
  }

  private form(
    key: 'desk.save' | 'desk.delete',
    testId: string,
    onSubmit: () => void,
    inside: HTMLElement,
  ): HTMLFormElement {
    const submit = element(
      'button',
      { type: 'submit', class: 'main', 'data-testid': testId },
      this.texts.say(key),
    );
    const cancel = button(this.texts.say('desk.cancel'), 'edit-cancel', () => this.close(form));
    const row = element('div', { class: 'row' }, submit, cancel);
    const form = element('form', { class: 'line-form' }, inside, row);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      onSubmit();
    });
    form.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close(form);
      else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    return form;
  }

  private open(form: HTMLFormElement, focus: HTMLElement | null): void {
    this.item.dataset[EDITING] = '';
    this.item.querySelector('.body')?.append(form);
    focus?.focus();
  }

  private close(form: HTMLFormElement): void {
    delete this.item.dataset[EDITING];
    form.remove();
    this.item.focus();
  }

  /** A change that did not get through leaves the form as it is, words included. */
  private async during(form: HTMLFormElement, act: () => Promise<boolean>): Promise<void> {
    for (const press of form.querySelectorAll('button')) press.disabled = true;
    const isDone = await act();
    for (const press of form.querySelectorAll('button')) press.disabled = false;
    if (isDone) this.close(form);
  }
}
