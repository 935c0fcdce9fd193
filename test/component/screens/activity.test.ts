import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';
import ActivityAccess from '../../../src-renderer/screens/ActivityAccess.svelte';
import { renderPlan, s02Plan } from '../render-plan';

async function opened() {
  const api = await renderPlan('activity', { moment: 'running' });
  const table = await screen.findByRole('table', { name: 'Activity log' });
  return { api, table };
}

/** Cells of the entry with this number. */
function cellsOf(table: HTMLElement, seq: number): readonly string[] {
  const row = within(table)
    .getAllByRole('row')
    .find((one) => one.querySelector('td')?.textContent === String(seq));
  return [...(row?.querySelectorAll('td') ?? [])].map(({ textContent }) => textContent.trim());
}

describe('Activity log', () => {
  it('says in columns who did what to whom, from which value to which, with its request id', async () => {
    const { table } = await opened();
    const acked = s02Plan().activity.find(({ type }) => type === 'acked');
    const cells = cellsOf(table, acked?.seq ?? -1);
    expect(cells[1]).toContain('22 Nov 2026, 12:05');
    expect(cells[1]).toContain('(UTC)');
    expect(cells[2]).toBe('gaa@kestrel.example');
    expect(cells[5]).toBe(acked?.object);
    expect(cells[6]).toBe('not in the group → in the group');
    expect(cells[7]).toBe('Answer 204');
    expect(cells[8]).toContain('5f1c0000-0000-4000-8000-000000000001');
    const refused = s02Plan().activity.find(({ type }) => type === 'rejected');
    expect(cellsOf(table, refused?.seq ?? -1)[7]).toBe('Microsoft refused step s31.');
  });

  it('is walked with arrows, and Ctrl+C copies the entry that has focus', async () => {
    const { table } = await opened();
    const copied: string[] = [];
    document.execCommand = () => {
      copied.push(document.querySelector<HTMLTextAreaElement>('body > textarea')?.value ?? '');
      return true;
    };
    const details = [...table.querySelectorAll('summary')];
    details[0]?.focus();
    await fireEvent.keyDown(details[0] ?? table, { key: 'ArrowDown' });
    expect(document.activeElement).toBe(details[1]);
    await fireEvent.keyDown(details[1] ?? table, { key: 'c', ctrlKey: true });
    const [, second] = s02Plan().activity;
    const cells = cellsOf(table, second?.seq ?? -1);
    const [taken] = copied.map((text) => text.split('\t'));
    expect(taken).toHaveLength(9);
    expect([taken?.[0], taken?.[4], taken?.[7]]).toEqual([cells[0], cells[4], cells[7]]);
    await waitFor(() => expect(document.querySelector('.told')?.textContent).toMatch(/^Entry/));
  });

  it('counts entries per day, in a picture with its table', async () => {
    await opened();
    const table = within(screen.getByRole('table', { name: 'Entries per day' }));
    const cells = table.getAllByRole('row').map(({ children }) => [...children]);
    const { length } = s02Plan().activity;
    expect(cells[1]?.map((cell) => cell.textContent.trim()).slice(0, 3)).toEqual([
      ...['22 Nov 2026', '2', String(length - 2)],
    ]);
    expect(screen.getByText(/^Most on 22 Nov 2026: .* of them problems: 2\.$/)).toBeTruthy();
  });

  it('asks main for what a filter and a search leave', async () => {
    const { api } = await opened();
    await fireEvent.click(screen.getByRole('radio', { name: 'Problems' }));
    await screen.findByText('Entries shown: 2');
    const search = screen.getByRole('searchbox');
    await fireEvent.input(search, { target: { value: 'nobody' } });
    expect(await screen.findByText('No entry fits the filter')).toBeTruthy();
    expect(api.inputsOf('activity.list').at(-1)).toEqual({
      ...{ show: 'problems', search: 'nobody', offset: 0, limit: 100 },
    });
  });

  it('exports what is shown, and says that no name is in it', async () => {
    const { api } = await opened();
    await fireEvent.click(screen.getByRole('radio', { name: 'Problems' }));
    expect(screen.getByText(/without names: accounts, groups and policies/)).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Export log' }));
    await waitFor(() =>
      expect(api.inputsOf('activity.export')).toEqual([
        { show: 'problems', search: '', language: 'en' },
      ]),
    );
    expect(await screen.findByText('Saved as activity-1234abcd.csv')).toBeTruthy();
  });

  it('shows sign-ins and exports among the entries, with numbers of their own', async () => {
    const { table } = await opened();
    const first = within(table).getAllByRole('row')[1];
    const cells = [...(first?.querySelectorAll('td') ?? [])].map(({ textContent }) => textContent);
    expect([cells[0], cells[2], cells[4]]).toEqual([
      ...['A0', 'gaa@kestrel.example', 'Signed in to read. Not kept on this device'],
    ]);
    await fireEvent.click(screen.getByRole('radio', { name: 'Sign-ins and exports' }));
    await screen.findByText('Entries shown: 2');
    const last = screen.getAllByRole('row').find((row) => row.textContent.includes('A1'));
    expect(last?.textContent).toContain('report.html, report.csv, manifest.json');
  });

  it('says what is wrong with the record of sign-ins and exports, and that no rollout waits', () => {
    const fine = { chain: 'none', brokenAt: null, failure: null, missed: 0, why: null } as const;
    const { container, rerender } = render(ActivityAccess, { access: fine });
    expect(container.textContent.trim()).toBe('');
    const corrupt = { code: 'store/corrupt', values: { code: '26' } } as const;
    void rerender({ access: { ...fine, failure: corrupt, missed: 2, why: corrupt } });
    flushSync();
    expect(container.textContent).toContain('can’t be shown');
    expect(container.textContent).toContain('since Causeway was started: 2');
    void rerender({ access: { ...fine, chain: 'broken', brokenAt: 4 } });
    flushSync();
    expect(container.textContent).toMatch(/broken at entry A4.*Rollouts are not affected/);
  });

  it('says that the log is intact once it has been verified', async () => {
    await opened();
    expect(screen.queryByText(/^Verified at/)).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: 'Verify log' }));
    expect(await screen.findAllByText(/^Verified at \d\d:\d\d: the log is intact\.$/)).toBeTruthy();
  });
});
