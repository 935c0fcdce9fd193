import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { MovedStepView } from '../../../shared/ipc/commit-contract';
import type { FakeApi } from '../../fixtures/fake-api';
import { rolloutAt } from '../../fixtures/rollout-states';
import { renderPlan, s02Plan } from '../render-plan';

async function opened(moment: 'held' | 'drift' = 'held', moved: MovedStepView[] = []) {
  const prepare = (one: FakeApi): void =>
    void one.handle('rollout.prepare', ({ act, ring, from = null }) => ({
      ...{ ...s02Plan().commit, act, ring, from, moved, changes: [], phrase: '' },
      inEffect: ring === null ? { now: 23, after: 2 } : { now: 23, after: 14 },
    }));
  const api = await renderPlan('rollout', { moment, prepare });
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

  it('draws the way from before the plan to now and to after, as far back as was asked', async () => {
    const { dialog } = await opened();
    const picture = within(dialog.getByRole('figure', { name: 'The way back' }));
    const path = (): (string | undefined)[] =>
      picture.getAllByRole('listitem').map((one) => one.textContent.replaceAll(/\s+/g, ' ').trim());
    expect(path()).toEqual([
      ...['Before the plan: 0', 'Applied: 23 Now: 23', 'Back: 21 After this roll back: 2'],
    ]);
    const rows = within(picture.getByRole('table')).getAllByRole('row').slice(1);
    expect(rows.map((row) => [...row.children].map((cell) => cell.textContent.trim()))).toEqual([
      ...[
        ['Before the plan', '0'],
        ['Now', '23'],
        ['After this roll back', '2'],
      ],
    ]);
    await fireEvent.change(dialog.getByLabelText('How far back'), { target: { value: 'ring 1' } });
    await waitFor(() => expect(path().at(-1)).toBe('Back: 9 After this roll back: 14'));
  });

  it('names what is put back before anything is confirmed', async () => {
    const { api, dialog } = await opened();
    const { objects } = s02Plan().commit;
    const name = `What is put back, in this order (${objects.length})`;
    expect(dialog.getByRole('heading', { name })).toBeTruthy();
    expect(dialog.getByText(/^Where someone changes a value from now on/)).toBeTruthy();
    expect(dialog.queryByRole('option', { name: /^From step s48/ })).toBeNull();
    expect(api.inputsOf('rollout.rollBack')).toEqual([]);
  });

  it('shows what moved before it begins, and goes no further until each has its word', async () => {
    const { api, dialog } = await opened('held', s02Plan().moved);
    const [people, policy] = s02Plan().moved;
    const [person, unread] = people?.items ?? [];
    const choice = (name = '') =>
      within(dialog.getByRole('group', { name: `What becomes of ${name}` }));
    const ways = (name?: string) =>
      choice(name)
        .getAllByRole('radio')
        .map((one) => one.parentElement?.textContent.trim());
    expect(ways(person?.person?.name)).toEqual([
      ...['Put the old value back', 'Leave it as it is', 'Stop there'],
    ]);
    // Nothing is written over what nobody has seen.
    expect(ways(unread?.person?.name)).toEqual(['Leave it as it is', 'Stop there']);
    dialog.getByText(/^Could not be read, so it is never overwritten/);
    const cells = within(dialog.getByRole('table', { name: policy?.target ?? '' }));
    expect(cells.getByText('disabled')).toBeTruthy();

    await fireEvent.click(dialog.getByRole('button', { name: 'Roll back everything' }));
    expect(dialog.getByRole('alert').textContent).toContain('Open: 3');
    expect(api.inputsOf('rollout.rollBack')).toEqual([]);
    // The button is far below what is open: focus goes to the first of it.
    const open = (name = ''): Element | null =>
      dialog.getByRole('group', { name: `What becomes of ${name}` }).querySelector('input');
    await waitFor(() => expect(document.activeElement).toBe(open(person?.person?.name)));
    await fireEvent.click(choice(person?.person?.name).getByRole('radio', { name: /^Put/ }));
    await fireEvent.click(dialog.getByRole('button', { name: 'Roll back everything' }));
    await waitFor(() => expect(document.activeElement).toBe(open(unread?.person?.name)));
    await fireEvent.click(choice(unread?.person?.name).getByRole('radio', { name: /^Leave/ }));
    await fireEvent.click(choice(policy?.target).getByRole('radio', { name: /^Stop/ }));
    expect(dialog.queryByRole('alert')).toBeNull();
    await fireEvent.click(dialog.getByRole('button', { name: 'Roll back everything' }));
    await waitFor(() => expect(api.inputsOf('rollout.rollBack')).toHaveLength(1));
    const step = people?.step;
    expect(api.inputsOf('rollout.rollBack')[0]).toMatchObject({
      choices: [
        { step, item: person?.person?.id, seen: 'enabled', way: 'putBack' },
        { step, item: unread?.person?.id, seen: '', way: 'leave' },
        { step: policy?.step, item: null, seen: 'a'.repeat(64), way: 'stop' },
      ],
    });
  });

  it('says that nothing moved where that was read just now', async () => {
    const { dialog } = await opened();
    dialog.getByText(/^Read just now: everything the plan wrote still stands/);
  });

  it('goes on with the range the journal knows after it stopped, however the screen was left', async () => {
    const stopped = rolloutAt(s02Plan().rollout, 'held');
    await renderPlan('rollout', {
      prepare: (api) =>
        api.handle('rollout.get', () => ({
          ...stopped,
          backRange: { ring: null, from: 's03' },
        })),
    });
    // Forward is the other way from here.
    await screen.findByRole('button', { name: /^Continue / });
    await fireEvent.click(await screen.findByRole('button', { name: 'Roll back from step s03…' }));
    await screen.findByRole('dialog', { name: 'Roll back step s03 and everything after it?' });
  });

  it('keeps the range of one that ended at what had moved, where all of the plan is done', async () => {
    const done = rolloutAt(s02Plan().rollout, 'done');
    await renderPlan('rollout', {
      prepare: (api) =>
        api.handle('rollout.get', () => ({ ...done, backRange: { ring: null, from: 's03' } })),
    });
    await fireEvent.click(await screen.findByRole('button', { name: 'Roll back from step s03…' }));
    await screen.findByRole('dialog', { name: 'Roll back step s03 and everything after it?' });
    expect(screen.queryByRole('button', { name: /^Continue / })).toBeNull();
  });

  it('takes one person back alone, and says that nobody else is touched', async () => {
    const [row] = s02Plan().stepPeople.rows;
    if (row === undefined) throw new Error('nobody');
    const person = { id: row.id, name: row.name, upn: row.upn };
    const stopped = rolloutAt(s02Plan().rollout, 'held');
    const api = await renderPlan('rollout', {
      prepare: (one) =>
        one.handle('rollout.get', () => ({
          ...stopped,
          backRange: { ring: null, from: null, person },
        })),
    });
    await fireEvent.click(await screen.findByRole('button', { name: `Roll back ${row.name}…` }));
    await screen.findByRole('dialog', { name: `Roll back ${row.name} alone?` });
    await screen.findByText(/^Only this person’s own steps go back/);
    expect(screen.queryByText(/^What comes later always goes with it/)).toBeNull();
    expect(api.inputsOf('rollout.prepare')).toEqual([
      { act: 'rollBack', ring: null, person: row.id },
    ]);
    await screen.findByText(/^This person’s group memberships/);
    await fireEvent.click(screen.getByRole('button', { name: `Roll back ${row.name}` }));
    await waitFor(() => expect(api.inputsOf('rollout.rollBack')).toHaveLength(1));
  });
});
