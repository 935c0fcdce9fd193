import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { rolloutAt } from '../../fixtures/rollout-states';
import { stopTargets } from '../../fixtures/rollout-stops';
import { assertive, byKey, fakeTimers, stopBy, stopControl } from '../press-stop';
import { renderPlan, s02Plan } from '../render-plan';

const inBar = (button: HTMLElement) => within(button.closest('header') ?? document.body);
const planHash = (): string | null => s02Plan().rollout.planHash;

describe('Emergency stop', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each(['Enter', ' '])('stops on the second press of %j, with its ticket', async (key) => {
    fakeTimers();
    const api = await renderPlan('rollout', { moment: 'enforced' });
    const button = await stopControl();
    await byKey(button, key);
    const text = await inBar(button).findByText(/^Press Emergency stop again within 10 seconds/);
    expect(text.textContent).toMatch(/report-only, nothing is deleted, and people whom nothing/);
    expect(assertive()).toBe(text.textContent);
    await waitFor(() =>
      expect(api.inputsOf('rollout.prepare')).toEqual([{ act: 'stop', ring: null }]),
    );
    expect(api.inputsOf('rollout.stop')).toEqual([]);
    await vi.advanceTimersByTimeAsync(9_000);
    await byKey(button, key);
    const dialog = await screen.findByRole('dialog', { name: 'Emergency stop' });
    await within(dialog).findByText('Stopped. 2 policies are back to report-only.');
    expect(api.inputsOf('rollout.stop')).toEqual([
      { ticket: 'ticket-1', phrase: '', planHash: planHash(), restore: false },
    ]);
    const alert = within(dialog).getByRole('alert').textContent;
    expect(alert).toMatch(/back to report-only\.\s*People whom nothing asks for MFA now: 212/);
  });

  it('names the policies it will turn off before it does', async () => {
    fakeTimers();
    const api = await renderPlan('rollout', { moment: 'enforced' });
    const button = await stopControl();
    await byKey(button, 'Enter');
    for (const { name } of stopTargets) {
      const line = (await inBar(button).findByText(name)).closest('li');
      expect(line?.textContent).toBe(`${name}: On → Report-only`);
    }
    expect(api.inputsOf('rollout.stop')).toEqual([]);
  });

  it('names none that is off already, and says where nothing is left', async () => {
    fakeTimers();
    await renderPlan('rollout', { moment: 'enforced' });
    await stopBy((button) => fireEvent.click(button));
    await screen.findByRole('dialog', { name: 'Emergency stop' });
    document.querySelector('dialog')?.close();
    const button = await stopControl();
    await byKey(button, 'Enter');
    expect(await inBar(button).findByText(/^Nothing is left to stop: as last read/)).toBeTruthy();
    for (const { name } of stopTargets) expect(inBar(button).queryByText(name)).toBeNull();
  });

  it('stops by two presses of a switch or a screen reader, which send clicks alone', async () => {
    fakeTimers();
    const api = await renderPlan('rollout', { moment: 'enforced' });
    await stopBy((button) => fireEvent.click(button));
    expect(api.inputsOf('rollout.stop')).toHaveLength(1);
  });

  it('stops when it is held for 2 s, and not before', async () => {
    fakeTimers();
    const api = await renderPlan('rollout', { moment: 'enforced' });
    const button = await stopControl();
    await fireEvent.pointerDown(button, { button: 0 });
    await inBar(button).findByText(/^Keep holding for 2 seconds/);
    await vi.advanceTimersByTimeAsync(1_000);
    await fireEvent.pointerLeave(button);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(api.inputsOf('rollout.prepare')).toEqual([]);
    await fireEvent.keyDown(button, { key: ' ' });
    await fireEvent.keyDown(button, { key: ' ', repeat: true });
    await vi.advanceTimersByTimeAsync(2_000);
    await waitFor(() => expect(api.inputsOf('rollout.stop')).toHaveLength(1));
    await fireEvent.keyUp(button, { key: ' ' });
    expect(api.inputsOf('rollout.stop')).toHaveLength(1);
  });

  it('is withdrawn by Esc, by its button and by time, and says so', async () => {
    fakeTimers();
    const api = await renderPlan('rollout', { moment: 'enforced' });
    const button = await stopControl();
    await byKey(button, 'Enter');
    await fireEvent.keyDown(button, { key: 'Escape' });
    await waitFor(() => expect(assertive()).toBe('Emergency stop withdrawn. Nothing was changed.'));
    await byKey(button, 'Enter');
    await fireEvent.click(await screen.findByRole('button', { name: 'Don’t stop' }));
    await waitFor(() => expect(document.activeElement).toBe(button));
    await byKey(button, 'Enter');
    await vi.advanceTimersByTimeAsync(10_000);
    await waitFor(() => expect(assertive()).toMatch(/^Emergency stop not confirmed within 10/));
    expect(inBar(button).queryByText(/^Press Emergency stop again/)).toBeNull();
    await byKey(button, 'Enter');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(api.inputsOf('rollout.stop')).toEqual([]);
  });

  it('takes no key for a press that went down elsewhere', async () => {
    fakeTimers();
    const api = await renderPlan('rollout', { moment: 'enforced' });
    const button = await stopControl();
    await fireEvent.keyDown(button, { key: 'Enter', repeat: true });
    await vi.advanceTimersByTimeAsync(3_000);
    await fireEvent.keyUp(button, { key: 'Enter' });
    expect(inBar(button).queryByText(/^Press Emergency stop again/)).toBeNull();
    expect(api.inputsOf('rollout.stop')).toEqual([]);
  });

  it.each(['running', 'holding', 'held', 'drift', 'failed', 'rollingBack', 'halted'] as const)(
    'is within reach of every screen while the rollout is %s',
    async (state) => {
      const api = await renderPlan('findings');
      await screen.findByRole('heading', { level: 1 });
      expect(screen.queryByRole('button', { name: 'Emergency stop' })).toBeNull();
      api.notify('rollout.changed', { ...rolloutAt(s02Plan().rollout, 'enforced'), state });
      const button = await stopControl();
      await fireEvent.keyDown(document.body, { key: '>', ctrlKey: true, shiftKey: true });
      expect(document.activeElement).toBe(button);
    },
  );

  it('is not there before a policy was turned on', async () => {
    await renderPlan('rollout', { moment: 'gate' });
    await screen.findByText('Step s19 waits for you');
    expect(screen.queryByRole('button', { name: 'Emergency stop' })).toBeNull();
  });
});
