import { expect, it } from 'vitest';
import { failure } from '../../../../shared/diagnostic';
import { err, ok, type Result } from '../../../../shared/result';
import type { Failure } from '../../../../shared/diagnostic';
import type { Rollout } from '../../../../src-main/rollout/rollout';
import { Answering } from '../../../../src-main/workspace/answering';

const untilAborted = (signal: AbortSignal): Promise<Result<void, Failure>> =>
  new Promise((resolve) => {
    const end = (): void => resolve(err(failure('step/cancelled')));
    if (signal.aborted) end();
    signal.addEventListener('abort', end);
  });

it('a long piece of work ends when it is held, and the next one goes on', async () => {
  const answers = new Answering(() => Promise.resolve(ok({} as Rollout)));
  const long = answers.give((_, signal) => untilAborted(signal));
  await Promise.resolve();
  expect(answers.isGiving).toBe(true);
  answers.cancel();
  expect(await long).toMatchObject({ ok: false, failure: { code: 'step/cancelled' } });
  expect(answers.isGiving).toBe(false);
  expect(await answers.give((_, signal) => Promise.resolve(ok(signal.aborted)))).toEqual(ok(false));
});
