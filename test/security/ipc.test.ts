import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { contract } from '../../shared/ipc/contract';
import {
  callChannel,
  callNames as pageNames,
  preloadCallNames,
} from '../../shared/ipc/contract-names';
import type { CallName } from '../../shared/ipc/contract-types';
import { createRateLimit } from '../../src-main/ipc/rate-limit';
import type { SenderEvent, SenderFrame, TrustedWindow } from '../../src-main/ipc/sender';
import { serveContract, type ServedHandlers } from '../../src-main/ipc/serve-contract';
import { Tickets } from '../../src-main/ipc/tickets';
import { campaignSeed, randomOf, reached, sizeOf } from '../fixtures/campaign';
import { hostileInput, validInput } from './ipc-inputs';

/** What main answers, to whomever. */
const callNames = [...pageNames, ...preloadCallNames];
/** Execution.md 8, P20. */
const perChannel = sizeOf(800, 50_000);

const url = 'app://bundle/index.html';
const main: SenderFrame = { parent: null, url, routingId: 7, processId: 3 };
const window: TrustedWindow = {
  webContentsId: 1,
  isDestroyed: () => false,
  mainFrame: () => ({ routingId: 7, processId: 3 }),
};
const good: SenderEvent = { sender: { id: 1 }, senderFrame: main };
const from = (changes: Partial<SenderFrame>): SenderEvent => ({
  sender: { id: 1 },
  senderFrame: { ...main, ...changes },
});

/** Who else may try to ask, and which window there is then. */
const foreign: readonly (readonly [string, SenderEvent, TrustedWindow | undefined])[] = [
  ['a frame that is gone', { sender: { id: 1 }, senderFrame: null }, window],
  ['a frame inside the page', from({ parent: main }), window],
  ['another window', { sender: { id: 2 }, senderFrame: main }, window],
  ['another frame of the process', from({ routingId: 8 }), window],
  ['a frame of another process', from({ processId: 4 }), window],
  ['a page of the web', from({ url: 'https://evil.example/' }), window],
  ['another host of the scheme', from({ url: 'app://evil/index.html' }), window],
  ['a host that only begins alike', from({ url: 'app://bundle.evil.example/' }), window],
  ['an address with user and password', from({ url: 'app://a:b@bundle/index.html' }), window],
  ['an empty page', from({ url: 'about:blank' }), window],
  ['the page with a query', from({ url: `${url}?x=1` }), window],
  ['nobody: the window is closed', good, { ...window, isDestroyed: () => true }],
  ['nobody: there is no window', good, undefined],
];

function served(trusted: () => TrustedWindow | undefined = () => window) {
  const listeners = new Map<string, (event: SenderEvent, input: unknown) => unknown>();
  const handled: (readonly [CallName, unknown])[] = [];
  const bugs: unknown[] = [];
  let time = 0;
  const tickets = new Tickets({ randomBytes, now: () => time });
  const handlers = Object.fromEntries(
    callNames.map((name) => [
      name,
      (input: unknown) => {
        handled.push([name, input]);
        return Promise.resolve({ ok: false, failure: { code: 'auth/signed-out', values: {} } });
      },
    ]),
  ) as Partial<ServedHandlers>;
  serveContract(handlers, {
    ipc: {
      handle: (channel, listener) => void listeners.set(channel, listener),
      removeHandler: (channel) => void listeners.delete(channel),
    },
    window: trusted,
    tickets,
    limit: createRateLimit(() => time),
    newRef: () => 'ref1',
    logBug: ({ error }) => void bugs.push(error),
    logRefusal: () => undefined,
  });
  return {
    ...{ listeners, handled, bugs, tickets },
    pass: () => (time += 10_000),
    call: async (name: CallName, input: unknown, event: SenderEvent = good) =>
      (await listeners.get(callChannel(name))?.(event, input)) as {
        readonly ok: boolean;
        readonly failure?: { readonly code: string };
      },
  };
}

describe('a message to main', { timeout: 7_200_000 }, () => {
  it('has a valid form on every channel: what is spoilt here is real', () => {
    const random = randomOf(campaignSeed);
    for (const name of callNames) {
      const parsed = v.safeParse(contract.calls[name].input, validInput(name, random));
      expect([name, parsed.issues ?? []]).toEqual([name, []]);
    }
  });

  it('from anybody but the page is refused at once, on every channel', async () => {
    const random = randomOf(campaignSeed);
    for (const [who, event, trusted] of foreign) {
      const main = served(() => trusted);
      for (const name of callNames) {
        main.pass();
        const answer = main.listeners.get(callChannel(name))?.(event, validInput(name, random));
        // No promise: it was decided before anything could change.
        expect([who, name, answer]).toEqual([
          who,
          name,
          { ok: false, failure: { code: 'ipc/refused', values: { reason: 'sender' } } },
        ]);
      }
      expect([who, main.handled]).toEqual([who, []]);
    }
    expect(foreign.length).toBeGreaterThanOrEqual(12);
    reached('P20', `${callNames.length} channels × ${foreign.length} senders refused`, {
      senders: foreign.length,
    });
  });

  it('reaches its handler only in the shape of the contract', async () => {
    const random = randomOf(campaignSeed);
    const main = served();
    let passed = 0;
    let refused = 0;
    for (const name of callNames) {
      const { input: schema, maxBytes, commits } = contract.calls[name];
      for (let n = 0; n < perChannel; n += 1) {
        main.pass();
        main.handled.length = 0;
        const input = hostileInput(random, validInput(name, random), maxBytes);
        const answer = await main.call(name, input);
        const [seen] = main.handled;
        if (seen === undefined) {
          refused += 1;
          expect([name, answer.failure?.code]).toEqual([
            name,
            expect.stringMatching(/^ipc\/(refused|invalid)$/),
          ]);
          continue;
        }
        passed += 1;
        // A call that commits needs a ticket, and nobody minted one.
        expect([name, commits]).toEqual([name, false]);
        expect(Array.isArray(input)).toBe(false);
        expect([name, v.safeParse(schema, input).success]).toEqual([name, true]);
        expect(JSON.stringify(seen[1])).not.toMatch(/"(__proto__|prototype|constructor)"/);
        expect(JSON.stringify(seen[1]).length).toBeLessThanOrEqual(maxBytes);
      }
    }
    expect(main.bugs).toEqual([]);
    expect(({} as { admin?: true }).admin).toBe(undefined);
    expect(refused).toBeGreaterThan(passed);
    expect(passed).toBeGreaterThan(0);
    const total = callNames.length * perChannel;
    reached('P20', `${perChannel} fuzzed each, ${total} in all: 0 reached a handler misshapen`, {
      fuzzed: perChannel,
    });
  });

  it('in its valid form is served, and one that commits only with its ticket', async () => {
    const random = randomOf(campaignSeed);
    const main = served();
    for (const name of callNames) {
      main.pass();
      main.handled.length = 0;
      const input = validInput(name, random);
      await main.call(name, input);
      expect([name, main.handled.length]).toEqual([name, contract.calls[name].commits ? 0 : 1]);
    }
  });
});
