import { expect, test } from 'vitest';
import { failure, type Failure } from '../../../../shared/diagnostic';
import { err, ok, type Result } from '../../../../shared/result';
import type { TokenOptions } from '../../../../src-main/auth/session-options';
import { WriteLeave } from '../../../../src-main/workspace/write-leave';

type Token = Result<string, Failure>;

/** A token question that a person answers, or that its signal ends. */
function question() {
  let answer: (token: Token) => void = () => undefined;
  const ask = ({ signal }: TokenOptions): Promise<Token> =>
    new Promise((resolve) => {
      answer = resolve;
      signal?.addEventListener('abort', () => resolve(err(failure('auth/cancelled'))));
    });
  return { ask, answer: (token: Token) => answer(token) };
}

function leave() {
  const told: string[] = [];
  const own = new WriteLeave(() => told.push(own.state));
  return { own, told };
}

test('is given by the first token, after the browser was open for it', async () => {
  const { own, told } = leave();
  const { ask, answer } = question();
  const token = own.token(ask);
  own.browserOpened();
  expect(own.state).toBe('asking');
  answer(ok('t'));
  expect(await token).toEqual(ok('t'));
  expect(told).toEqual(['asking', 'given']);
});

test('is not asked for by a page that was opened for something else', () => {
  const { own, told } = leave();
  own.browserOpened();
  expect([own.state, told]).toEqual(['notAsked', []]);
});

test('ends at once when it is cancelled, and the next write asks again', async () => {
  const { own, told } = leave();
  const first = own.token(question().ask);
  own.browserOpened();
  own.cancel();
  expect(await first).toEqual(err(failure('auth/cancelled')));
  expect(told).toEqual(['asking', 'notAsked']);
  const { ask, answer } = question();
  const second = own.token(ask);
  answer(ok('t'));
  expect(await second).toEqual(ok('t'));
  expect(own.state).toBe('given');
});

test('stays given when a later token fails, until another sign-in stands behind it', async () => {
  const { own } = leave();
  await own.token(() => Promise.resolve(ok('t')));
  await own.token(() => Promise.resolve(err(failure('graph/network'))));
  expect(own.state).toBe('given');
  own.reset();
  expect(own.state).toBe('notAsked');
});

test('stays given when the question about a further permission is cancelled', async () => {
  const { own, told } = leave();
  await own.token(() => Promise.resolve(ok('t')));
  const further = own.token(question().ask);
  own.browserOpened();
  own.cancel();
  expect(await further).toEqual(err(failure('auth/cancelled')));
  expect(told).toEqual(['given', 'asking', 'given']);
});

test('is not given by a sign-in that stands no more', async () => {
  const { own } = leave();
  await own.token(() => Promise.resolve(ok('t')));
  own.reset();
  const other = own.token(question().ask);
  own.browserOpened();
  own.cancel();
  await other;
  expect(own.state).toBe('notAsked');
});

test('a question that breaks leaves nobody waiting', async () => {
  const { own } = leave();
  const broken = own.token(() => Promise.reject(new Error('broken')));
  own.browserOpened();
  await expect(broken).rejects.toThrow('broken');
  expect(own.state).toBe('notAsked');
});
