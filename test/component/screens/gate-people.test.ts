import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import type { FakeApi } from '../../fixtures/fake-api';
import { renderPlan, s02Plan, stepOf } from '../render-plan';

const gateId = (): string =>
  s02Plan().rollout.steps.find((one) => one.kind === 'gate' && one.purpose === 'register')?.id ??
  '';

async function opened(prepare?: (api: FakeApi) => void) {
  const api = await renderPlan('rollout', { moment: 'gate', ...(prepare && { prepare }) });
  await screen.findByRole('heading', { level: 1 });
  const id = gateId();
  await waitFor(() => stepOf(id));
  const shown = { name: '1 of 2 not yet registered: show them' };
  await fireEvent.click(within(stepOf(id)).getByRole('button', shown));
  const title = { name: `People the gate ${id} waits for` };
  const dialog = within(await screen.findByRole('dialog', title));
  await dialog.findByRole('table');
  return { api, dialog, id };
}

it('a shut gate says how many are missing, and lists them by name', async () => {
  const { api, dialog, id } = await opened();
  const { gatePeople } = s02Plan();
  expect(dialog.getByRole('table').getAttribute('aria-rowcount')).toBe(
    String(gatePeople.length + 1),
  );
  expect(dialog.getByText(/^As read 24 Nov 2026/)).toBeTruthy();
  expect(api.inputsOf('rollout.gatePeople')[0]).toEqual({
    ...{ stepId: id, show: 'all', search: '', offset: 0, limit: 100 },
  });
  // Nobody is unread: a filter between one list and an empty one would be noise.
  expect(dialog.queryByRole('radio')).toBeNull();
});

it('asks main for what the search leaves, and says where nobody is missing any more', async () => {
  const { api, dialog } = await opened();
  const search = dialog.getByRole('searchbox');
  await fireEvent.keyDown(document.body, { key: 'f', ctrlKey: true });
  expect(document.activeElement).toBe(search);
  await fireEvent.input(search, { target: { value: 'nobody of that name' } });
  await dialog.findByText('Nobody matches these filters.');
  expect(dialog.queryByRole('button', { name: /^Save list/ })).toBeNull();
  api.handle('rollout.gatePeople', () => ({
    ...{ at: '2026-11-25T09:00:00Z', of: 2, total: 0, rows: [] },
    counts: { all: 0, missing: 0, unread: 0 },
  }));
  await fireEvent.input(search, { target: { value: '' } });
  await dialog.findByText('Nobody is missing any more.');
});

it('copies what is shown, and saves it with names only when asked', async () => {
  const copied: string[] = [];
  document.execCommand = vi.fn(() => {
    copied.push(
      document.querySelector<HTMLTextAreaElement>('textarea.visually-hidden')?.value ?? '',
    );
    return true;
  });
  const { api, dialog, id } = await opened();
  const { gatePeople } = s02Plan();
  expect(gatePeople).toHaveLength(1);
  const people = '1 person';
  await fireEvent.click(dialog.getByRole('button', { name: `Copy ${people}` }));
  await waitFor(() => expect(copied).toEqual([`${gatePeople[0]?.name}\t${gatePeople[0]?.upn}`]));
  expect(api.inputsOf('rollout.saveGatePeople')).toEqual([]);
  expect(dialog.getByText(new RegExp(`names and user principal names of ${people}`))).toBeTruthy();
  await fireEvent.click(dialog.getByRole('button', { name: 'Save list with names…' }));
  await dialog.findByText(`Saved: gate-${id}-1234abcd.csv`);
  expect(api.inputsOf('rollout.saveGatePeople')).toEqual([
    { stepId: id, show: 'all', search: '', language: 'en' },
  ]);
});

it('offers the file alone where the list is longer than one copy', async () => {
  const { dialog } = await opened((api) =>
    api.handle('rollout.gatePeople', () => ({
      ...{ at: '2026-11-25T09:00:00Z', of: 400, total: 201, rows: s02Plan().gatePeople.slice() },
      counts: { all: 201, missing: 200, unread: 1 },
    })),
  );
  expect(dialog.queryByRole('button', { name: /^Copy/ })).toBeNull();
  expect(dialog.getByText(/^Up to 200 people can be copied/)).toBeTruthy();
  expect(dialog.getByRole('radio', { name: 'Couldn’t be read (1)' })).toBeTruthy();
});
