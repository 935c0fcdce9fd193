import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, expect, it, vi } from 'vitest';
import type { PersonRow } from '../../../shared/ipc/people-contract';
import type { FakeApi } from '../../fixtures/fake-api';
import { s02People } from '../../fixtures/s02-people';
import { aPersonView } from '../../fixtures/s02-views';
import { renderApp } from '../render-with-app';

/** As the first of the table, which is the one that opens. */
const somebody = {
  ...s02People.find((row) => row.ring === 1 && !row.isAdministrator)!,
  id: '00000000-0000-4000-8000-000000000000',
};
const noRings = {
  ...{ rings: [], tracks: [], unassigned: 0, groups: [] },
  sankey: { nodes: [], links: [] },
};
let copied: string[] = [];

beforeEach(() => {
  copied = [];
  // The simulated DOM has no clipboard: what a copy takes is what is selected then.
  document.execCommand = vi.fn(() => {
    const field = document.querySelector<HTMLTextAreaElement>('textarea.visually-hidden');
    copied.push(field?.value ?? '');
    return true;
  });
});

/** Opens a person; ring 0 and ring 1 are in the plan. */
async function open(change: Partial<PersonRow> = {}): Promise<[FakeApi, HTMLElement]> {
  let row = { ...somebody, ...change };
  const ring0 = { ...aPersonView(row).points[1]!, point: 'ring:0' };
  const api = await renderApp('today', (fake) =>
    fake
      .handle('people.get', () => {
        const view = aPersonView(row);
        return { ...view, points: [...view.points, ring0] };
      })
      .handle('rings.move', ({ ring }) => {
        row = { ...row, ring };
        return noRings;
      })
      .handle('plan.undo', () => {
        row = { ...row, ring: somebody.ring };
        return { canUndo: false, canRedo: true, screens: ['rings'] };
      }),
  );
  await screen.findByText('Users: 44');
  await fireEvent.keyDown(screen.getByRole('grid', { name: 'All' }), { key: 'Enter' });
  const dialog = await screen.findByRole('dialog');
  await within(dialog).findByRole('heading', { name: 'Why' });
  return [api, dialog];
}

it('copies the message for this person, the chosen one in the chosen language', async () => {
  const [, dialog] = await open();
  const which = await within(dialog).findByRole('combobox', { name: 'Which message' });
  const copy = within(dialog).getByRole('button', { name: 'Copy message for this person' });
  await fireEvent.click(copy);
  expect(copied).toEqual(['Sign-in changes (announce)\n\nDear Ana,\nregister until 1 Feb 2027.']);
  await fireEvent.change(which, { target: { value: 'dayBefore' } });
  const language = within(dialog).getByRole('combobox', { name: 'Language' });
  await fireEvent.change(language, { target: { value: 'both' } });
  await fireEvent.click(copy);
  expect(copied[1]).toMatch(
    /^Sign-in changes \(dayBefore\)[\s\S]*\n\n\nサインインの変更 \(dayBefore\)/,
  );
});

it('says why there is no message and no move for somebody in no ring', async () => {
  const [api, dialog] = await open({ ring: null, track: 'emergencyAccess' });
  const copy = within(dialog).getByRole('button', { name: 'Copy message for this person' });
  expect(copy.getAttribute('aria-disabled')).toBe('true');
  await fireEvent.click(copy);
  expect(copied).toEqual([]);
  expect(dialog.textContent).toContain('In no ring, so there is no message for this person.');
  expect(dialog.textContent).toContain('Only people in a ring can be moved to another one.');
  await fireEvent.click(within(dialog).getByRole('button', { name: 'Move' }));
  expect(api.inputsOf('rings.move')).toEqual([]);
});

it('keeps administrators in ring 0', async () => {
  const [api, dialog] = await open({ ring: 0, isAdministrator: true });
  expect(dialog.textContent).toContain('Administrators stay in ring 0.');
  await fireEvent.click(within(dialog).getByRole('button', { name: 'Move' }));
  expect(api.inputsOf('rings.move')).toEqual([]);
});

it('moves somebody to another ring, and takes it back', async () => {
  const [api, dialog] = await open();
  expect(within(dialog).queryByRole('button', { name: /^Undo/ })).toBeNull();
  await fireEvent.click(within(dialog).getByRole('button', { name: 'Move' }));
  await waitFor(() =>
    expect(api.inputsOf('rings.move')).toEqual([
      { who: { by: 'ids', ids: [somebody.id] }, ring: 0 },
    ]),
  );
  await within(dialog).findByText('1 person moved to ring 0.');
  await waitFor(() => expect(api.inputsOf('messages.forPerson')).toHaveLength(2));
  await waitFor(() => expect(dialog.querySelector('.facts')?.textContent).toContain('Ring 0'));
  await fireEvent.click(within(dialog).getByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(dialog.querySelector('.facts')?.textContent).toContain('Ring 1'));
  await waitFor(() => expect(api.inputsOf('messages.forPerson')).toHaveLength(3));
  expect(within(dialog).queryByRole('button', { name: 'Undo' })).toBeNull();
  expect(document.activeElement).not.toBe(document.body);
});

it('shows what each source said, once it is asked for', async () => {
  const [api, dialog] = await open();
  expect(api.inputsOf('people.records')).toEqual([]);
  const show = within(dialog).getByRole('button', { name: 'Show evidence' });
  expect(show.getAttribute('aria-expanded')).toBe('false');
  await fireEvent.click(show);
  const table = await within(dialog).findByRole('table', { name: 'Users' });
  const rows = within(table).getAllByRole('row').slice(1);
  expect(rows.map((row) => [...row.children].map((cell) => cell.textContent.trim()))).toEqual([
    ['userPrincipalName', 'ana@kestrel.example'],
    ['department', 'no value given'],
  ]);
  expect(dialog.textContent).toContain('Read; nothing about this account');
  expect(api.inputsOf('people.records')).toEqual([{ userId: somebody.id }]);
  await fireEvent.click(show);
  expect(within(dialog).queryByRole('table', { name: 'Users' })).toBeNull();
});

it('keeps the note about a person, also when the view is closed at once', async () => {
  const [api, dialog] = await open();
  const note = within(dialog).getByRole('textbox', { name: 'Note about this person' });
  await waitFor(() => expect(note).toHaveProperty('readOnly', false));
  await fireEvent.input(note, { target: { value: 'Has no phone' } });
  await fireEvent.click(within(dialog).getByRole('button', { name: 'Close' }));
  await waitFor(() =>
    expect(api.inputsOf('notes.savePerson')).toEqual([
      { workspaceId: 'ws-s02', userId: somebody.id, text: 'Has no phone' },
    ]),
  );
});

it('keeps the note about a person when the window closes', async () => {
  const [api, dialog] = await open();
  const note = within(dialog).getByRole('textbox', { name: 'Note about this person' });
  await waitFor(() => expect(note).toHaveProperty('readOnly', false));
  await fireEvent.input(note, { target: { value: 'Left on Friday' } });
  dispatchEvent(new Event('beforeunload'));
  expect(api.inputsOf('notes.savePerson')).toHaveLength(1);
});
