import { expect, test } from 'vitest';
import { failure } from '../../../../shared/diagnostic';
import {
  registrationSteps,
  type RegistrationView,
} from '../../../../shared/ipc/registration-contract';
import { RegistrationProgress } from '../../../../src-main/auth/registration-progress';
import { cloud, desk } from '../../../fixtures/sign-in-desk';

test.each<[string, number, string[]]>([
  ['after the first, whatever came of its permissions', 2, ['read', 'write']],
  ['not where the tenant itself is not there', 0, ['read']],
])('a second registration is checked %s', async (_n, failsAt, parts) => {
  const second = { ...cloud, writeClientId: '99999999-dddd-4ddd-8ddd-444444444444' };
  const asked: string[] = [];
  const told: RegistrationView[] = [];
  const own = desk({
    checkRegistration: (request, changed, part = 'read') => {
      asked.push(part);
      const isSecond = request.clientId === second.writeClientId;
      expect(isSecond).toBe(part === 'write');
      const progress = new RegistrationProgress(['User.Read'], changed);
      const step = registrationSteps[failsAt] ?? 'tenant';
      const view = isSecond
        ? progress.finish()
        : progress.fail(step, failure('auth/scopes-missing', { scopes: 'x' }));
      return Promise.resolve(view);
    },
  });
  await new Promise<void>((resolve) => {
    own.check(second, (view) => {
      told.push(view);
      if (view.state === 'done') resolve();
    });
  });
  const last = told.at(-1);
  expect(asked).toEqual(parts);
  // It is not over, and no verdict of the second stands there, before its turn came.
  expect(told.slice(0, -1).every(({ state }) => state === 'running')).toBe(true);
  expect(last?.steps[failsAt]?.failure?.code).toBe('auth/scopes-missing');
  const end = parts.length === 2 ? 'ok' : 'notReached';
  expect(last?.second?.steps.map(({ state }) => state)).toEqual([end, end, end]);
});

test('a check that is cancelled leaves its second registration alone', async () => {
  const second = { ...cloud, writeClientId: '99999999-dddd-4ddd-8ddd-444444444444' };
  let checks = 0;
  const own = desk({
    checkRegistration: (request, changed) => {
      checks += 1;
      const progress = new RegistrationProgress(['User.Read'], changed);
      return new Promise((resolve) => {
        const end = (): void => resolve(progress.fail('signIn', failure('auth/cancelled')));
        request.signal.addEventListener('abort', end, { once: true });
      });
    },
  });
  const view = await new Promise<RegistrationView>((resolve) => {
    own.check(second, (told) => told.state === 'done' && resolve(told));
    setTimeout(() => own.cancel(), 5);
  });
  expect(checks).toBe(1);
  expect(view.second?.steps[0]?.state).toBe('notReached');
});
