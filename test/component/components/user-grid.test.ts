import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer } from '../../../shared/ipc/contract-types';
import type { PeoplePage, PeopleQuery, PersonRow } from '../../../shared/ipc/people-contract';
import { UserGridState } from '../../../src-renderer/components/user-grid.svelte';
import { s02People } from '../../fixtures/s02-people';

type Page = Answer<PeoplePage>;
const [somebody] = s02People as [PersonRow, ...PersonRow[]];

const empty: PeoplePage = { total: 0, of: 0, unread: null, rows: [], facets: [] };

function pages(total: number) {
  const asked: PeopleQuery[] = [];
  const read = async (query: PeopleQuery): Promise<Page> => {
    asked.push(query);
    const length = Math.max(0, Math.min(query.limit, total - query.offset));
    const rows = Array.from({ length }, (_, index) => ({
      ...somebody,
      id: `${query.list}-${query.offset + index}`,
    }));
    return { ok: true, value: { ...empty, total, of: total, rows } };
  };
  return { asked, grid: new UserGridState(read) };
}

describe('UserGridState', () => {
  it('asks only for the pages in view, once each', async () => {
    const { asked, grid } = pages(100_000);
    await grid.show('all');
    await grid.ensure(54_321, 54_340);
    await grid.ensure(54_330, 54_350);
    expect(asked.map(({ offset }) => offset)).toEqual([0, 54_300]);
    expect(grid.row(54_321)?.id).toBe('all-54321');
    expect(grid.row(200)).toBeUndefined();
  });

  it('moves with the keyboard to the last of 100,000 rows and stops there', async () => {
    const { grid } = pages(100_000);
    await grid.show('all');
    grid.move('End', 20);
    expect(grid.active).toBe(99_999);
    grid.move('ArrowDown', 20);
    expect(grid.active).toBe(99_999);
    grid.move('PageUp', 20);
    expect(grid.active).toBe(99_979);
    grid.move('Home', 20);
    expect(grid.active).toBe(0);
    expect(grid.move('a', 20)).toBe(false);
  });

  it('drops an answer that arrives after another list was asked for', async () => {
    let answerFirst: (page: Page) => void = () => undefined;
    const grid = new UserGridState((query) =>
      query.list === 'slow'
        ? new Promise((resolve) => (answerFirst = resolve))
        : Promise.resolve({
            ok: true,
            value: { ...empty, total: 1, rows: [{ ...somebody, id: 'new' }] },
          }),
    );
    const slow = grid.show('slow');
    await grid.show('fast');
    answerFirst({ ok: true, value: { ...empty, total: 9, rows: [{ ...somebody, id: 'old' }] } });
    await slow;
    expect(grid.total).toBe(1);
    expect(grid.row(0)?.id).toBe('new');
  });

  it('keeps a bounded number of rows however far somebody scrolls, and reads again what it let go', async () => {
    const { asked, grid } = pages(100_000);
    await grid.show('all');
    let most = 0;
    for (let from = 0; from < 100_000; from += 700) {
      await grid.ensure(from, from + 40);
      expect(grid.row(from + 40)).toBeDefined();
      most = Math.max(most, grid.heldRows);
    }
    expect(most).toBeLessThanOrEqual(600);
    // The active row stays, however far away: Enter still opens it.
    expect(grid.activeRow?.id).toBe('all-0');
    expect(grid.row(700)).toBeUndefined();
    const before = asked.length;
    await grid.ensure(700, 700);
    expect(asked.length).toBe(before + 1);
    expect(grid.row(700)?.id).toBe('all-700');
  });

  it('asks main a bounded number of times a second, and for what is looked at last', async () => {
    vi.useFakeTimers();
    try {
      const { asked, grid } = pages(100_000);
      await grid.show('all');
      for (let frame = 0; frame < 60; frame += 1) {
        grid.ensureSoon(frame * 1_000, frame * 1_000 + 40);
        await vi.advanceTimersByTimeAsync(16);
      }
      await vi.advanceTimersByTimeAsync(100);
      expect(asked.length).toBeLessThan(30);
      expect(grid.row(59_020)).toBeDefined();
    } finally {
      vi.useRealTimers();
    }
  });

  it('says so when the first page takes its time, and not before', async () => {
    vi.useFakeTimers();
    try {
      let answer: (page: Page) => void = () => undefined;
      const grid = new UserGridState(() => new Promise((resolve) => (answer = resolve)));
      const shown = grid.show('all');
      await vi.advanceTimersByTimeAsync(900);
      expect(grid.isSlow).toBe(false);
      await vi.advanceTimersByTimeAsync(200);
      expect(grid.isSlow).toBe(true);
      answer({ ok: true, value: empty });
      await shown;
      expect(grid.isSlow).toBe(false);
    } finally {
      vi.useRealTimers();
    }
  });

  it('asks for nothing past the end of the list', async () => {
    const { asked, grid } = pages(3);
    await grid.show('all');
    await grid.ensure(0, 40);
    expect(asked).toHaveLength(1);
  });

  it('sends its filters, and takes them back one by one, all at once, or with another list', async () => {
    const { asked, grid } = pages(3);
    await grid.show('all');
    await grid.toggleFilter('kind', 'member');
    await grid.toggleFilter('kind', 'externalGuest');
    await grid.toggleFilter('unknown', 'any');
    expect(asked.at(-1)?.filters).toMatchObject({
      kind: ['member', 'externalGuest'],
      unknown: ['any'],
    });
    expect(grid.isNarrowed).toBe(true);
    await grid.toggleFilter('kind', 'member');
    expect(asked.at(-1)?.filters.kind).toEqual(['externalGuest']);
    await grid.clearFilters();
    expect(grid.chosen).toEqual([]);
    await grid.toggleFilter('kind', 'member');
    await grid.show('july');
    expect(asked.at(-1)).toMatchObject({ list: 'july', filters: { kind: [] } });
    expect(grid.isNarrowed).toBe(false);
  });

  it('turns the order round on the second press of a column', async () => {
    const { asked, grid } = pages(3);
    await grid.show('all');
    await grid.sortBy('date');
    await grid.sortBy('date');
    expect(asked.map(({ sort, descending }) => [sort, descending])).toEqual([
      ['name', false],
      ['date', false],
      ['date', true],
    ]);
  });

  it('keeps a failed page unread and asks again', async () => {
    let isBroken = true;
    const grid = new UserGridState(() =>
      Promise.resolve<Page>(
        isBroken
          ? { ok: false, failure: { code: 'store/corrupt', values: {} } }
          : { ok: true, value: { ...empty, total: 1, rows: [somebody] } },
      ),
    );
    await grid.show('all');
    expect(grid.failure?.code).toBe('store/corrupt');
    expect(grid.total).toBeNull();
    isBroken = false;
    await grid.refresh();
    expect(grid.failure).toBeNull();
    expect(grid.total).toBe(1);
  });

  describe('while the table is being made', () => {
    const part = (done: number, length = 2): Page => {
      const rows = Array.from({ length }, (_, at) => ({ ...somebody, id: `of-${done}-${at}` }));
      return {
        ok: true,
        value: { ...empty, total: done, of: done, rows, filling: { done, of: 9 } },
      };
    };
    const whole: Page = {
      ok: true,
      value: { ...empty, total: 9, of: 9, rows: [{ ...somebody, id: 'whole' }] },
    };
    const gridOf = (...answers: Page[]) => {
      const asked: PeopleQuery[] = [];
      const grid = new UserGridState((query) => {
        asked.push(query);
        return Promise.resolve(answers.shift() ?? whole);
      });
      return { asked, grid };
    };
    beforeEach(() => void vi.useFakeTimers());
    afterEach(() => void vi.useRealTimers());

    it('shows what is there, looks again, and stops once it is whole', async () => {
      const { asked, grid } = gridOf(part(3), part(6));
      await grid.show('all');
      expect([grid.total, grid.filling, grid.row(0)?.id]).toEqual([
        3,
        { done: 3, of: 9 },
        'of-3-0',
      ]);
      await vi.advanceTimersByTimeAsync(700);
      expect([grid.total, grid.filling?.done, grid.row(0)?.id]).toEqual([6, 6, 'of-6-0']);
      await vi.advanceTimersByTimeAsync(700);
      expect([grid.total, grid.filling, grid.row(0)?.id]).toEqual([9, null, 'whole']);
      await vi.advanceTimersByTimeAsync(5_000);
      expect(asked.map(({ mayBePart }) => mayBePart)).toEqual([true, true, true]);
    });

    it('keeps nothing of the part on pages that nobody looks at', async () => {
      const { grid } = gridOf(part(200, 60), part(200, 60));
      await grid.show('all');
      await grid.ensure(60, 119);
      expect(grid.row(60)?.id).toBe('of-200-0');
      await vi.advanceTimersByTimeAsync(700);
      expect([grid.filling, grid.row(60)]).toEqual([null, undefined]);
    });

    it('does not leave a part standing as the list where the table cannot be made', async () => {
      const failure = { code: 'store/unwritable', message: { key: 'x', values: {} } } as never;
      const { asked, grid } = gridOf(part(3), { ok: false, failure });
      await grid.show('all');
      await vi.advanceTimersByTimeAsync(700);
      expect([grid.total, grid.filling, grid.failure]).toEqual([null, null, failure]);
      await vi.advanceTimersByTimeAsync(5_000);
      expect(asked).toHaveLength(2);
      await grid.refresh();
      expect([grid.total, grid.failure]).toEqual([9, null]);
    });

    it('asks no more for a list that was left', async () => {
      const { asked, grid } = gridOf(part(3));
      await grid.show('all');
      await grid.searchFor('ana');
      await vi.advanceTimersByTimeAsync(5_000);
      expect(asked.map(({ search }) => search)).toEqual(['', 'ana']);
    });
  });
});
