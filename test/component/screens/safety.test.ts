import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { FakeApi } from '../../fixtures/fake-api';
import { renderPlan, s02Plan } from '../render-plan';

describe('Safety net', () => {
  it('rehearses, says what came back, then confirms and goes on', async () => {
    const api = await renderPlan('safety');
    await fireEvent.click(await screen.findByRole('button', { name: 'Rehearse' }));
    expect(
      (await screen.findAllByText('Everything that has a way back came back')).length,
    ).toBeGreaterThan(0);
    expect(api.inputsOf('safety.rehearse')).toHaveLength(1);
    await fireEvent.click(screen.getByRole('button', { name: 'Confirm safety net' }));
    await waitFor(() => expect(api.inputsOf('app.navigate')).toEqual([{ screen: 'review' }]));
    expect(api.inputsOf('safety.confirm')[0]?.planHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('names the step that waits for the accounts, each gate and each part that comes back', async () => {
    await renderPlan('safety');
    expect(await screen.findByText(/Step s01 of the plan waits for them/)).toBeTruthy();
    const back = screen.getByRole('table', { name: 'Roll back, part by part' });
    expect(within(back).getByRole('rowheader', { name: 'Whole tenant' })).toBeTruthy();
    expect(within(back).getByRole('rowheader', { name: 'Ring 0' })).toBeTruthy();
    const path = back.closest('figure')?.querySelector('ol');
    const [ring0] = s02Plan().safety.back.filter(({ ring }) => ring === 0);
    expect(path?.querySelectorAll('li')).toHaveLength(s02Plan().safety.back.length);
    expect(path?.children[1]?.textContent).toMatch(`Back: ${String(ring0?.restored)}`);
    expect(path?.textContent).toMatch(/As it is today.*After ring 0.*After ring 3/s);
    const gates = screen.getByRole('table', { name: 'Gates' });
    const steps = within(gates).getAllByRole('rowheader');
    expect(steps.length).toBeGreaterThan(1);
    for (const step of steps) expect(step.textContent).toMatch(/^s\d+ · \w+ \w+/);
    expect(
      screen.getByText('Methods people have registered meanwhile stay registered.'),
    ).toBeTruthy();
  });

  it('writes the roll-back kit where the person says', async () => {
    const api = await renderPlan('safety');
    await fireEvent.click(await screen.findByRole('button', { name: 'Export roll-back kit' }));
    await waitFor(() => expect(api.inputsOf('safety.exportKit')).toHaveLength(1));
    expect(await screen.findByText('Roll-back kit written: 2 files.')).toBeTruthy();
  });

  it.each([
    ['nobody answered for', { lastDrill: null, isDrillOld: true }, /^Not answered yet$/],
    ['long ago', { lastDrill: '2026-05-01', isDrillOld: true }, /1 May 2026 .*more than 90 days/],
    ['lately', { lastDrill: '2026-11-01', isDrillOld: false }, /^1 Nov 2026$/],
  ])('tells of a drill %s no more than is known', async (_name, drill, told) => {
    const { safety } = s02Plan();
    const account = { name: 'ea1', checks: [], alerting: true, ...drill };
    const emergency = { ...safety.emergency, accounts: [account] };
    const prepare = (api: FakeApi) => api.handle('safety.get', () => ({ ...safety, emergency }));
    await renderPlan('safety', { prepare: (api) => void prepare(api) });
    const row = (await screen.findByRole('rowheader', { name: 'Last drill' })).closest('tr');
    expect(row?.querySelector('td')?.textContent.replaceAll(/\s+/g, ' ').trim()).toMatch(told);
  });

  it('goes through the checks by arrows, and Enter leads to the evidence of each', async () => {
    const { safety } = s02Plan();
    const checks = [{ check: 'cloudOnly', isMet: false }];
    const account = { name: 'ea1', checks, alerting: true, lastDrill: null, isDrillOld: true };
    const emergency = { ...safety.emergency, accounts: [account] };
    const api = await renderPlan('safety', {
      prepare: (fake) => void fake.handle('safety.get', () => ({ ...safety, emergency })),
    });
    const table = within(await screen.findByRole('table', { name: 'Emergency access' }));
    const rows = table.getAllByRole('button', { name: /^Evidence/ });
    expect(rows).toHaveLength(3);
    rows[0]?.focus();
    await fireEvent.keyDown(rows[0]!, { key: 'ArrowDown' });
    expect(document.activeElement).toBe(rows[1]);
    expect(rows[1]?.textContent).toContain('Last drill');
    await fireEvent.click(rows[0]!);
    await waitFor(() => expect(api.inputsOf('app.navigate')).toEqual([{ screen: 'findings' }]));
  });
});

describe('the evidence of a check', () => {
  const open = async (check: string): Promise<void> => {
    const { safety } = s02Plan();
    const checks = [{ check, isMet: false }];
    const account = { name: 'ea1', checks, alerting: true, lastDrill: null, isDrillOld: true };
    const emergency = { ...safety.emergency, accounts: [account] };
    await renderPlan('safety', {
      prepare: (fake) => void fake.handle('safety.get', () => ({ ...safety, emergency })),
    });
    await fireEvent.click((await screen.findAllByRole('button', { name: /^Evidence/ }))[0]!);
    await screen.findByRole('heading', { level: 1, name: 'Findings' });
    await waitFor(() => expect(document.querySelector('#finding-BG-MISSING')).not.toBeNull());
  };

  it('is its finding, open and in focus', async () => {
    await open('exists');
    const card = document.querySelector<HTMLDetailsElement>('#finding-BG-MISSING');
    expect(card?.open).toBe(true);
    expect(document.activeElement).toBe(card?.querySelector('summary'));
  });

  it.each(['cloudOnly', 'notHeardOf'])(
    'where nothing is told of %s: all findings',
    async (check) => {
      await open(check);
      expect(document.querySelectorAll('details[id^="finding-"][open]')).toHaveLength(0);
      expect(document.activeElement?.tagName).toBe('H1');
    },
  );
});
