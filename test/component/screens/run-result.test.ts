import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { FakeApi } from '../../fixtures/fake-api';
import { rolloutAt, type RolloutMoment } from '../../fixtures/rollout-states';
import { renderPlan, s02Plan } from '../render-plan';

const scrolled = vi.fn<(this: Element) => void>();
const card = (): HTMLElement | null => document.getElementById('rollout-result');

beforeEach(() => {
  scrolled.mockReset();
  Element.prototype.scrollIntoView = function () {
    scrolled.call(this);
  };
});

/** Starts what the main button offers, through its confirmation. */
async function begin(): Promise<FakeApi> {
  const api = await renderPlan('rollout', { moment: 'gate' });
  api.handle('rollout.prepare', ({ act, ring }) => ({
    ...{ ...s02Plan().commit, phrase: '' },
    ...{ act, ring },
  }));
  const primary = await screen.findByRole('button', { name: 'Check the gate again' });
  primary.focus();
  await fireEvent.click(primary);
  const dialog = within(await screen.findByRole('dialog'));
  await fireEvent.click(dialog.getByRole('button', { name: 'Check, and go on if met' }));
  await screen.findByRole('button', { name: 'Hold' });
  return api;
}

const tell = (api: FakeApi, moment: RolloutMoment): void =>
  api.notify('rollout.changed', rolloutAt(s02Plan().rollout, moment));

describe('the result of a run', () => {
  it('comes into view where it begins, and has focus where it ends', async () => {
    const api = await begin();
    await waitFor(() => expect(scrolled.mock.contexts).toEqual([card()]));
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Hold' }));
    tell(api, 'held');
    await waitFor(() => expect(document.activeElement).toBe(card()));
    expect(scrolled.mock.contexts).toEqual([card(), card()]);
  });

  it('leaves focus where somebody works elsewhere meanwhile', async () => {
    const api = await begin();
    await waitFor(() => expect(scrolled).toHaveBeenCalledTimes(1));
    const notes = screen.getByRole('button', { name: /^Notes/ });
    notes.focus();
    tell(api, 'held');
    await screen.findByText('On hold');
    expect(document.activeElement).toBe(notes);
    expect(scrolled).toHaveBeenCalledTimes(1);
  });

  it('leaves a text field alone', async () => {
    const api = await renderPlan('rollout', { moment: 'running' });
    await screen.findByRole('button', { name: 'Hold' });
    const field = document.querySelector('main')?.appendChild(document.createElement('textarea'));
    field?.focus();
    tell(api, 'held');
    await screen.findByText('On hold');
    expect(document.activeElement).toBe(field);
  });
});

describe('a gate that is not met', () => {
  it('names the main button by what it does, and says how the gate stands', async () => {
    await renderPlan('rollout', { moment: 'gate' });
    const primary = await screen.findByRole('button', { name: 'Check the gate again' });
    expect(primary.dataset['command']).toBe('primary');
    expect(screen.queryByRole('button', { name: /^(Start|Continue to) ring/ })).toBeNull();
    const told = 'Gate not met. People with a working method (%): 50, which is 50 short of 100.';
    expect(within(card() as HTMLElement).getByText(told)).toBeTruthy();
    await fireEvent.click(primary);
    const dialog = await screen.findByRole('dialog', {
      name: 'Check the gate again, and go on if it is met?',
    });
    expect(within(dialog).getByText(told)).toBeTruthy();
    expect(within(dialog).getByText(/If not, nothing is sent/)).toBeTruthy();
  });

  it('shows the steps of the current ring before what is finished, on demand', async () => {
    await renderPlan('rollout', { moment: 'held' });
    const show = await screen.findByRole('button', {
      name: 'Show finished parts: 3 (steps: 29)',
    });
    const part = document.getElementById('step-s01')?.closest('details')?.parentElement;
    expect(part?.className).toContain('is-hidden');
    await fireEvent.click(show);
    expect(part?.className).not.toContain('is-hidden');
    expect(show.getAttribute('aria-expanded')).toBe('true');
  });
});
