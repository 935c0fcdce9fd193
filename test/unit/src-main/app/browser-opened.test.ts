import { expect, test } from 'vitest';
import { failure } from '../../../../shared/diagnostic';
import { err } from '../../../../shared/result';
import { cloud, desk } from '../../../fixtures/sign-in-desk';

test('who signed in is told of every page that is opened for it, then or later', async () => {
  const events: string[] = [];
  let openLater: (url: string) => Promise<void> = () => Promise.resolve();
  const own = desk({
    openBrowser: (url) => Promise.resolve(void events.push(url)),
    signIn: async (request) => {
      openLater = (url) => request.openBrowser(url);
      await openLater('first');
      return err(failure('auth/cancelled'));
    },
  });
  await own.signIn({ ...cloud, browserOpened: () => void events.push('told') });
  await openLater('second');
  expect(events).toEqual(['told', 'first', 'told', 'second']);
});
