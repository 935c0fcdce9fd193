import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
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

  it('says that the log is intact once it has been verified', async () => {
    await opened();
    expect(screen.queryByText(/^Verified at/)).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: 'Verify log' }));
    expect(await screen.findAllByText(/^Verified at \d\d:\d\d: the log is intact\.$/)).toBeTruthy();
  });
});
