import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { rolloutAt } from '../../fixtures/rollout-states';
import { renderPlan, s02Plan } from '../render-plan';

async function opened(moment: 'held' | 'drift' = 'held') {
  const api = await renderPlan('rollout', { moment });
  const [button] = await screen.findAllByRole('button', { name: 'Roll back…' });
  if (button === undefined) throw new Error('no way back');
  await fireEvent.click(button);
  const dialog = await screen.findByRole('dialog', { name: 'Roll back everything that was done?' });
  return { api, dialog: within(dialog) };
}

describe('The roll back sheet', () => {
  it('takes back everything, from a ring on or from a step on, as main answers for each', async () => {
    const { api, dialog } = await opened();
    const scope = dialog.getByLabelText('How far back');
    const { rings } = s02Plan().rollout;
    const offered = within(scope).getAllByRole('option', { name: /^From ring / });
    // Ring 2 is under way; of ring 3 nothing was begun.
    expect(offered).toHaveLength(rings.length - 1);
    await fireEvent.change(scope, { target: { value: 'ring 1' } });
    await screen.findByRole('dialog', { name: 'Roll back ring 1 and everything after it?' });
    await fireEvent.change(scope, { target: { value: 'step s03' } });
    await screen.findByRole('dialog', { name: 'Roll back step s03 and everything after it?' });
    expect(api.inputsOf('rollout.prepare')).toEqual([
      { act: 'rollBack', ring: null },
      { act: 'rollBack', ring: 1 },
      { act: 'rollBack', ring: null, from: 's03' },
    ]);
    expect(api.inputsOf('rollout.rollBack')).toEqual([]);
  });

  it('names what is put back before anything is confirmed', async () => {
    const { api, dialog } = await opened();
    const { objects } = s02Plan().commit;
    const name = `What is put back, in this order (${objects.length})`;
    expect(dialog.getByRole('heading', { name })).toBeTruthy();
    expect(dialog.getByText(/^Where someone changed a value since/)).toBeTruthy();
    expect(dialog.queryByRole('option', { name: /^From step s48/ })).toBeNull();
    expect(api.inputsOf('rollout.rollBack')).toEqual([]);
  });

  it('shows three columns of what is known to have moved', async () => {
    const { dialog } = await opened('drift');
    const tables = dialog.getAllByRole('table').map(({ textContent }) => textContent);
    expect(tables.some((text) => text.includes('visitors'))).toBe(true);
  });

  it('goes on with the same range after it stopped', async () => {
    const { api, dialog } = await opened();
    await fireEvent.change(dialog.getByLabelText('How far back'), {
      target: { value: 'step s03' },
    });
    await fireEvent.click(await dialog.findByRole('button', { name: 'Roll back from step s03' }));
    await waitFor(() => expect(api.inputsOf('rollout.rollBack')).toHaveLength(1));
    api.notify('rollout.changed', rolloutAt(s02Plan().rollout, 'driftBack'));
    await fireEvent.click(await screen.findByRole('button', { name: 'Roll back from step s03…' }));
    await screen.findByRole('dialog', { name: 'Roll back step s03 and everything after it?' });
  });
});
