import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { createRawSnippet } from 'svelte';
import CommitDialog from '../../../src-renderer/components/CommitDialog.svelte';

function open(phrase: string) {
  const onact = vi.fn<(typed: string) => void>();
  const onclose = vi.fn<() => void>();
  render(CommitDialog, {
    props: {
      title: 'Start ring 2 for 240 people?',
      act: 'Start ring 2',
      cancel: 'Not now',
      phrase,
      onact,
      onclose,
      children: createRawSnippet(() => ({
        render: () => '<p>You can roll this ring back.</p>',
      })),
    },
  });
  return { onact, onclose, act: screen.getByRole('button', { name: 'Start ring 2' }) };
}

describe('CommitDialog', () => {
  it('names the act and offers the way out first', () => {
    open('');
    const dialog = screen.getByRole('dialog', { name: 'Start ring 2 for 240 people?' });
    const names = [...dialog.querySelectorAll('button')].map((button) => button.textContent);
    expect(names.indexOf('Not now')).toBeLessThan(names.indexOf('Start ring 2'));
  });

  it('does nothing until the phrase is typed exactly', async () => {
    const { onact, act } = open('kestrel.example 240');
    await fireEvent.click(act);
    expect(onact).not.toHaveBeenCalled();
    const field = screen.getByLabelText('To confirm, type “kestrel.example 240”');
    expect(document.activeElement).toBe(field);
    expect(field.getAttribute('aria-invalid')).toBe('true');

    await fireEvent.input(field, { target: { value: 'kestrel.example 24' } });
    await fireEvent.click(act);
    expect(onact).not.toHaveBeenCalled();

    await fireEvent.input(field, { target: { value: 'kestrel.example ２４０' } });
    await fireEvent.click(act);
    expect(onact).toHaveBeenCalledWith('kestrel.example ２４０');
  });

  it('brings what is wrong into view, which stands below the field', async () => {
    const seen: Element[] = [];
    Element.prototype.scrollIntoView = function () {
      seen.push(this);
    };
    const { act } = open('kestrel.example 240');
    await fireEvent.click(act);
    await vi.waitFor(() => expect(seen).toEqual([screen.getByText(/^The text differs\./)]));
  });

  it('is not committed by Enter in the field', async () => {
    const { onact } = open('a 1');
    const field = screen.getByLabelText('To confirm, type “a 1”');
    await fireEvent.input(field, { target: { value: 'a 1' } });
    await fireEvent.keyDown(field, { key: 'Enter' });
    expect(onact).not.toHaveBeenCalled();
  });

  it('closes by Escape without acting', async () => {
    const { onact, onclose } = open('');
    await fireEvent(screen.getByRole('dialog'), new Event('cancel', { cancelable: true }));
    expect(onclose).toHaveBeenCalledOnce();
    expect(onact).not.toHaveBeenCalled();
  });
});
