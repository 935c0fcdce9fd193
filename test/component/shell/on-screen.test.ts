import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PageCommand } from '../../../src-main/app/menu';
import type { FakeApi } from '../../fixtures/fake-api';
import { renderPlan } from '../render-plan';
import { renderApp } from '../render-with-app';

const told = (): string => document.querySelector('.told')?.textContent ?? '';
const byMenu = (api: FakeApi, command: PageCommand['command']): void =>
  api.notify('app.command', { command, screen: null });
const byKey = (key: string) => fireEvent.keyDown(document.body, { key, ctrlKey: true });
const noUndo = /^This screen edits nothing of the plan\./;

// The simulated page has no editing of its own.
const execCommand = vi.fn(() => true);
beforeEach(() => {
  Object.defineProperty(document, 'execCommand', { configurable: true, value: execCommand });
  execCommand.mockClear();
});
afterEach(() => document.querySelector('.told')?.remove());

describe('undo, redo and find', () => {
  it('say so where a screen has none, by key and by menu, and are heard', async () => {
    const api = await renderApp('home');
    await screen.findByRole('heading', { level: 1, name: 'Home' });
    await byKey('f');
    expect(told()).toBe('This screen has nothing to search in.');
    await waitFor(() =>
      expect(screen.getByText(told(), { selector: '[aria-live="polite"]' })).toBeTruthy(),
    );
    await byKey('z');
    expect(told()).toMatch(noUndo);
    byMenu(api, 'find');
    expect(told()).toBe('This screen has nothing to search in.');
    byMenu(api, 'redo');
    expect(told()).toMatch(noUndo);
    expect(document.querySelectorAll('.told')).toHaveLength(1);
  });

  it('say so where nothing was edited', async () => {
    const api = await renderPlan('findings');
    await screen.findByRole('button', { name: 'Undo' });
    await byKey('z');
    expect(told()).toBe('There’s no edit of the plan to undo.');
    byMenu(api, 'redo');
    expect(told()).toBe('There’s no edit of the plan to redo.');
    expect(api.inputsOf('plan.undo')).toEqual([]);
  });

  it('are silent where they do what they say', async () => {
    const api = await renderPlan('findings', {
      prepare: (fake) => fake.handle('plan.history', () => ({ canUndo: true, canRedo: false })),
    });
    const undo = await screen.findByRole('button', { name: 'Undo' });
    await waitFor(() => expect(undo).toHaveProperty('disabled', false));
    byMenu(api, 'undo');
    await waitFor(() => expect(api.inputsOf('plan.undo')).toHaveLength(1));
    expect(document.querySelector('.told')).toBeNull();
  });

  it('belong to the text that is typed, where the menu asks for them', async () => {
    const api = await renderPlan('findings', {
      prepare: (fake) => fake.handle('plan.history', () => ({ canUndo: true, canRedo: true })),
    });
    const [field] = await screen.findAllByLabelText('Reason');
    field?.focus();
    byMenu(api, 'undo');
    byMenu(api, 'redo');
    expect(execCommand.mock.calls).toEqual([['undo'], ['redo']]);
    expect(api.inputsOf('plan.undo')).toEqual([]);
  });

  it('never reach what lies under a dialog, and are heard within it', async () => {
    const api = await renderPlan('findings', {
      prepare: (fake) => fake.handle('plan.history', () => ({ canUndo: true, canRedo: true })),
    });
    const undo = await screen.findByRole('button', { name: 'Undo' });
    await waitFor(() => expect(undo).toHaveProperty('disabled', false));
    await fireEvent.keyDown(document.body, { key: '/', ctrlKey: true });
    const dialog = await screen.findByRole('dialog');
    byMenu(api, 'undo');
    expect(within(dialog).getByRole('status').textContent).toMatch(
      /^That works on the screen below/,
    );
    await byKey('z');
    expect(api.inputsOf('plan.undo')).toEqual([]);
    byMenu(api, 'find');
    expect(within(dialog).getByRole('status').textContent).toMatch(/nothing to search in/);
  });
});
