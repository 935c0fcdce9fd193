import { screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { rolloutAt } from '../../fixtures/rollout-states';
import { renderPlan, s02Plan } from '../render-plan';

describe('The timeline on Roll out', () => {
  const fold = async (): Promise<HTMLDetailsElement> => {
    const title = await screen.findByText('Where the plan is in time');
    return title.closest('details') as HTMLDetailsElement;
  };
  /** A simulated page does not fold by itself. */
  const unfold = (details: HTMLDetailsElement): void => {
    details.open = true;
    details.dispatchEvent(new Event('toggle'));
  };

  it('is folded, shows the approved plan with the mark of now, and the same as a table', async () => {
    // Of S02, now is the day before the first step.
    const api = await renderPlan('rollout');
    const details = await fold();
    expect(details.open).toBe(false);
    expect(api.inputsOf('schedule.approved')).toEqual([]);
    unfold(details);
    const figure = await within(details).findByRole('figure', { name: 'The plan in time' });
    expect(figure.querySelector('[data-mark="now"]')).not.toBeNull();
    const table = within(figure).getByRole('table', { hidden: true });
    const now = within(table).getByRole('rowheader', { name: 'Now', hidden: true });
    expect(now.closest('tr')?.textContent).toMatch(/2026/);
    // What is edited since is another plan.
    expect(api.inputsOf('schedule.get')).toEqual([]);
  });

  it('goes on with the run', async () => {
    const api = await renderPlan('rollout');
    unfold(await fold());
    await waitFor(() => expect(api.inputsOf('schedule.approved')).toHaveLength(1));
    api.notify('rollout.changed', rolloutAt(s02Plan().rollout, 'running'));
    await waitFor(() => expect(api.inputsOf('schedule.approved')).toHaveLength(2));
  });
});
