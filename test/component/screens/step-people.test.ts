import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it, onTestFinished } from 'vitest';
import { giveHeights } from '../measured';
import { renderPlan, s02Plan, stepOf } from '../render-plan';

async function opened(moment: 'running' | 'held' = 'running') {
  const api = await renderPlan('rollout', { moment });
  if (moment === 'running') await screen.findByRole('button', { name: 'Hold' });
  else await screen.findAllByRole('button', { name: 'Roll back…' });
  const { rollout } = s02Plan();
  const id = rollout.steps.find((one) => one.kind === 'group.add' && one.ring === 2)?.id ?? '';
  await fireEvent.click(within(stepOf(id)).getByRole('button', { name: /^Results per person/ }));
  const dialog = within(await screen.findByRole('dialog', { name: `People of step ${id}` }));
  await dialog.findByRole('table');
  return { api, dialog, id };
}

describe('Results per person', () => {
  it('counts everybody, and shows as done only who was read back', async () => {
    const { dialog } = await opened();
    const { rows } = s02Plan().stepPeople;
    expect(dialog.getByRole('radio', { name: `All (${rows.length})` })).toBeTruthy();
    expect(dialog.getByRole('radio', { name: 'Done (2)' })).toBeTruthy();
    expect(dialog.getByRole('radio', { name: 'Failed (1)' })).toBeTruthy();
    expect(dialog.getByRole('radio', { name: 'Outcome unknown (1)' })).toBeTruthy();
    expect(dialog.getByRole('radio', { name: 'Left out (1)' })).toBeTruthy();
    const waiting = rows.length - 5;
    expect(dialog.getByRole('radio', { name: `Waiting (${waiting})` })).toBeTruthy();
    const table = dialog.getByRole('table');
    expect(table.getAttribute('aria-rowcount')).toBe(String(rows.length + 1));
  });

  it('asks main for what the filter and the search leave', async () => {
    const { api, dialog, id } = await opened();
    await fireEvent.click(dialog.getByRole('radio', { name: 'Failed (1)' }));
    await waitFor(() => expect(dialog.getByRole('table').getAttribute('aria-rowcount')).toBe('2'));
    const search = dialog.getByRole('searchbox');
    await fireEvent.input(search, { target: { value: 'nobody of that name' } });
    await waitFor(() => expect(dialog.queryByRole('table')).toBeNull());
    expect(api.inputsOf('rollout.people').at(-1)).toEqual({
      ...{ stepId: id, show: 'failed', search: 'nobody of that name', offset: 0, limit: 100 },
    });
  });

  it('asks about rolling one person back from their row, once the run stands still', async () => {
    onTestFinished(giveHeights());
    const { api, dialog } = await opened('held');
    const person = s02Plan().stepPeople.rows.find(({ canGoBack }) => canGoBack);
    const name = `Roll back ${person?.name ?? ''}…`;
    await fireEvent.click(await dialog.findByRole('button', { name }));
    await screen.findByRole('dialog', { name: `Roll back ${person?.name ?? ''} alone?` });
    expect(api.inputsOf('rollout.prepare')).toEqual([
      { act: 'rollBack', ring: null, person: person?.id },
    ]);
    expect(api.inputsOf('rollout.rollBack')).toEqual([]);
  });

  it('offers no way back while the run goes on', async () => {
    onTestFinished(giveHeights());
    const { dialog } = await opened();
    const [first] = s02Plan().stepPeople.rows;
    await dialog.findByText(first?.upn ?? '');
    expect(dialog.queryByRole('button', { name: /^Roll back / })).toBeNull();
  });

  it('follows the run while it is open', async () => {
    const { api, dialog } = await opened();
    const view = s02Plan().stepPeople;
    const done = view.rows.map((row) => ({ ...row, result: 'done' as const }));
    api.handle('rollout.people', () => ({
      ...{ total: done.length, isGoingBack: false, rows: done },
      counts: { all: done.length, done: done.length, waiting: 0, failed: 0, unknown: 0, left: 0 },
    }));
    api.notify('rollout.changed', s02Plan().rollout);
    await dialog.findByRole('radio', { name: `Done (${done.length})` }, { timeout: 3_000 });
  });
});
