import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import DateInput from '../../../src-renderer/components/DateInput.svelte';
import TimeInput from '../../../src-renderer/components/TimeInput.svelte';
import { setLanguage } from '../../../src-renderer/i18n.svelte';

function show(value = '2026-12-05') {
  const onset = vi.fn<(value: string) => void>();
  render(DateInput, { props: { value, onset, label: 'First day' } });
  return { onset, field: screen.getByRole<HTMLInputElement>('textbox', { name: 'First day' }) };
}

describe('DateInput', () => {
  afterEach(() => setLanguage('en'));

  it('follows a switch of language at once, which the browser’s own field does not', async () => {
    const { field } = show();
    expect(field.value).toBe('2026-12-05');
    setLanguage('ja');
    await vi.waitFor(() => expect(field.value).toBe('2026/12/05'));
  });

  it('names year, month and day in the language of the window while it is empty', async () => {
    const { field } = show('');
    render(TimeInput, { props: { value: '', onset: vi.fn<() => void>(), label: 'From' } });
    const time = screen.getByRole<HTMLInputElement>('textbox', { name: 'From' });
    expect([field.placeholder, time.placeholder]).toEqual(['yyyy-mm-dd', 'hh:mm']);
    setLanguage('ja');
    await vi.waitFor(() =>
      expect([field.placeholder, time.placeholder]).toEqual(['年/月/日', '時:分']),
    );
    await fireEvent.input(field, { target: { value: '12/05' } });
    await fireEvent.change(field);
    expect(
      screen.getByText('日付として読み取れません。年/月/日 の形で入力してください。'),
    ).toBeTruthy();
  });

  it('offers the browser’s calendar only where it speaks the language of the window', async () => {
    show();
    expect(screen.getByRole('button', { name: 'Choose a day' })).toBeTruthy();
    setLanguage('ja');
    await vi.waitFor(() => expect(screen.queryByRole('button')).toBeNull());
  });

  it('gives a day as it is typed, and nothing that is no day', async () => {
    const { onset, field } = show();
    await fireEvent.input(field, { target: { value: '2026/12/2' } });
    expect(onset).toHaveBeenLastCalledWith('2026-12-02');
    await fireEvent.input(field, { target: { value: '12/05/2026' } });
    await fireEvent.change(field);
    expect(onset).toHaveBeenCalledTimes(1);
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText('That isn’t a day. Write it like yyyy-mm-dd.').id).toBe(
      field.getAttribute('aria-describedby'),
    );
    expect(field.value).toBe('12/05/2026');
  });

  it('moves by days with the arrows', async () => {
    const { onset, field } = show('2026-12-31');
    await fireEvent.keyDown(field, { key: 'ArrowUp' });
    await fireEvent.keyDown(field, { key: 'ArrowDown' });
    expect(onset.mock.calls).toEqual([['2027-01-01'], ['2026-12-30']]);
    // An arrow within a composition chooses among the input method's words.
    await fireEvent.keyDown(field, { key: 'ArrowUp', isComposing: true });
    expect(onset).toHaveBeenCalledTimes(2);
  });
});
