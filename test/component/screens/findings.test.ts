import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { renderPlan, s02Plan } from '../render-plan';

const card = (code: string): HTMLDetailsElement => {
  const found = document.querySelector<HTMLDetailsElement>(`#finding-${code}`);
  if (found === null) throw new Error(`no finding ${code}`);
  return found;
};
const summaryOf = (code: string): HTMLElement => card(code).querySelector('summary') as HTMLElement;

describe('Findings', () => {
  it('groups by what is asked of the reader, blocks first', async () => {
    await renderPlan('findings');
    await screen.findByRole('heading', { name: 'Blocks a ring (6)' });
    const names = screen.getAllByRole('heading', { level: 2 }).map((one) => one.textContent.trim());
    expect(names.filter((name) => /\(\d+\)$/.test(name))).toEqual([
      'Blocks a ring (6)',
      'Needs your choice (3)',
      'Should fix (9)',
      'For information (1)',
    ]);
  });

  it('draws readiness as a figure with the same counts as a table', async () => {
    await renderPlan('findings');
    const { readiness } = s02Plan().findings;
    const table = await screen.findByRole('table', { name: 'How ready people are' });
    expect(table.closest('figure')).not.toBeNull();
    const cells = within(table).getAllByRole('cell');
    expect(cells.map((cell) => Number(cell.textContent))).toEqual([
      ...[readiness.unknown, readiness.notReady, readiness.conditions, readiness.ready],
    ]);
  });

  it('draws readiness by department, kind and ring, each with the same counts as a table', async () => {
    const { findings } = s02Plan();
    const [nobodys] = findings.readinessBy.departments;
    if (nobodys === undefined) throw new Error('S02 has people');
    const sales = { name: 'Sales', unknown: 4, notReady: 3, conditions: 2, ready: 1 };
    const readinessBy = { ...findings.readinessBy, departments: [nobodys, sales] };
    await renderPlan('findings', {
      prepare: (fake) => fake.handle('findings.list', () => ({ ...findings, readinessBy })),
    });
    const choice = await screen.findByRole('group', { name: 'Readiness by' });
    const figures = (title: string): number[][] =>
      within(screen.getByRole('table', { name: title }))
        .getAllByRole('row')
        .slice(1)
        .map((row) =>
          within(row)
            .getAllByRole('cell')
            .map((one) => Number(one.textContent)),
        );
    const inOrder = (
      rows: readonly Readonly<Record<'unknown' | 'notReady' | 'conditions' | 'ready', number>>[],
    ): number[][] => rows.map((one) => [one.unknown, one.notReady, one.conditions, one.ready]);
    expect(figures('Readiness by department')).toEqual(inOrder(readinessBy.departments));
    await fireEvent.click(within(choice).getByRole('radio', { name: 'Kind of user' }));
    expect(figures('Readiness by kind of user')).toEqual(inOrder(readinessBy.kinds));
    expect(screen.queryByRole('table', { name: 'Readiness by department' })).toBeNull();
    await fireEvent.click(within(choice).getByRole('radio', { name: 'Ring' }));
    expect(figures('Readiness by ring')).toEqual(inOrder(readinessBy.rings ?? []));
    expect(readinessBy.rings?.length).toBeGreaterThan(1);
  });

  it('says which group has most left to do, and offers no rings before there is a plan', async () => {
    const { findings } = s02Plan();
    const counts = { unknown: 2, notReady: 3, conditions: 0, ready: 4 };
    const ready = { unknown: 0, notReady: 0, conditions: 1, ready: 90 };
    const others = { departments: 3, ...ready };
    const readinessBy = {
      // A department may be called what people without one are called.
      departments: [
        { name: null, ...ready },
        { name: 'No department', ...counts },
      ],
      ...{ otherDepartments: others, kinds: [{ kind: 'member', ...ready }], rings: null },
    };
    await renderPlan('findings', {
      prepare: (fake) => fake.handle('findings.list', () => ({ ...findings, readinessBy })),
    });
    const sentence = 'Most is left to do in “No department”: 5 of 9 are not ready or unknown.';
    expect(await screen.findByText(sentence)).toBeTruthy();
    const mark = /^No department, Unknown: 2 \(22\s?%\)$/;
    expect(screen.getByRole('img', { name: mark, hidden: true })).toBeTruthy();
    const table = screen.getByRole('table', { name: 'Readiness by department' });
    expect(within(table).getByRole('rowheader', { name: '3 smaller departments' })).toBeTruthy();
    const choice = screen.getByRole('group', { name: 'Readiness by' });
    expect(within(choice).queryByRole('radio', { name: 'Ring' })).toBeNull();
    await fireEvent.click(within(choice).getByRole('radio', { name: 'Kind of user' }));
    expect(screen.getByText(/^In every group, all people are ready/)).toBeTruthy();
  });

  it('begins with kinds where the tenant keeps no departments', async () => {
    await renderPlan('findings');
    const choice = await screen.findByRole('group', { name: 'Readiness by' });
    const names = within(choice).getAllByRole('radio', { checked: true });
    expect(names.map((one) => one.closest('label')?.textContent.trim())).toEqual(['Kind of user']);
    expect(within(choice).queryByRole('radio', { name: 'Department' })).toBeNull();
    expect(screen.getByRole('table', { name: 'Readiness by kind of user' })).toBeTruthy();
  });

  it('never offers to accept what blocks a ring', async () => {
    await renderPlan('findings');
    await screen.findByRole('heading', { name: 'Blocks a ring (6)' });
    expect(within(card('BG-MISSING')).queryByText('Accept as it is…')).toBeNull();
    expect(within(card('NO-METHOD')).getByText('Accept as it is…')).toBeTruthy();
  });

  it('accepts only with a reason', async () => {
    const api = await renderPlan('findings');
    await screen.findByRole('heading', { name: 'Blocks a ring (6)' });
    const inCard = within(card('NO-METHOD'));
    await fireEvent.click(inCard.getByRole('button', { name: /^Accept / }));
    const field = inCard.getByLabelText('Reason');
    expect(api.inputsOf('findings.accept')).toEqual([]);
    expect(document.activeElement).toBe(field);
    expect(field.getAttribute('aria-invalid')).toBe('true');

    await fireEvent.input(field, { target: { value: 'They start in January' } });
    await fireEvent.click(inCard.getByRole('button', { name: /^Accept / }));
    await waitFor(() =>
      expect(api.inputsOf('findings.accept')).toEqual([
        { code: 'NO-METHOD', reason: 'They start in January' },
      ]),
    );
    expect(await within(card('NO-METHOD')).findByText(/They start in January/)).toBeTruthy();
  });

  it('accepts what is for information, and takes an acceptance back', async () => {
    const api = await renderPlan('findings');
    await screen.findByRole('heading', { name: 'For information (1)' });
    const accept = within(card('NOT-APPLICABLE'));
    await fireEvent.input(accept.getByLabelText('Reason'), { target: { value: 'Known' } });
    await fireEvent.click(accept.getByRole('button', { name: /^Accept / }));
    expect(await within(card('NOT-APPLICABLE')).findByText(/: Known$/)).toBeTruthy();
    const now = await api.call('app.getState', {});
    if (!now.ok) throw new Error(now.failure.code);
    api.notify('app.changed', now.value);
    const undo = screen.getByRole('button', { name: 'Undo' });
    await waitFor(() => expect(undo).toHaveProperty('disabled', false));
    await fireEvent.click(undo);
    await waitFor(() => expect(api.inputsOf('findings.list')).toHaveLength(2));
    expect(await within(card('NOT-APPLICABLE')).findByLabelText('Reason')).toBeTruthy();
    expect(within(card('NOT-APPLICABLE')).queryByText(/: Known$/)).toBeNull();
  });

  it('says why where an edit could not be undone', async () => {
    await renderPlan('findings', {
      prepare: (fake) => {
        fake.handle('plan.history', () => ({ canUndo: true, canRedo: false }));
        fake.fail('plan.undo', 'store/unwritable');
      },
    });
    const undo = await screen.findByRole('button', { name: 'Undo' });
    await waitFor(() => expect(undo).toHaveProperty('disabled', false));
    await fireEvent.click(undo);
    expect(await screen.findByRole('button', { name: 'Copy details' })).toBeTruthy();
  });

  it('reads the tenant again by F5', async () => {
    const api = await renderPlan('findings');
    await screen.findByRole('button', { name: 'Read again' });
    await fireEvent.keyDown(document.body, { key: 'F5' });
    await waitFor(() => expect(api.inputsOf('app.navigate')).toEqual([{ screen: 'read' }]));
  });

  it('records a choice for each subject that was chosen, with the reason', async () => {
    const api = await renderPlan('findings');
    await screen.findByRole('heading', { name: 'Blocks a ring (6)' });
    const inCard = within(card('SSPR-MFA-MISMATCH'));
    const group = inCard.getByRole('group', { name: 'Software OATH tokens' });
    await fireEvent.click(within(group).getByRole('radio', { name: 'On' }));
    await fireEvent.click(inCard.getByRole('button', { name: 'Record choice' }));
    expect(api.inputsOf('findings.choose')).toEqual([]);
    await fireEvent.input(inCard.getByLabelText('Reason'), { target: { value: 'In use' } });
    await fireEvent.click(inCard.getByRole('button', { name: 'Record choice' }));
    await waitFor(() =>
      expect(api.inputsOf('findings.choose')).toEqual([
        { field: 'methods', subject: 'SoftwareOath', value: 'on', reason: 'In use' },
      ]),
    );
  });

  it('moves between findings by arrows, and A opens the reason', async () => {
    await renderPlan('findings');
    await screen.findByRole('heading', { name: 'Blocks a ring (6)' });
    summaryOf('ADMIN-PHONE-ONLY').focus();
    await fireEvent.keyDown(summaryOf('ADMIN-PHONE-ONLY'), { key: 'ArrowDown' });
    expect(document.activeElement).toBe(summaryOf('AMP-WOULD-STRAND'));
    await fireEvent.keyDown(summaryOf('AMP-WOULD-STRAND'), { key: 'a' });
    expect(card('AMP-WOULD-STRAND').open).toBe(false);
    await fireEvent.keyDown(summaryOf('NO-METHOD'), { key: 'A' });
    expect(card('NO-METHOD').open).toBe(true);
    expect(document.activeElement).toBe(within(card('NO-METHOD')).getByLabelText('Reason'));
  });

  it('shows what a finding rests on', async () => {
    await renderPlan('findings');
    await screen.findByRole('heading', { name: 'Blocks a ring (6)' });
    const inCard = within(card('AMP-WOULD-STRAND'));
    expect(inCard.getByRole('heading', { name: 'What it rests on', hidden: true })).toBeTruthy();
    expect(inCard.getByText(/^Registered methods: Mobile phone \(8\)/)).toBeTruthy();
  });

  it('counts "at least" in title and list while figures are lower bounds', async () => {
    await renderPlan('findings', { state: 'lowerBound' });
    await screen.findByRole('heading', { name: 'Blocks a ring (6)' });
    expect(summaryOf('NO-METHOD').textContent).toContain('At least 17 people have no method');
    const inCard = within(card('NO-METHOD'));
    const who = { name: 'Who it concerns (at least 17)', hidden: true };
    expect(inCard.getByRole('heading', who)).toBeTruthy();
    expect(summaryOf('NOT-APPLICABLE').textContent).not.toMatch(/at least/i);
  });

  it('names recorded choices that count as not made', async () => {
    const api = await renderPlan('findings', { state: 'staleChoices' });
    expect(await screen.findByText('2 recorded choices count as not made')).toBeTruthy();
    const range = 'Trusted IP range 192.0.2.0/24: “Drop”. What it was about isn’t there any more.';
    expect(screen.getByText(range)).toBeTruthy();
    expect(screen.getByText(/The tenant no longer has Entra ID P1/)).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Show difference' }));
    expect(await screen.findByText(/^The tenant has been read once so far/)).toBeTruthy();
    expect(api.inputsOf('read.difference')).toHaveLength(1);
  });

  it('says so when nothing was found', async () => {
    await renderPlan('findings', { state: 'empty' });
    expect(await screen.findByText('No findings')).toBeTruthy();
  });
});
