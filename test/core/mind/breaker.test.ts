import { setTimeout as pause } from 'node:timers/promises';
import { Breaker, type Tried, type Verdict } from '../../../src/core/mind/breaker.js';

const PAUSE_MS = 200;

function tried(verdict: Verdict): () => Promise<Tried<string>> {
  return async () => ({ result: verdict, verdict });
}

/** An answer that begins and then ends so. */
function begun(verdict: Verdict): (begun: () => void) => Promise<Tried<string>> {
  return async (begins) => {
    begins();
    return { result: verdict, verdict };
  };
}

/** A try that is under way until it is told how it ends. */
function underWay(): { work: () => Promise<Tried<string>>; end: (verdict: Verdict) => void } {
  let end: (verdict: Verdict) => void = () => undefined;
  const ended = new Promise<Tried<string>>((resolve) => {
    end = (verdict) => resolve({ result: verdict, verdict });
  });
  return { work: () => ended, end: (verdict) => end(verdict) };
}

describe('a breaker', () => {
  let breaker: Breaker;
  beforeEach(() => {
    breaker = new Breaker({ failures: 3, pauseMs: PAUSE_MS });
  });

  async function fails(times: number): Promise<void> {
    for (let time = 0; time < times; time++) await breaker.pass(tried('ill'));
  }

  /** Once the pause is over by the machine's clock. */
  async function pauseIsOver(): Promise<void> {
    while (!breaker.mayTry) await pause(2);
  }

  test('opens after failures in a row and then lets nothing through', async () => {
    await fails(2);
    expect(breaker.isOpen).toBe(false);
    expect(await breaker.pass(tried('ill'))).toMatchObject({ change: 'opened' });
    const work = jest.fn(tried('well'));
    expect(await breaker.pass(work)).toBeNull();
    expect(work).not.toHaveBeenCalled();
    expect(breaker.mayTry).toBe(false);
  });

  test('counts only failures in a row', async () => {
    await fails(2);
    await breaker.pass(tried('well'));
    await fails(2);
    expect(breaker.isOpen).toBe(false);
  });

  test('counts no failures from before an answer began', async () => {
    await fails(2);
    let end: (made: Tried<string>) => void = () => undefined;
    const answering = breaker.pass((begins) => {
      begins();
      return new Promise<Tried<string>>((resolve) => {
        end = resolve;
      });
    });
    await fails(2);
    expect(breaker.isOpen).toBe(false);
    end({ result: 'well', verdict: 'well' });
    await answering;
    await fails(2);
    expect(breaker.isOpen).toBe(false);
    await fails(1);
    expect(breaker.isOpen).toBe(true);
  });

  test('opens after answers in a row that began and broke off', async () => {
    await fails(2);
    await breaker.pass(begun('ill'));
    await breaker.pass(begun('ill'));
    expect(breaker.isOpen).toBe(false);
    expect(await breaker.pass(begun('ill'))).toMatchObject({ change: 'opened' });
  });

  test('counts such answers in a row only', async () => {
    for (const verdict of ['ill', 'ill', 'well', 'ill', 'ill'] as const) {
      await breaker.pass(begun(verdict));
    }
    expect(breaker.isOpen).toBe(false);
  });

  test('is neither opened nor kept from opening by tries that say nothing', async () => {
    await fails(2);
    await breaker.pass(tried('neutral'));
    await expect(breaker.pass(() => Promise.reject(new Error('ours')))).rejects.toThrow('ours');
    expect(breaker.isOpen).toBe(false);
    await fails(1);
    expect(breaker.isOpen).toBe(true);
  });

  test('opens at once for one who does not take us', async () => {
    expect(await breaker.pass(tried('dead'))).toMatchObject({ change: 'opened' });
    expect(await breaker.pass(tried('well'))).toBeNull();
  });

  test('lets one try through after the pause, which closes it', async () => {
    await fails(3);
    await pauseIsOver();
    const probe = underWay();
    const probing = breaker.pass(probe.work);
    expect(await breaker.pass(tried('well'))).toBeNull();
    expect(breaker.mayTry).toBe(false);
    probe.end('well');
    expect(await probing).toMatchObject({ tried: { result: 'well' }, change: 'closed' });
    expect(await breaker.pass(tried('well'))).toMatchObject({ change: null });
  });

  test('pauses again if that one fails', async () => {
    await fails(3);
    await pauseIsOver();
    expect(await breaker.pass(tried('ill'))).toMatchObject({ change: 'opened' });
    expect(await breaker.pass(tried('well'))).toBeNull();
  });

  test.each<[string, () => Promise<unknown>]>([
    ['says nothing', () => breaker.pass(tried('neutral'))],
    ['fails for a reason of ours', () => breaker.pass(() => Promise.reject(new Error('ours')))],
  ])('lets another one through at once if that one %s', async (_what, probe) => {
    await fails(3);
    await pauseIsOver();
    await probe().catch(() => undefined);
    expect(breaker.isOpen).toBe(true);
    expect(await breaker.pass(tried('well'))).toMatchObject({ change: 'closed' });
  });

  test('is not told twice that it opened by tries that were under way', async () => {
    const late = underWay();
    const passing = breaker.pass(late.work);
    await fails(3);
    late.end('ill');
    expect(await passing).toMatchObject({ change: null });
  });

  test('follows what others found out', async () => {
    breaker.follow(PAUSE_MS);
    expect(await breaker.pass(tried('well'))).toBeNull();
    breaker.follow(null);
    expect(await breaker.pass(tried('well'))).toMatchObject({ change: null });
    await fails(3);
    breaker.follow(0);
    expect(await breaker.pass(tried('well'))).toMatchObject({ change: 'closed' });
  });
});
