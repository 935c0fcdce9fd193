import { render } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import Notice from '../../../src-renderer/components/Notice.svelte';

afterEach(() => vi.restoreAllMocks());

describe('a notice', () => {
  it('is brought into view when it tells what has just happened', () => {
    const scroll = vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(() => {});
    render(Notice, { title: 'Refused', isLive: true });
    expect(scroll).toHaveBeenCalledExactlyOnceWith({ block: 'nearest' });
  });

  it('stays where it is when it only stands there, or somebody writes', () => {
    const scroll = vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(() => {});
    render(Notice, { title: 'Nothing is changed' });
    const field = document.createElement('textarea');
    document.body.append(field);
    field.focus();
    render(Notice, { title: 'Refused', isLive: true });
    expect(scroll).not.toHaveBeenCalled();
    field.remove();
  });
});
