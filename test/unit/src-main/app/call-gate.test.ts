import { describe, expect, it } from 'vitest';
import { callChannel } from '../../../../shared/ipc/contract-names';
import { CallGate } from '../../../../src-main/app/call-gate';
import type { SenderEvent } from '../../../../src-main/ipc/sender';

type Listener = (event: SenderEvent, input: unknown) => unknown;
const ours: SenderEvent = { sender: { id: 1 }, senderFrame: null };
const foreign: SenderEvent = { sender: { id: 2 }, senderFrame: null };
const refused = { ok: false, failure: { code: 'ipc/refused' } };

function opened() {
  const main = new Map<string, Listener>();
  const ipc = {
    handle: (channel: string, listener: Listener) => void main.set(channel, listener),
    removeHandler: (channel: string) => void main.delete(channel),
  };
  const told: string[] = [];
  const gate = new CallGate(
    ipc,
    ['a', 'b'],
    (event) => event.sender.id === 1,
    (name) => told.push(name),
  );
  const ask = (name: string, event = ours, input: unknown = {}): unknown =>
    main.get(callChannel(name))?.(event, input);
  return { main, gate, ask, told };
}

/** Whatever is settled by then; `held` where it is not. */
async function now(answer: unknown): Promise<unknown> {
  await new Promise((resolve) => setImmediate(resolve));
  return Promise.race([answer, Promise.resolve('held')]);
}

describe('what the page asks before main can answer', () => {
  it('waits, and is answered in its order', async () => {
    const { gate, ask } = opened();
    const [first, second] = [ask('a', ours, 1), ask('b', ours, 2)];
    expect(await now(first)).toBe('held');
    const answered: unknown[] = [];
    const note = (_event: SenderEvent, input: unknown): string => {
      answered.push(input);
      return `of ${String(input)}`;
    };
    gate.ipc.handle(callChannel('a'), note);
    gate.ipc.handle(callChannel('b'), note);
    expect(await now(first)).toBe('held');
    gate.open();
    expect([await first, await second, answered]).toEqual(['of 1', 'of 2', [1, 2]]);
  });

  it('is refused at once where somebody else asks, which is told, and reaches nobody later', async () => {
    const { gate, ask, told } = opened();
    const reached: number[] = [];
    expect(await now(ask('a', foreign))).toMatchObject(refused);
    gate.ipc.handle(callChannel('a'), ({ sender }) => reached.push(sender.id));
    gate.open();
    await now(undefined);
    expect([reached, told]).toEqual([[], ['a']]);
  });

  it('is judged again by who answers: the frame may be another one by then', async () => {
    const { gate, ask } = opened();
    const held = ask('a');
    gate.ipc.handle(callChannel('a'), (event) => (event === ours ? 'judged' : 'another'));
    gate.open();
    expect(await held).toBe('judged');
  });
});

describe('afterwards', () => {
  it('a call goes straight to who answers it', () => {
    const { gate, ask } = opened();
    gate.ipc.handle(callChannel('a'), () => 'now');
    gate.open();
    expect(ask('a', foreign)).toBe('now');
  });

  it('one that nobody answers is refused', async () => {
    const { gate, ask } = opened();
    const held = ask('b');
    gate.open();
    expect([await held, ask('b')]).toMatchObject([refused, refused]);
  });

  it('one that is taken off is not there any more', () => {
    const { main, gate } = opened();
    gate.ipc.handle(callChannel('a'), () => 'now');
    gate.ipc.removeHandler(callChannel('a'));
    expect([...main.keys()]).toEqual([callChannel('b')]);
  });
});
