import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { renderApp } from '../render-with-app';

const open = async (): Promise<HTMLElement> => {
  await fireEvent.click(await screen.findByRole('button', { name: 'Notes' }));
  return screen.findByRole('dialog', { name: 'Notes: Today' });
};
const field = (dialog: HTMLElement): HTMLTextAreaElement =>
  within(dialog).getByRole('textbox', { name: 'Note' });

it('keeps what is typed beside the screen, and shows it again', async () => {
  const api = await renderApp('today');
  await screen.findByRole('heading', { level: 1, name: 'Today' });
  const dialog = await open();
  await waitFor(() => expect(field(dialog).readOnly).toBe(false));
  await fireEvent.input(field(dialog), { target: { value: 'Reception shares a phone' } });
  await fireEvent.click(within(dialog).getByRole('button', { name: 'Close' }));
  await waitFor(() =>
    expect(api.inputsOf('notes.save')).toEqual([
      {
        workspaceId: expect.any(String) as string,
        screen: 'today',
        text: 'Reception shares a phone',
      },
    ]),
  );
  const again = await open();
  await waitFor(() => expect(field(again).value).toBe('Reception shares a phone'));
  expect(await within(again).findByText(/^Saved /)).toBeTruthy();
});

it('sends nothing where nothing changed, and writes over no note it could not read', async () => {
  const api = await renderApp('today', (fake) => fake.fail('notes.get', 'store/not-found'));
  await screen.findByRole('heading', { level: 1, name: 'Today' });
  const dialog = await open();
  const told = await within(dialog).findByRole('alert');
  expect(told.textContent).toContain('Go to Home and open the plan again.');
  expect(told.textContent).not.toContain('--state');
  expect(field(dialog).readOnly).toBe(true);
  await fireEvent.click(within(dialog).getByRole('button', { name: 'Close' }));
  expect(api.inputsOf('notes.save')).toEqual([]);
});

it('says when a note could not be kept, and keeps the words', async () => {
  await renderApp('today', (fake) => fake.fail('notes.save', 'store/locked'));
  await screen.findByRole('heading', { level: 1, name: 'Today' });
  const dialog = await open();
  await waitFor(() => expect(field(dialog).readOnly).toBe(false));
  await fireEvent.input(field(dialog), { target: { value: 'Reception' } });
  expect(await within(dialog).findByRole('alert')).toBeTruthy();
  expect(field(dialog).value).toBe('Reception');
});

it('writes nothing into another plan that is opened under it', async () => {
  const api = await renderApp('today');
  await screen.findByRole('heading', { level: 1, name: 'Today' });
  const dialog = await open();
  await waitFor(() => expect(field(dialog).readOnly).toBe(false));
  const now = await api.call('app.getState', {});
  if (!now.ok || now.value.workspace === null) throw new Error('no plan is open');
  const workspace = { ...now.value.workspace, id: '99999999999999999999999999999999' };
  await fireEvent.input(field(dialog), { target: { value: 'Reception' } });
  api.notify('app.changed', { ...now.value, workspace });
  const other = await waitFor(() => {
    const shown = screen.getByRole('dialog', { name: 'Notes: Today' });
    expect(field(shown).value).toBe('');
    return shown;
  });
  await fireEvent.click(within(other).getByRole('button', { name: 'Close' }));
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(api.inputsOf('notes.save')).toEqual([]);
});

it('cuts nothing of a long note, saves it only once it fits, and has it again meanwhile', async () => {
  const drafts = new Map<string, string | null>();
  const api = await renderApp('today', (fake) => {
    fake.handle('drafts.get', ({ place }) => ({ text: drafts.get(place) ?? null }));
    fake.handle('drafts.keep', ({ place, text }) => (drafts.set(place, text), {}));
  });
  await screen.findByRole('heading', { level: 1, name: 'Today' });
  const dialog = await open();
  await waitFor(() => expect(field(dialog).readOnly).toBe(false));
  expect(field(dialog).hasAttribute('maxlength')).toBe(false);
  await fireEvent.input(field(dialog), { target: { value: 'x'.repeat(4_321) } });
  const told = await within(dialog).findByText(/^Too long by 321 characters: up to 4,000/);
  expect(field(dialog).getAttribute('aria-describedby')).toContain(told.id);
  await fireEvent.click(within(dialog).getByRole('button', { name: 'Close' }));
  await waitFor(() => expect(drafts.get('note:today')).toBe(JSON.stringify('x'.repeat(4_321))));
  expect(api.inputsOf('notes.save')).toEqual([]);
  const again = await open();
  await waitFor(() => expect(field(again).value).toHaveLength(4_321));
  await fireEvent.input(field(again), { target: { value: 'x'.repeat(4_000) } });
  await waitFor(() => expect(api.inputsOf('notes.save')[0]?.text).toHaveLength(4_000));
  await waitFor(() => expect(drafts.get('note:today')).toBeNull());
});
