import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { signIn, type SignInRequest } from '../../src-main/auth/token-broker';
import {
  codeOf,
  requestTo,
  startFakeAuthority,
  type FakeAuthority,
} from '../unit/src-main/auth/fake-authority';
import { reached } from '../fixtures/campaign';

let authority: FakeAuthority;
beforeEach(async () => {
  authority = await startFakeAuthority();
});
afterEach(() => authority.close());

const request = (changes?: Partial<SignInRequest>): SignInRequest => requestTo(authority, changes);

function portOf(url: string): number {
  return Number(new URL(new URL(url).searchParams.get('redirect_uri') ?? '').port);
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Execution.md 8, P18. */
const rounds = 100;

test('a cancel while the browser is open ends within a second and closes the port', async () => {
  for (let round = 0; round < rounds; round += 1) {
    const stop = new AbortController();
    let port = 0;
    let startedAt = 0;
    const answer = await signIn(
      request({
        signal: stop.signal,
        openBrowser: async (url) => {
          port = portOf(url);
          setTimeout(() => {
            startedAt = Date.now();
            stop.abort();
          }, 20);
        },
      }),
    );
    expect(codeOf(answer)).toBe('auth/cancelled');
    expect(Date.now() - startedAt).toBeLessThan(1_000);
    expect(port).toBeGreaterThan(0);
    expect(await isOpen(port)).toBe(false);
  }
  reached('P18', `sign-in: ${rounds} of ${rounds} within 1 s, 0 open ports`, { cancels: rounds });
});

test.each(['holdDiscovery', 'holdToken'] as const)(
  'a cancel while the authority is silent (%s) ends within a second',
  async (trick) => {
    authority.tricks[trick] = true;
    const stop = new AbortController();
    let port = 0;
    let startedAt = 0;
    setTimeout(() => {
      startedAt = Date.now();
      stop.abort();
    }, 400);
    const answer = await signIn(
      request({
        signal: stop.signal,
        openBrowser: async (url) => {
          port = portOf(url);
          await authority.visit(url);
        },
      }),
    );
    expect(codeOf(answer)).toBe('auth/cancelled');
    expect(Date.now() - startedAt).toBeLessThan(1_000);
    expect(port !== 0 && (await isOpen(port))).toBe(false);
  },
);
