import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import PlanName from '../../../src-renderer/shell/PlanName.svelte';
import { renderPlan } from '../render-plan';

it('stands in the top bar before the tenant, called as in lists of plans', async () => {
  await renderPlan('rings');
  const name = await screen.findByRole('button', { name: 'Plan: Kestrel Surveyors (Practice)' });
  const bar = name.closest('[data-region="top"]');
  const chip = screen.getByRole('group', { name: 'Tenant' });
  expect(bar?.contains(chip)).toBe(true);
  expect(name.compareDocumentPosition(chip) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
});

it('tells a long name whole, on a press and in a tip', async () => {
  const name = 'Kestrel Surveyors and Partners of the Northern Isles, Holdings';
  render(PlanName, { plan: { name, domain: 'kestrel.example', source: 'https' } });
  const button = screen.getByRole('button', { name: `Plan: ${name} (Live)` });
  expect([button.title, button.getAttribute('aria-expanded')]).toEqual([
    ...[`${name} (Live)`, 'false'],
  ]);
  await fireEvent.click(button);
  expect([button.classList.contains('whole'), button.getAttribute('aria-expanded')]).toEqual([
    ...[true, 'true'],
  ]);
});

it('is called by its domain, or by having none, where its tenant has no name yet', async () => {
  const { rerender } = render(PlanName, {
    plan: { name: '', domain: 'kestrel.example', source: 'capture' },
  });
  expect(screen.getByRole('button').textContent).toBe('kestrel.example (Capture)');
  await rerender({ plan: { name: '', domain: '', source: 'https' } });
  expect(screen.getByRole('button').textContent).toBe('Plan without a tenant yet (Live)');
});
