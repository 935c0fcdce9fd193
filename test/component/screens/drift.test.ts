import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { renderPlan, s02Plan, stepOf } from '../render-plan';

const { steps } = s02Plan().rollout;
const enforcing = steps.find((one) => one.purpose === 'caEnforce' && one.kind === 'ca.setState');
const driftTitle = 'Someone changed this after you approved. Nothing more was sent.';

/** The cells of a table's body, row by row. */
const cellsOf = (table: HTMLElement): string[][] =>
  [...table.querySelectorAll('tbody tr')].map((row) =>
    [...row.children].map((cell) => cell.textContent.trim()),
  );
const headersOf = (table: HTMLElement): string[] =>
  within(table)
    .getAllByRole('columnheader')
    .map((one) => one.textContent);

describe('what somebody else changed', () => {
  it('stands field by field, what is theirs first and the rest folded', async () => {
    await renderPlan('rollout', { moment: 'drift' });
    const table = await screen.findByRole('table', { name: driftTitle });
    expect(headersOf(table)).toEqual(['Change', 'Setting', 'Planned from', 'Planned to', 'Now']);
    const report = 'enabledForReportingButNotEnforced';
    expect(cellsOf(table)).toEqual([
      ['Changed by someone else', 'excludeGroups', '[]', '[]', 'visitors'],
      ['Changed by someone else', 'state', report, 'enabled', 'disabled'],
    ]);
    const rest = screen.getByRole('table', { name: 'Fields nobody else changed (1)' });
    expect(rest.closest('details')?.open).toBe(false);
    expect(cellsOf(rest)[0]?.[0]).toBe('Unchanged');
    // No earlier value is kept of what the step leaves alone: it is named, and stands in no table.
    expect(screen.getByText(/leaves it alone: conditions and sessionControls\./)).toBeTruthy();
  });

  it('leaves three ways on, none of which writes by itself', async () => {
    const api = await renderPlan('rollout', { moment: 'drift' });
    const ways = within(await screen.findByRole('region', { name: 'How to go on' }));
    expect(ways.getAllByRole('heading', { level: 4 }).map((one) => one.textContent)).toEqual([
      'Put it back',
      'Roll back',
      'Make a new plan',
    ]);
    await fireEvent.click(ways.getByRole('button', { name: 'Check again and go on…' }));
    await fireEvent.click(await screen.findByRole('button', { name: 'Not now' }));
    await fireEvent.click(ways.getByRole('button', { name: 'Roll back…' }));
    await fireEvent.click(await screen.findByRole('button', { name: 'Not now' }));
    const { nextRing } = { nextRing: enforcing?.ring ?? null };
    expect(api.inputsOf('rollout.prepare')).toEqual([
      { act: 'resume', ring: nextRing },
      { act: 'rollBack', ring: null },
    ]);
    expect(api.inputsOf('rollout.start')).toEqual([]);
    expect(api.inputsOf('rollout.rollBack')).toEqual([]);
    expect(ways.getByText(/^Roll back what this plan has done, then read/)).toBeTruthy();
    await fireEvent.click(ways.getByRole('button', { name: 'Read the tenant again' }));
    expect(api.inputsOf('app.navigate')).toEqual([{ screen: 'read' }]);
  });

  it('has nothing to roll back before anything was done', async () => {
    await renderPlan('rollout', { moment: 'driftFirst' });
    const ways = within(await screen.findByRole('region', { name: 'How to go on' }));
    expect(ways.queryByRole('button', { name: 'Roll back…' })).toBeNull();
    expect(ways.getByText(/^Read the tenant again and plan from what is there now/)).toBeTruthy();
  });

  it('is unknown where it was not read', async () => {
    await renderPlan('rollout', { moment: 'driftUnread' });
    const table = await screen.findByRole('table', { name: driftTitle });
    expect(cellsOf(table)).toEqual([['Unknown', 'state', 'disabled', 'enabled', 'Unknown']]);
  });

  it('names people', async () => {
    await renderPlan('rollout', { moment: 'driftPeople' });
    const table = await screen.findByRole('table', { name: driftTitle });
    expect(cellsOf(table)[0]?.slice(1)).toEqual([
      'ren.ito@kestrel.example',
      'enabled',
      'disabled',
      'enforced',
    ]);
  });
});

describe('what somebody else changed before it was taken back', () => {
  it('says what the plan wrote, and is put back or left', async () => {
    const api = await renderPlan('rollout', { moment: 'driftBack' });
    const method = steps.findLast((one) => one.kind === 'method.configure')?.id ?? '';
    const table = await screen.findByRole('table', {
      name: 'Someone changed this after the plan did. It wasn’t taken back.',
    });
    expect(headersOf(table).slice(2)).toEqual(['Written by the plan', 'Before the plan', 'Now']);
    expect(screen.queryByRole('region', { name: 'How to go on' })).toBeNull();
    const step = within(stepOf(method));
    expect(step.getByText(/to the value under “Written by the plan” or “Before/)).toBeTruthy();
    expect(step.getByRole('button', { name: 'Leave this step as it is' })).toBeTruthy();
    await fireEvent.click(step.getByRole('button', { name: 'Roll back…' }));
    await waitFor(() =>
      expect(api.inputsOf('rollout.prepare')).toEqual([{ act: 'rollBack', ring: null }]),
    );
  });
});
