import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { FakeApi } from '../../fixtures/fake-api';
import { renderPlan } from '../render-plan';
import { renderApp } from '../render-with-app';

const heading = (name: string): Promise<HTMLElement> =>
  screen.findByRole('heading', { level: 1, name });

async function openPalette(): Promise<{ dialog: HTMLElement; field: HTMLElement }> {
  await fireEvent.keyDown(window, { key: 'k', ctrlKey: true });
  const dialog = await screen.findByRole('dialog', { name: 'Command palette' });
  return { dialog, field: within(dialog).getByRole('combobox') };
}

const shown = (dialog: HTMLElement): string[] =>
  within(dialog)
    .queryAllByRole('option')
    .map((option) => option.textContent.replace(/\s+/g, ' ').trim());

const asked = (api: FakeApi): unknown[] =>
  api.inputsOf('people.list').filter(({ search }) => search !== '');

describe('the command palette', () => {
  it('opens with Ctrl+K, its field ready, with what can be done from here', async () => {
    await renderApp('today');
    await heading('Today');
    const { dialog, field } = await openPalette();
    await waitFor(() => expect(document.activeElement).toBe(field));
    const [first] = shown(dialog);
    expect(first).toMatch(/^See findings/);
    expect(shown(dialog).some((one) => one.startsWith('Overview'))).toBe(true);
    // A screen that is not reached yet cannot be opened from here either, nor the one on show.
    expect(shown(dialog)).toContain('Read data');
    expect(shown(dialog)).not.toContain('Roll out');
    expect(shown(dialog)).not.toContain('Today');
  });

  it('opens the screen that was typed, by Enter', async () => {
    const api = await renderApp('today');
    await heading('Today');
    const { dialog, field } = await openPalette();
    await fireEvent.input(field, { target: { value: 'read data' } });
    await waitFor(() => expect(shown(dialog)[0]).toBe('Read data'));
    await fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(api.inputsOf('app.navigate')).toEqual([{ screen: 'read' }]));
    expect(screen.queryByRole('dialog', { name: 'Command palette' })).toBeNull();
  });

  it('chooses nothing by the Enter that ends a conversion', async () => {
    const api = await renderApp('today');
    await heading('Today');
    const { field } = await openPalette();
    await fireEvent.keyDown(field, { key: 'Enter', isComposing: true });
    await fireEvent.keyDown(field, { key: 'Enter', keyCode: 229 });
    expect(api.inputsOf('app.navigate')).toEqual([]);
    expect(screen.getByRole('dialog', { name: 'Command palette' })).toBeTruthy();
  });

  it('finds people by name once, and opens the person', async () => {
    const api = await renderApp('today');
    await heading('Today');
    const { dialog, field } = await openPalette();
    await fireEvent.input(field, { target: { value: 'a' } });
    await fireEvent.input(field, { target: { value: 'an' } });
    const people = await within(dialog).findByText('Users', { selector: '[role=presentation]' });
    expect(asked(api)).toMatchObject([{ list: 'all', search: 'an', limit: 8 }]);
    const [person] = within(people.parentElement ?? dialog).getAllByRole('option');
    if (person === undefined) throw new Error('nobody found');
    await fireEvent.click(person);
    await waitFor(() => expect(api.inputsOf('people.get')).toHaveLength(1));
  });

  it('opens a file, and goes to Emergency stop without stopping', async () => {
    const api = await renderApp('today', () => undefined, { rolloutHasEnforced: true });
    await heading('Today');
    for (const name of [/^Open a file/, /^Go to Emergency stop/]) {
      const { dialog } = await openPalette();
      expect(within(dialog).getByRole('option', { name: /^New plan/ })).toBeTruthy();
      await fireEvent.click(within(dialog).getByRole('option', { name }));
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    }
    await waitFor(() => expect(api.inputsOf('home.openFile')).toHaveLength(1));
    await waitFor(() => expect(document.activeElement?.getAttribute('data-command')).toBe('stop'));
    expect(api.inputsOf('rollout.prepare')).toEqual([]);
    expect(api.inputsOf('rollout.stop')).toEqual([]);
  });

  it('has New plan once on Home, whose own button it is', async () => {
    await renderApp('home');
    await screen.findByRole('heading', { name: 'Start a plan' });
    const { dialog } = await openPalette();
    expect(shown(dialog).filter((one) => one.startsWith('New plan'))).toHaveLength(1);
  });

  it('undoes an edit of the screen beneath it, once it is closed', async () => {
    const api = await renderPlan('findings', {
      prepare: (fake) => fake.handle('plan.history', () => ({ canUndo: true, canRedo: false })),
    });
    const undo = await screen.findByRole('button', { name: 'Undo' });
    await waitFor(() => expect(undo).toHaveProperty('disabled', false));
    const { dialog, field } = await openPalette();
    await fireEvent.input(field, { target: { value: 'undo' } });
    await waitFor(() => expect(shown(dialog)[0]).toMatch(/^Undo/));
    await fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(api.inputsOf('plan.undo')).toHaveLength(1));
    expect(document.querySelector('.told')).toBeNull();
  });

  it('says that nothing matches', async () => {
    await renderApp('today');
    await heading('Today');
    const { dialog, field } = await openPalette();
    await fireEvent.input(field, { target: { value: 'q' } });
    await fireEvent.input(field, { target: { value: '§' } });
    expect(await within(dialog).findByText('Nothing matches “§”.')).toBeTruthy();
  });
});
