import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { contract } from '../../../../shared/ipc/contract';
import {
  callChannel,
  callNames,
  eventNames,
  preloadCallNames,
} from '../../../../shared/ipc/contract-names';
import type { CallName } from '../../../../shared/ipc/contract-types';
import { createPublisher } from '../../../../src-main/ipc/publish-events';
import { createRateLimit } from '../../../../src-main/ipc/rate-limit';
import type { SenderEvent } from '../../../../src-main/ipc/sender';
import {
  serveContract,
  type CallContext,
  type ServedHandlers,
  type ServePorts,
} from '../../../../src-main/ipc/serve-contract';
import { Tickets, type TicketBinding } from '../../../../src-main/ipc/tickets';

const planHash = 'c'.repeat(64);
const good: SenderEvent = {
  sender: { id: 1 },
  senderFrame: { parent: null, url: 'app://bundle/index.html', routingId: 1, processId: 1 },
};

class FakeIpc {
  readonly handlers = new Map<string, (event: SenderEvent, input: unknown) => unknown>();
  handle(channel: string, listener: (event: SenderEvent, input: unknown) => unknown): void {
    this.handlers.set(channel, listener);
  }
  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }
  call(name: CallName, input: unknown, event: SenderEvent = good): unknown {
    return this.handlers.get(callChannel(name))?.(event, input);
  }
}

let ipc: FakeIpc;
let tickets: Tickets;
let time: number;
let reached: CallName[];
let lastContext: CallContext | undefined;
let bugs: { ref: string; call: string; error: unknown }[];

beforeEach(() => {
  ipc = new FakeIpc();
  time = 0;
  reached = [];
  bugs = [];
  lastContext = undefined;
  tickets = new Tickets({ randomBytes, now: () => time });
});

function ports(): ServePorts {
  return {
    ipc,
    window: () => ({
      webContentsId: 1,
      isDestroyed: () => false,
      mainFrame: () => ({ routingId: 1, processId: 1 }),
    }),
    tickets,
    limit: createRateLimit(() => time),
    newRef: () => 'ref1',
    logBug: (entry) => void bugs.push(entry),
    logRefusal: () => undefined,
  };
}

/** Every call answered by a failure, so that no answer's shape stands in the way. */
function refusingHandlers(): Partial<ServedHandlers> {
  return Object.fromEntries(
    callNames.map((name) => [
      name,
      (_input: unknown, context: CallContext) => {
        reached.push(name);
        lastContext = context;
        return Promise.resolve({ ok: false, failure: { code: 'auth/signed-out', values: {} } });
      },
    ]),
  );
}

test('the list of names for the preload is the contract', () => {
  expect([...callNames, ...preloadCallNames].sort()).toEqual(Object.keys(contract.calls).sort());
  expect([...eventNames].sort()).toEqual(Object.keys(contract.events).sort());
});

test('registers exactly the calls that have a handler, and takes them off again', () => {
  const served = serveContract(refusingHandlers(), ports());
  expect([...ipc.handlers.keys()].sort()).toEqual(callNames.map(callChannel).sort());
  served.stop();
  expect(ipc.handlers.size).toBe(0);
  expect(serveContract({}, ports()).names).toEqual([]);
});

test('a foreign sender gets an answer at once and reaches no handler, on any channel', () => {
  serveContract(refusingHandlers(), ports());
  for (const name of callNames) {
    const answer = ipc.call(name, {}, { ...good, senderFrame: null });
    expect(answer).toEqual({
      ok: false,
      failure: { code: 'ipc/refused', values: { reason: 'sender' } },
    });
  }
  expect(reached).toEqual([]);
});

test('garbage reaches no handler, on any channel', async () => {
  serveContract(refusingHandlers(), ports());
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...callNames),
      fc.oneof(fc.anything(), fc.jsonValue()),
      async (name, input) => {
        time += 10_000;
        const before = reached.length;
        const answer = (await ipc.call(name, input)) as { ok: boolean };
        expect(answer.ok).toBe(false);
        const isEmptyObject = JSON.stringify(input) === '{}';
        expect(reached.length === before || isEmptyObject).toBe(true);
      },
    ),
    { numRuns: 2_000 },
  );
});

test('an unknown field is refused', async () => {
  serveContract(refusingHandlers(), ports());
  expect(await ipc.call('home.open', { id: 'x', path: '/etc/passwd' })).toMatchObject({
    failure: { code: 'ipc/invalid', values: { reason: 'shape' } },
  });
  expect(reached).toEqual([]);
});

test('more than the call allows is refused before it is parsed', async () => {
  serveContract(refusingHandlers(), ports());
  expect(await ipc.call('home.open', { id: 'x'.repeat(16_384) })).toMatchObject({
    failure: { values: { reason: 'too-large' } },
  });
});

test('a flood on one channel is refused and passes again later', async () => {
  serveContract(refusingHandlers(), ports());
  for (let n = 0; n < 60; n += 1) {
    await ipc.call('today.get', {});
  }
  expect(reached).toHaveLength(60);
  expect(await ipc.call('today.get', {})).toMatchObject({
    failure: { code: 'ipc/refused', values: { reason: 'rate' } },
  });
  expect(await ipc.call('findings.list', {})).toMatchObject({
    failure: { code: 'auth/signed-out' },
  });
  time = 1_000;
  await ipc.call('today.get', {});
  expect(reached.filter((name) => name === 'today.get')).toHaveLength(61);
});

const leave: TicketBinding = {
  tenantId: '11111111-aaaa-4aaa-8aaa-111111111111',
  planHash,
  act: 'start',
  target: 'ring:1',
  windowId: 1,
  phrase: '',
};

test('a commit without a ticket of its own reaches no handler', async () => {
  serveContract(refusingHandlers(), ports());
  for (const [name, own] of [
    ['rollout.start', { outsideReason: '' }],
    ['rollout.rollBack', { choices: [] }],
  ] as const) {
    expect(contract.calls[name].commits).toBe(true);
    expect(
      await ipc.call(name, { ticket: 'invented', phrase: '', planHash, ...own }),
    ).toMatchObject({
      failure: { code: 'ipc/refused', values: { reason: 'ticket-unknown' } },
    });
  }
  const ticket = tickets.mint(leave);
  expect(
    await ipc.call('rollout.rollBack', { ticket, phrase: '', planHash, choices: [] }),
  ).toMatchObject({
    failure: { values: { reason: 'ticket-other' } },
  });
  expect(reached).toEqual([]);
});

test('a commit with its ticket reaches the handler once, with what the ticket allows', async () => {
  serveContract(refusingHandlers(), ports());
  const ticket = tickets.mint(leave);
  await ipc.call('rollout.start', { ticket, phrase: '', planHash, outsideReason: '' });
  expect(reached).toEqual(['rollout.start']);
  expect(lastContext).toEqual({ windowId: 1, leave });
  await ipc.call('rollout.start', { ticket, phrase: '', planHash, outsideReason: '' });
  expect(reached).toEqual(['rollout.start']);
});

test('an exception stays inside: the page learns a reference, the log the rest', async () => {
  const secret = new Error('token eyJhbGciOi of ada@contoso.example');
  serveContract({ 'home.list': () => Promise.reject(secret) }, ports());
  expect(await ipc.call('home.list', {})).toEqual({
    ok: false,
    failure: { code: 'internal/bug', values: { ref: 'ref1' }, ref: 'ref1' },
  });
  expect(bugs).toEqual([{ ref: 'ref1', call: 'home.list', error: secret }]);
});

test('an answer that does not fit the contract does not leave', async () => {
  const answer = { ok: true as const, value: { workspaces: [], token: 'secret' } };
  serveContract({ 'home.list': () => Promise.resolve(answer) }, ports());
  expect(await ipc.call('home.list', {})).toMatchObject({ failure: { code: 'internal/bug' } });
  expect(JSON.stringify(bugs)).not.toContain('secret');
});

test('an answer that fits comes back as it is', async () => {
  const answer = { ok: true as const, value: { workspaces: [] } };
  serveContract({ 'home.list': () => Promise.resolve(answer) }, ports());
  expect(await ipc.call('home.list', {})).toEqual(answer);
});

test('an event is sent only when it fits the contract', () => {
  const sent: unknown[] = [];
  const publish = createPublisher({
    page: () => ({ send: (channel, body) => void sent.push([channel, body]) }),
    logBug: (entry) => void bugs.push(entry),
    newRef: () => 'ref2',
  });
  publish('app.command', { command: 'find', screen: null });
  expect(sent).toEqual([['causeway:event:app.command', { command: 'find', screen: null }]]);
  publish('app.command', { command: 'find', screen: null, extra: 1 } as never);
  expect(sent).toHaveLength(1);
  expect(bugs).toHaveLength(1);
});
