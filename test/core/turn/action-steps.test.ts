import type { ActionValues } from '../../../src/core/domain/action.js';
import type { ActionProblem } from '../../../src/core/ports/actions.js';
import { MISSES_MAX, needOf } from '../../../src/core/turn/action-steps.js';
import { anAction } from '../../support/an-action.js';
import { anActionSpec, aParameter } from '../../support/an-action-spec.js';

const ORDER = aParameter();
const ADDRESS = aParameter({ name: 'address', title: 'New address' });
const MOVE = anActionSpec({ name: 'move', parameters: [ORDER, ADDRESS], confirm: 'Move it?' });

/** Order numbers are digits; 666 and a castle do not go together. */
function check(values: Readonly<Record<string, unknown>>): ActionProblem[] {
  const { orderNumber, address } = values;
  if (orderNumber !== undefined && !/^\d+$/.test(String(orderNumber))) {
    return [{ parameter: 'orderNumber', text: 'has to be digits' }];
  }
  const clash = orderNumber === '666' && address === 'castle';
  return clash ? [{ parameter: 'address', text: 'cannot be that one' }] : [];
}

const nothing = { values: {}, isYes: false };
const yes = { values: {}, isYes: true };
const given = (values: Record<string, unknown>) => ({ values, isYes: false });
const whole: ActionValues = { orderNumber: '4711', address: '12 Mill Lane' };

describe('What an action needs next', () => {
  test('one parameter at a time, in their order', () => {
    const first = needOf(anAction(), MOVE, nothing, check);
    expect(first).toMatchObject({ kind: 'ask', parameter: ORDER, problem: null, isMiss: false });
    const second = needOf(first.state, MOVE, given({ orderNumber: '4711' }), check);
    expect(second).toMatchObject({ kind: 'ask', parameter: ADDRESS, state: { misses: 0 } });
    expect(second.state.values).toEqual({ orderNumber: '4711' });
  });

  test('all at once is taken at once, and has to be confirmed', () => {
    const need = needOf(anAction(), MOVE, given(whole), check);
    expect(need).toMatchObject({ kind: 'confirm', state: { stage: 'confirming', version: 1 } });
  });

  test('without a question to confirm a harmless one is run at once', () => {
    const need = needOf(anAction(), anActionSpec(), given({ orderNumber: '4711' }), check);
    expect(need.kind).toBe('run');
  });

  test('a risky one is never run unconfirmed, whatever its config says', () => {
    const risky = anActionSpec({ risk: 'high' });
    expect(needOf(anAction(), risky, given({ orderNumber: '1' }), check).kind).toBe('confirm');
  });

  test('a yes before anything was shown confirms nothing', () => {
    const need = needOf(anAction(), MOVE, { values: whole, isYes: true }, check);
    expect(need.kind).toBe('confirm');
  });

  test('a yes to what was shown runs it', () => {
    const shown = anAction({ stage: 'confirming', values: whole, version: 1 });
    expect(needOf(shown, MOVE, yes, check).kind).toBe('run');
  });

  test('a yes along with a changed value is no yes to that value', () => {
    const shown = anAction({ stage: 'confirming', values: whole, version: 1 });
    const need = needOf(shown, MOVE, { values: { address: '13 Mill Lane' }, isYes: true }, check);
    expect(need).toMatchObject({ kind: 'confirm', state: { version: 2, misses: 0 } });
    expect(need.state.values['address']).toBe('13 Mill Lane');
  });

  test('a value that cannot be used is asked for again, and the others are kept', () => {
    const both = given({ orderNumber: 'abc', address: '12 Mill Lane' });
    const need = needOf(anAction(), MOVE, both, check);
    expect(need).toMatchObject({ kind: 'ask', parameter: ORDER, problem: 'has to be digits' });
    expect(need.state.values).toEqual({ address: '12 Mill Lane' });
  });

  test('values that do not go together: the one that is complained of is asked for again', () => {
    const need = needOf(anAction(), MOVE, given({ orderNumber: '666', address: 'castle' }), check);
    expect(need).toMatchObject({ kind: 'ask', parameter: ADDRESS, problem: 'cannot be that one' });
    expect(need.state.values).toEqual({ orderNumber: '666' });
  });

  test('what is only needed because of another value is asked for without a reproach', () => {
    const note = aParameter({ name: 'note', isRequired: false });
    const action = anActionSpec({ parameters: [ORDER, note] });
    const needsNote = (values: Readonly<Record<string, unknown>>): ActionProblem[] =>
      values['note'] === undefined ? [{ parameter: 'note', text: 'is still needed' }] : [];
    const need = needOf(anAction(), action, given({ orderNumber: '4711' }), needsNote);
    expect(need).toMatchObject({ kind: 'ask', parameter: note, problem: null });
  });

  test('what is no parameter, and what is no value, is not taken', () => {
    const values = { isAdmin: true, orderNumber: { $ne: null }, address: null };
    const need = needOf(anAction(), MOVE, given(values), check);
    expect(need.state.values).toEqual({});
  });

  test('answers of no use end at a person; a good one in between starts the count anew', () => {
    let state = needOf(anAction(), MOVE, nothing, check).state;
    for (let count = 1; count < MISSES_MAX; count++) {
      const need = needOf(state, MOVE, nothing, check);
      expect(need).toMatchObject({ kind: 'ask', isMiss: true });
      state = need.state;
    }
    const good = needOf(state, MOVE, given({ orderNumber: '4711' }), check);
    expect(good.state.misses).toBe(0);
    expect(needOf(state, MOVE, nothing, check)).toMatchObject({
      kind: 'give-up',
      parameter: ORDER,
    });
  });

  test('an optional parameter is never asked for', () => {
    const note = aParameter({ name: 'note', isRequired: false });
    const action = anActionSpec({ parameters: [ORDER, note] });
    const need = needOf(anAction(), action, given({ orderNumber: '4711' }), check);
    expect(need.kind).toBe('run');
  });
});
