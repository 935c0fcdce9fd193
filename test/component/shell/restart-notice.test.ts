import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { renderApp } from '../render-with-app';
import { rolloutAt } from '../../fixtures/rollout-states';
import { renderPlan, s02Plan } from '../render-plan';

describe('After a restart', () => {
  it.each([
    [{ of: 'page', stands: 'whole', open: null }, /page was restarted/, /Nothing is half-changed/],
    [{ of: 'page', stands: 'running', open: null }, /page was restarted/, /went on meanwhile/],
    [{ of: 'page', stands: 'idle', open: null }, /page was restarted/, /No rollout was running/],
    [{ of: 'program', stands: 'unread', open: null }, /ended in the/, /not yet known to be as/],
    [
      { of: 'program', stands: 'open', open: { step: 41, total: 118 } },
      /ended in the middle/,
      /^Checking step 41 of 118 before anything else happens\.$/,
    ],
  ] as const)(
    '%o is told in one notice, which goes when it was read',
    async (restarted, title, text) => {
      const api = await renderApp('home', undefined, { restarted });
      for (const told of [title, text]) expect(await screen.findByText(told)).toBeTruthy();
      if (restarted.stands !== 'whole') expect(screen.queryByText(/half-changed/)).toBeNull();
      await fireEvent.click(screen.getByRole('button', { name: 'Got it' }));
      await waitFor(() => expect(api.inputsOf('app.seenRestart')).toHaveLength(1));
      await waitFor(() => expect(screen.queryByRole('button', { name: 'Got it' })).toBeNull());
    },
  );

  it.each([
    [0, /Nothing is half-changed/, /Checking step/],
    [1, /^Checking step \d+ of \d+ before anything else happens/, /Nothing is half-changed/],
  ])('says on hold only where every request is settled: %i unknown', async (unknown, told, not) => {
    await renderPlan('rollout', {
      prepare: (api) => {
        const view = rolloutAt(s02Plan().rollout, 'held');
        const steps = view.steps.map((one) =>
          one.id === view.current && one.items !== null
            ? { ...one, items: { ...one.items, unknown } }
            : one,
        );
        api.handle('rollout.get', () => ({ ...view, steps, isHeldWhole: true }));
      },
    });
    expect(await screen.findByText(told)).toBeTruthy();
    expect(screen.queryByText(not)).toBeNull();
  });

  it('does not say on hold that nothing is half-changed where the journal does not show it', async () => {
    await renderPlan('rollout', {
      prepare: (api) => {
        const view = rolloutAt(s02Plan().rollout, 'held');
        api.handle('rollout.get', () => ({ ...view, isHeldWhole: false }));
      },
    });
    expect(await screen.findByText(/half-changed isn’t certain/)).toBeTruthy();
    expect(screen.queryByText(/Nothing is half-changed/)).toBeNull();
  });
});
