import { screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { screenNames } from '../../../shared/wizard/screen';
import { answerPlanCalls } from '../../fixtures/fake-plan';
import { planViews } from '../../fixtures/plan-views';
import { renderPlan } from '../render-plan';
import { renderApp } from '../render-with-app';

const title = 'One act: security defaults off, Conditional Access on';

describe('the switch from security defaults on Review', () => {
  it('is one act with its parts, what can go wrong, the way back and what comes after', async () => {
    const views = planViews('S12');
    const bundled = views.review.steps.filter((step) => step.bundle !== null);
    expect(bundled.map((step) => step.kind)).toEqual(['securityDefaults.set', 'ca.setState']);
    await renderApp('review', (api) => answerPlanCalls(api, views), { reached: [...screenNames] });
    const act = within(await screen.findByRole('region', { name: title }));
    const [order] = act.getAllByRole('list');
    const parts = within(order as HTMLElement).getAllByRole('listitem');
    const says = parts.map((part) => part.textContent ?? '');
    expect(says).toHaveLength(5);
    expect(says[1]).toMatch(/^Security defaults go off/);
    expect(says[3]).toContain(bundled[1]?.target ?? 'no policy');
    const faults = within(act.getByRole('table', { name: 'What can go wrong' }));
    expect(faults.getAllByRole('row')).toHaveLength(5);
    expect(act.getAllByText(/^Taken back only as a whole/)).not.toEqual([]);
    expect(act.getByText(/Review the policies Microsoft created$/)).toBeTruthy();
    for (const { id } of bundled) {
      // Each of its steps with its requests, once on the whole page.
      const shown = screen.getAllByText(new RegExp(`^${id} ·`));
      expect(shown).toHaveLength(1);
      expect(act.getByText(new RegExp(`^${id} ·`))).toBe(shown[0]);
    }
  });

  it('is not there where nothing is switched', async () => {
    await renderPlan('review');
    await screen.findByRole('heading', { name: /steps, in this order$/ });
    expect(screen.queryByRole('region', { name: title })).toBeNull();
  });
});
