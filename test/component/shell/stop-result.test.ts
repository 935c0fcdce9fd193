import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { rolloutAt } from '../../fixtures/rollout-states';
import { stopTargets } from '../../fixtures/rollout-stops';
import { aConnection, aWorkspace, anAppState } from '../../fixtures/s02-app-views';
import { assertive, byKey, fakeTimers, stopBy, stopControl } from '../press-stop';
import { renderPlan, s02Plan } from '../render-plan';

describe('Result of an emergency stop', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('keeps the result while the window lives, and shows it again', async () => {
    fakeTimers();
    await renderPlan('rollout', { moment: 'enforced' });
    const dialog = await stopBy((button) => byKey(button, 'Enter'));
    await within(dialog).findByText('Policies');
    const rows = [...dialog.querySelectorAll('tbody tr')];
    expect(rows.map((row) => row.textContent)).toEqual([
      expect.stringMatching(/MFA for everybody.*Now report-only/),
      expect.stringMatching(/MFA for the rollout group.*Now report-only/),
    ]);
    expect(within(dialog).getByText('and 12 more')).toBeTruthy();
    await fireEvent(dialog, new Event('cancel', { cancelable: true }));
    expect(document.querySelector('dialog')).toBeNull();
    expect(await screen.findByText('Stopped by an emergency stop')).toBeTruthy();
    await fireEvent.click(screen.getByText('Show what the stop did'));
    expect(await screen.findByText('Stopped. 2 policies are back to report-only.')).toBeTruthy();
  });

  it('gives per-user MFA back after its own question, with a ticket of its own', async () => {
    fakeTimers();
    const api = await renderPlan('rollout', { moment: 'enforced' });
    const dialog = within(await stopBy((button) => byKey(button, 'Enter')));
    const name = 'Restore per-user MFA for 12 people…';
    await fireEvent.click(await dialog.findByRole('button', { name }));
    expect(document.activeElement?.textContent).toMatch(/^Set per-user MFA of 12 people back/);
    await fireEvent.keyDown(document.activeElement!, { key: 'Escape' });
    await waitFor(() => expect(document.activeElement?.textContent.trim()).toBe(name));
    expect(api.inputsOf('rollout.stop')).toHaveLength(1);

    await fireEvent.click(dialog.getByRole('button', { name }));
    await fireEvent.click(dialog.getByRole('button', { name: 'Restore per-user MFA' }));
    expect(await dialog.findByText('Per-user MFA restored: 12')).toBeTruthy();
    expect(api.inputsOf('rollout.prepare')).toHaveLength(2);
    expect(api.inputsOf('rollout.stop')[1]).toMatchObject({ phrase: '', restore: true });
    // The second stop finds off what the first one turned off.
    expect(dialog.getByText('Stopped. 2 policies are back to report-only.')).toBeTruthy();
    expect(dialog.queryByRole('button', { name })).toBeNull();
  });

  it('says why per-user MFA was not restored, and keeps the result', async () => {
    fakeTimers();
    const api = await renderPlan('rollout', { moment: 'enforced' });
    const dialog = within(await stopBy((button) => byKey(button, 'Enter')));
    const name = 'Restore per-user MFA for 12 people…';
    await fireEvent.click(await dialog.findByRole('button', { name }));
    api.fail('rollout.stop', 'auth/signed-out');
    await fireEvent.click(dialog.getByRole('button', { name: 'Restore per-user MFA' }));
    expect(await dialog.findByText('You are signed out.')).toBeTruthy();
    expect(dialog.getByText(/Users › All users › Per-user MFA/)).toBeTruthy();
    expect(dialog.getByText('Stopped. 2 policies are back to report-only.')).toBeTruthy();
    expect(dialog.getByRole('button', { name })).toBeTruthy();
  });

  it('puts open policies first, with reason and portal path', async () => {
    fakeTimers();
    await renderPlan('rollout', { moment: 'stopOpen' });
    const dialog = within(await stopBy((button) => byKey(button, 'Enter')));
    await dialog.findByText(/^Not everything is stopped\. .* not read back: 1\.$/);
    const first = dialog.getAllByRole('row')[1]!;
    expect(first.textContent).toMatch(/rollout group.*Still on, or not read back/s);
    expect(within(first).getByText('403', { exact: false, selector: 'p' })).toBeTruthy();
    expect(dialog.getByText(/Conditional Access › Policies/)).toBeTruthy();
    expect(dialog.getByText(stopTargets[1]!.id)).toBeTruthy();
    expect(dialog.queryByText(stopTargets[0]!.id)).toBeNull();
  });

  it('says how to look where nobody can tell who is left', async () => {
    fakeTimers();
    await renderPlan('rollout', { moment: 'stopUnread' });
    const dialog = within(await stopBy((button) => byKey(button, 'Enter')));
    await dialog.findByText('Whom nothing asks for MFA now couldn’t be read');
    expect(dialog.getByText(/^Treat everybody these policies covered as not asked/)).toBeTruthy();
    expect(dialog.queryByText('Everybody is still asked', { exact: false })).toBeNull();
  });

  it('shows the portal steps at once where the stop fails', async () => {
    fakeTimers();
    const api = await renderPlan('rollout', { moment: 'stopRefused' });
    const dialog = within(await stopBy((button) => byKey(button, 'Enter')));
    expect(await dialog.findByText('You are signed out.')).toBeTruthy();
    for (const { id, name } of stopTargets) {
      expect(dialog.getByText(name)).toBeTruthy();
      expect(dialog.getByText(id)).toBeTruthy();
    }
    expect(dialog.getByRole('alert').textContent).toMatch('You are signed out.');
    const copied: string[] = [];
    document.execCommand = () => {
      copied.push(document.querySelector<HTMLTextAreaElement>('textarea')?.value ?? '');
      return true;
    };
    await fireEvent.click(dialog.getByRole('button', { name: 'Copy list' }));
    expect(copied).toEqual([stopTargets.map(({ name, id }) => `${name}\t${id}`).join('\n')]);
    await fireEvent.click(dialog.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(api.inputsOf('rollout.stop')).toHaveLength(2));
  });

  it('shows the portal steps on the first press where there is no leave to stop', async () => {
    fakeTimers();
    const api = await renderPlan('rollout', { moment: 'stopUnnamed' });
    await byKey(await stopControl(), 'Enter');
    const dialog = within(await screen.findByRole('dialog', { name: 'Emergency stop' }));
    expect(dialog.getByText(/^No policy can be named here/)).toBeTruthy();
    expect(api.inputsOf('rollout.stop')).toEqual([]);
    await vi.advanceTimersByTimeAsync(11_000);
    expect(assertive()).not.toMatch('not confirmed');
  });

  it('shows nothing of it once another tenant is open', async () => {
    fakeTimers();
    let finish = (): void => undefined;
    const api = await renderPlan('rollout', {
      moment: 'enforced',
      prepare: (main) => {
        const rollout = rolloutAt(s02Plan().rollout, 'stopped');
        const done = {
          policies: [],
          left: 0,
          people: [],
          restorable: 0,
          restored: null,
          restoreFailure: null,
          rollout,
        };
        main.handle('rollout.stop', () => new Promise((resolve) => (finish = () => resolve(done))));
      },
    });
    await stopBy((button) => byKey(button, 'Enter'));
    const state = anAppState('home');
    api.notify('app.changed', { ...state, workspace: aWorkspace({ id: 'ws-other' }) });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    finish();
    await vi.advanceTimersByTimeAsync(100);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Emergency stop' })).toBeNull();
  });

  it('lists what to do by hand while main still works on it', async () => {
    fakeTimers();
    await renderPlan('rollout', {
      moment: 'enforced',
      prepare: (api) => api.hang('rollout.stop'),
    });
    const dialog = within(await stopBy((button) => byKey(button, 'Enter')));
    expect(await dialog.findByText(stopTargets[0]!.name)).toBeTruthy();
    expect(dialog.getByRole('status').textContent).toMatch('Stopping');
  });

  it('shows the wait for permission wherever one is, and ends it', async () => {
    fakeTimers();
    const api = await renderPlan('today', {
      moment: 'enforced',
      prepare: (main) => {
        const state = anAppState('today', { rolloutHasEnforced: true });
        main.handle('app.getState', () => state).hang('rollout.stop');
      },
    });
    // No wait of the stop: it may be a run's, which Roll out shows.
    api.notify('connect.changed', aConnection({ permission: 'asking' }));
    await stopControl();
    expect(screen.queryByRole('dialog')).toBeNull();
    const dialog = await stopBy((button) => byKey(button, 'Enter'));
    await fireEvent(dialog, new Event('cancel', { cancelable: true }));
    expect(document.querySelector('dialog')).toBeNull();

    api.notify('connect.changed', aConnection({ permission: 'asking' }));
    const again = within(await screen.findByRole('dialog', { name: 'Emergency stop' }));
    expect(again.getByRole('alert').textContent).toMatch(/Waiting for permission to change/);
    expect(again.getByText(stopTargets[0]!.name)).toBeTruthy();
    await fireEvent.click(again.getByRole('button', { name: 'Cancel the wait' }));
    expect(api.inputsOf('connect.cancel')).toHaveLength(1);
    api.notify('connect.changed', aConnection({ permission: 'notAsked' }));
    await waitFor(() => expect(again.queryByRole('alert')).toBeNull());
    expect(document.activeElement?.textContent).toBe('Emergency stop');
  });

  it('shows the wait of a restore in its place', async () => {
    fakeTimers();
    const api = await renderPlan('rollout', { moment: 'enforced' });
    const dialog = within(await stopBy((button) => byKey(button, 'Enter')));
    const name = 'Restore per-user MFA for 12 people…';
    await fireEvent.click(await dialog.findByRole('button', { name }));
    api.hang('rollout.stop');
    await fireEvent.click(dialog.getByRole('button', { name: 'Restore per-user MFA' }));
    api.notify('connect.changed', aConnection({ permission: 'asking' }));
    expect(await dialog.findByText(/Until then nobody gets per-user MFA back/)).toBeTruthy();
    await fireEvent.click(dialog.getByRole('button', { name: 'Cancel the wait' }));
    expect(api.inputsOf('connect.cancel')).toHaveLength(1);
  });
});
