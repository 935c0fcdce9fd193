import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { isScreenKey } from '../../../src-renderer/keys';
import { renderPlan } from '../render-plan';

const press = (key: string, more: KeyboardEventInit = {}): Promise<boolean> =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });

describe('Keys of a screen', () => {
  it('F7 previews what is chosen on Export, and the preview follows the choice', async () => {
    const api = await renderPlan('export');
    await screen.findByRole('heading', { name: 'Preview' });
    await press('F7');
    const shown = await screen.findByTitle('Preview of report.html');
    expect(shown.getAttribute('src')).toBe(`app://preview/${'ab'.repeat(16)}`);
    // Nothing is given back to the page: no script, no form, no window.
    expect(shown.getAttribute('sandbox')).toBe('');
    await waitFor(() => expect(document.activeElement).toBe(shown));
    expect(screen.getByText(/The page as it is written/)).toBeTruthy();
    await fireEvent.change(screen.getByLabelText('File'), { target: { value: 'report.csv' } });
    const text = await screen.findByRole('region', { name: 'report.csv' });
    expect(text.textContent).toBe('Kestrel Surveyors, both: report.csv');
    expect(screen.queryByTitle(/Preview of/)).toBeNull();
    await fireEvent.click(screen.getByRole('radio', { name: '日本語' }));
    await waitFor(() =>
      expect(api.inputsOf('export.preview').at(-1)).toMatchObject({
        ...{ language: 'ja', file: 'report.csv', hideNames: true },
      }),
    );
  });

  it('the preview waits for the last choice, and asks once', async () => {
    const api = await renderPlan('export');
    await screen.findByRole('heading', { name: 'Preview' });
    await press('F7');
    await screen.findByTitle('Preview of report.html');
    const japanese = screen.getByRole('radio', { name: '日本語' });
    const english = screen.getByRole('radio', { name: 'English' });
    for (const choice of [japanese, english, japanese]) await fireEvent.click(choice);
    await waitFor(() =>
      expect(api.inputsOf('export.preview').at(-1)).toMatchObject({ language: 'ja' }),
    );
    expect(api.inputsOf('export.preview')).toHaveLength(2);
  });

  it('a preview that takes long says what is done, and can be cancelled', async () => {
    const api = await renderPlan('export');
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    api.handle('export.preview', async () => {
      await ended;
      return { files: [], shown: null };
    });
    api.handle('thinking.cancel', () => {
      end();
      return {};
    });
    await screen.findByRole('heading', { name: 'Preview' });
    await press('F7');
    api.notify('thinking.changed', { part: 'previewing', users: 100_000, rows: null });
    expect(await screen.findByText('Making the preview for 100,000 users…')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(api.inputsOf('thinking.cancel')).toHaveLength(1));
    await waitFor(() => expect(screen.queryByText(/Making the preview/)).toBeNull());
  });

  it('F2 on Rings names a ring that has a rule, and says where names come from', async () => {
    await renderPlan('rings');
    await fireEvent.click(await screen.findByText('How people are put into rings'));
    await press('F2');
    expect(await screen.findByText(/Only rings with rules of their own/)).toBeTruthy();
    const byRules = screen.getByLabelText('By my own rules');
    expect(document.activeElement).toBe(byRules);
    await fireEvent.click(byRules);
    await press('F2');
    const name = within(screen.getByRole('group', { name: 'Rule 1' })).getByLabelText(
      'Name of the ring',
    );
    await waitFor(() => expect(document.activeElement).toBe(name));
  });

  it('F8 on Messages goes to the text with a problem, wherever it stands', async () => {
    await renderPlan('messages');
    const body = (): HTMLTextAreaElement => screen.getByLabelText('Message');
    await screen.findByLabelText('Message');
    await press('F8');
    expect(await screen.findByText('No message has a problem.')).toBeTruthy();
    await fireEvent.change(body(), { target: { value: '{date} {link} {nmae}' } });
    await screen.findByText(/Nothing is filled in for \{nmae\}/);
    await fireEvent.click(screen.getByRole('radio', { name: '日本語' }));
    await waitFor(() => expect(body().value).not.toContain('{nmae}'));
    (document.activeElement as HTMLElement | null)?.blur();
    await press('F8');
    await waitFor(() => expect(body().value).toContain('{nmae}'));
    await waitFor(() => expect(document.activeElement).toBe(body()));
  });

  it('Ctrl+Shift+H lists the headings of Review, and leads to one', async () => {
    await renderPlan('review');
    const steps = await waitFor(() => {
      const found = document.querySelector<HTMLElement>('#review-steps');
      if (found === null) throw new Error('not there yet');
      return found;
    });
    await press('H', { ctrlKey: true, shiftKey: true });
    const dialog = await screen.findByRole('dialog', { name: 'Headings on this page' });
    const entries = await within(dialog).findAllByRole('button');
    expect(entries.length).toBeGreaterThan(4);
    const text = steps.textContent.trim().replace(/\s+/g, ' ');
    await fireEvent.click(within(dialog).getByRole('button', { name: text }));
    await waitFor(() => expect(document.activeElement).toBe(steps));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('Ctrl+P prints Review', async () => {
    const print = vi.fn();
    vi.stubGlobal('print', print);
    await renderPlan('review');
    await screen.findByRole('heading', { level: 1 });
    await press('p', { ctrlKey: true });
    expect(print).toHaveBeenCalledTimes(1);
    vi.unstubAllGlobals();
  });

  it.each([
    { screenName: 'export', key: 'F7', says: /The page as it is written/ },
    { screenName: 'messages', key: 'F8', says: 'No message has a problem.' },
    { screenName: 'rings', key: 'F2', says: /Only rings with rules of their own/ },
  ] as const)('$key on $screenName is left to an input method and to a dialog', async (one) => {
    await renderPlan(one.screenName);
    await screen.findByRole('heading', { level: 1 });
    if (one.key === 'F8') await screen.findByLabelText('Message');
    if (one.key === 'F2') await screen.findByText('How people are put into rings');
    if (one.key === 'F7') await screen.findByRole('heading', { name: 'Preview' });
    // False: the key was taken.
    expect(await press(one.key, { isComposing: true })).toBe(true);
    expect(await press(one.key, { keyCode: 229 })).toBe(true);
    const dialog = document.body.appendChild(document.createElement('dialog'));
    dialog.setAttribute('open', '');
    expect(await press(one.key)).toBe(true);
    dialog.remove();
    expect(await press(one.key)).toBe(false);
    expect(await screen.findByText(one.says)).toBeTruthy();
  });

  it('⌘ holds, selects and copies on a Mac, Ctrl does not', async () => {
    const [main, other] = [{ metaKey: true }, { ctrlKey: true }];
    vi.spyOn(navigator, 'platform', 'get').mockReturnValue('MacIntel');
    const copied = vi.fn(() => true);
    document.execCommand = copied;
    const running = await renderPlan('rollout', { moment: 'running' });
    await screen.findByRole('button', { name: 'Hold' });
    expect(await press('.', other)).toBe(true);
    expect(await press('.', main)).toBe(false);
    expect(running.inputsOf('rollout.hold')).toHaveLength(1);
    cleanup();
    await renderPlan('messages');
    await screen.findByLabelText('Message');
    expect(await press('C', { ...other, shiftKey: true })).toBe(true);
    expect(copied).not.toHaveBeenCalled();
    expect(await press('C', { ...main, shiftKey: true })).toBe(false);
    expect(copied).toHaveBeenCalledTimes(1);
    cleanup();
    await renderPlan('rings');
    const grid = await screen.findByRole('grid');
    expect(await fireEvent.keyDown(grid, { key: 'a', ...other })).toBe(true);
    expect(await fireEvent.keyDown(grid, { key: 'a', ...main })).toBe(false);
    vi.restoreAllMocks();
  });

  it('Ctrl+P is left to an input method and to a dialog', async () => {
    const event = (key: string, more: KeyboardEventInit = {}) =>
      new KeyboardEvent('keydown', { key, ...more });
    expect(isScreenKey(event('P', { ctrlKey: true }), 'p')).toBe(true);
    expect(isScreenKey(event('o', { ctrlKey: true }), 'p')).toBe(false);
    const print = vi.fn();
    vi.stubGlobal('print', print);
    await renderPlan('review');
    await screen.findByRole('heading', { level: 1 });
    await press('p', { ctrlKey: true, isComposing: true });
    const dialog = document.body.appendChild(document.createElement('dialog'));
    dialog.setAttribute('open', '');
    await press('p', { ctrlKey: true });
    dialog.remove();
    expect(print).not.toHaveBeenCalled();
    vi.unstubAllGlobals();
  });

  it('Ctrl+/ lists the keys of every screen', async () => {
    await renderPlan('review');
    await screen.findByRole('heading', { level: 1 });
    await press('/', { ctrlKey: true });
    const dialog = await screen.findByRole('dialog', { name: /shortcuts/i });
    for (const text of [
      'Zoom in',
      'Quit',
      'Move the rule up',
      'Select every person shown',
      'Next person, in the view of one',
      'Headings on this page',
      'Rename the ring',
      'Preview files',
      'F11',
      'F7',
    ]) {
      expect(within(dialog).getByText(text)).toBeTruthy();
    }
  });
});
