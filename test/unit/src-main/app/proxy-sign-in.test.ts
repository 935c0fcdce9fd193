import { beforeEach, expect, test } from 'vitest';
import { ProxyDesk } from '../../../../src-main/app/proxy-desk';
import {
  ProxySignIn,
  type Challenge,
  type Probe,
  type ProxyAsk,
  type ProxyCredentials,
} from '../../../../src-main/app/proxy-sign-in';
import type { Fetch, WriteFetch } from '../../../../src-main/graph/fetch';
import { isWriteSentOnce } from '../../../../src-main/graph/write-lane-test';

const proxy: Challenge = { isProxy: true, host: 'proxy.example', port: 8080, realm: 'Acme' };
const ada: ProxyCredentials = { name: 'ada', password: 'right' };
let asked: ProxyAsk[];
let answers: (ProxyCredentials | null)[];
let arrived: string[];
let now = 0;
beforeEach(() => {
  [asked, answers, arrived, now] = [[], [], [], 0];
});

const signIn = (): ProxySignIn =>
  new ProxySignIn(
    (one) => {
      asked.push(one);
      return Promise.resolve(answers.shift() ?? null);
    },
    () => now,
  );

/** A network session behind a proxy that lets nobody through who has not said the right word. */
function session(challenge = proxy) {
  let isThrough = false;
  const probed: string[] = [];
  const fetch: Fetch = (input) => {
    if (!isThrough) return Promise.reject(new Error('net::ERR_TUNNEL_CONNECTION_FAILED'));
    arrived.push(input as string);
    return Promise.resolve(new Response('{}'));
  };
  const probe: Probe = async (url, challenged) => {
    probed.push(url);
    for (let n = 0; n < 5; n += 1) {
      const given = await challenged(challenge);
      if (given === null) return false;
      if (given.password === ada.password) return (isThrough = true);
    }
    return false;
  };
  return { fetch, probe, probed };
}
const users = 'https://graph.microsoft.com/v1.0/users?$top=1';

test('a read that a proxy shut out is sent once somebody has answered the proxy', async () => {
  answers = [ada];
  const { fetch, probe, probed } = session();
  const read = signIn().reads(fetch, probe);
  expect((await read(users)).ok).toBe(true);
  expect(asked).toEqual([{ host: 'proxy.example', port: 8080, realm: 'Acme', isAgain: false }]);
  // What asks the proxy carries neither the address nor anything else of the request.
  expect([probed, arrived]).toEqual([['https://graph.microsoft.com/'], [users]]);
});

test('a proxy’s refusal that comes as an answer is one too', async () => {
  answers = [ada];
  const { fetch, probe } = session();
  const read = signIn().reads(
    (input, init) => fetch(input, init).catch(() => new Response('', { status: 407 })),
    probe,
  );
  expect([(await read(users)).status, asked.length]).toEqual([200, 1]);
});

test('many reads at once ask one question', async () => {
  answers = [ada];
  const { fetch, probe } = session();
  const read = signIn().reads(fetch, probe);
  await Promise.all([read(users), read(users), read(users)]);
  expect([asked.length, arrived.length]).toEqual([1, 3]);
});

test('a wrong password is asked about again, and said to have been refused', async () => {
  answers = [{ name: 'ada', password: 'wrong' }, ada];
  const { fetch, probe } = session();
  await signIn().reads(fetch, probe)(users);
  expect(asked.map(({ isAgain }) => isAgain)).toEqual([false, true]);
});

test('another session goes on with what is known, and asks nobody', async () => {
  answers = [ada];
  const own = signIn();
  const [first, second] = [session(), session()];
  await own.reads(first.fetch, first.probe)(users);
  await own.reads(second.fetch, second.probe)(users);
  expect([asked.length, arrived.length]).toEqual([1, 2]);
});

test('who says no is left alone until something is pressed, and the request fails as it did', async () => {
  const { fetch, probe } = session();
  const own = signIn();
  const read = own.reads(fetch, probe);
  const fails = (): Promise<void> => expect(read(users)).rejects.toThrow('ERR_TUNNEL');
  await fails();
  await fails();
  expect([asked.length, arrived]).toEqual([1, []]);
  now = 50 * 60_000;
  await fails();
  expect(asked).toHaveLength(1);
  own.heed();
  answers = [ada];
  expect((await read(users)).ok).toBe(true);
  expect(asked).toHaveLength(2);
});

test('a server behind the proxy that asks gets nothing, and nobody is asked', async () => {
  answers = [ada];
  const own = signIn();
  const through = session();
  await own.reads(through.fetch, through.probe)(users);
  const server = session({ ...proxy, isProxy: false });
  await expect(own.reads(server.fetch, server.probe)(users)).rejects.toThrow('ERR_TUNNEL');
  expect(asked).toHaveLength(1);
});

test('another proxy does not get what was meant for the first', async () => {
  answers = [ada, null];
  const own = signIn();
  const [first, second] = [session(), session({ ...proxy, host: 'other.example' })];
  await own.reads(first.fetch, first.probe)(users);
  await expect(own.reads(second.fetch, second.probe)(users)).rejects.toThrow('ERR_TUNNEL');
  expect(asked.map(({ host }) => host)).toEqual(['proxy.example', 'other.example']);
});

test('any other fault of the network asks nobody', async () => {
  const fetch: Fetch = () => Promise.reject(new Error('net::ERR_INTERNET_DISCONNECTED'));
  const { probe, probed } = session();
  await expect(signIn().reads(fetch, probe)(users)).rejects.toThrow('DISCONNECTED');
  expect(probed).toEqual([]);
});

test('a cancelled read does not wait for the answer', async () => {
  const stop = new AbortController();
  const { fetch } = session();
  const read = signIn().reads(fetch, () => new Promise(() => undefined));
  const waiting = read(users, { signal: stop.signal });
  stop.abort();
  await expect(waiting).rejects.toThrow('ERR_TUNNEL');
});

/** A write as the transport sends it: ready, then once. */
async function sendWrite(write: WriteFetch, signal?: AbortSignal): Promise<Response> {
  await write.ready?.(users, signal);
  return write(users, { method: 'PATCH', signal: signal ?? null });
}

test('a write is never sent twice: its session is let through before the first', async () => {
  answers = [ada];
  const own = signIn();
  const [reads, writes, early] = [session(), session(), session()];
  await expect(sendWrite(own.writes(early.fetch, early.probe))).rejects.toThrow('ERR_TUNNEL');
  expect(early.probed).toEqual([]);
  await own.reads(reads.fetch, reads.probe)(users);
  const write = own.writes(writes.fetch, writes.probe);
  await sendWrite(write);
  await sendWrite(write);
  expect([asked.length, writes.probed.length, arrived.length]).toEqual([1, 1, 3]);
});

test('a write that is shut out later is not sent again; the next asks the proxy first', async () => {
  answers = [ada];
  const own = signIn();
  const [reads, writes] = [session(), session()];
  await own.reads(reads.fetch, reads.probe)(users);
  let isShut = false;
  let tried = 0;
  const write = own.writes((input, init) => {
    tried += 1;
    return isShut ? Promise.resolve(new Response('', { status: 407 })) : writes.fetch(input, init);
  }, writes.probe);
  await sendWrite(write);
  isShut = true;
  expect((await sendWrite(write)).status).toBe(407);
  isShut = false;
  expect((await sendWrite(write)).ok).toBe(true);
  expect([tried, writes.probed.length]).toEqual([3, 2]);
});

test('whoever holds the run does not wait for a proxy that says nothing', async () => {
  answers = [ada];
  const own = signIn();
  const reads = session();
  await own.reads(reads.fetch, reads.probe)(users);
  const stop = new AbortController();
  const write = own.writes(reads.fetch, () => new Promise(() => undefined));
  const ready = write.ready?.(users, stop.signal);
  stop.abort();
  await ready;
});

test('the test of the write lane is none of the proxy’s business, and still holds', async () => {
  answers = [ada];
  const own = signIn();
  const reads = session();
  await own.reads(reads.fetch, reads.probe)(users);
  const { probe, probed } = session();
  const write = own.writes((input, init) => globalThis.fetch(input, init), probe);
  expect(await isWriteSentOnce(globalThis.fetch, write)).toBe(true);
  expect(probed).toEqual([]);
});

test('an answer that came while another was refused is tried before anybody is asked again', async () => {
  const wrong = { name: 'ada', password: 'wrong' };
  answers = [wrong, ada];
  const own = signIn();
  const [first, second] = [session(), session()];
  await Promise.all([
    own.reads(first.fetch, first.probe)(users),
    own.reads(second.fetch, second.probe)(users),
  ]);
  expect([asked.map(({ isAgain }) => isAgain), arrived.length]).toEqual([[false, true], 2]);
});

test('the window shows one question at a time, without control characters', async () => {
  const shown: (ProxyAsk | null)[] = [];
  const desk = new ProxyDesk((one) => void shown.push(one));
  const first = desk.ask({ host: 'a', port: 1, realm: 'x\u202e\ny', isAgain: false });
  expect(shown).toEqual([{ host: 'a', port: 1, realm: 'xy', isAgain: false }]);
  const second = desk.ask({ host: 'b', port: 1, realm: '', isAgain: false });
  expect(await first).toBeNull();
  desk.settle(ada);
  desk.settle(null);
  expect(await second).toEqual(ada);
  expect(shown.at(-1)).toBeNull();
});
