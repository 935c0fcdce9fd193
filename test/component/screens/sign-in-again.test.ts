import { cleanup, fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { screenNames } from '../../../shared/wizard/screen';
import { aConnection, aWorkspace, s02Tenant } from '../../fixtures/s02-app-views';
import { renderApp } from '../render-with-app';

describe('signing in again', () => {
  it('goes back to the rollout that is open, and to reading once it is done', async () => {
    const after = async (stepsDone: number): Promise<string | undefined> => {
      const signedIn = aConnection({ state: 'signedIn', tenant: s02Tenant });
      const workspace = aWorkspace({ screen: 'connect', stepsDone, stepsTotal: 31 });
      const api = await renderApp('connect', (fake) => fake.handle('connect.get', () => signedIn), {
        ...{ workspace, reached: [...screenNames] },
      });
      await fireEvent.click(
        await screen.findByRole('button', { name: 'This is the right tenant' }),
      );
      await waitFor(() => expect(api.inputsOf('app.navigate')).toHaveLength(1));
      cleanup();
      return api.inputsOf('app.navigate')[0]?.screen;
    };
    expect([await after(0), await after(12), await after(31)]).toEqual([
      'rollout',
      'rollout',
      'read',
    ]);
  });
});
