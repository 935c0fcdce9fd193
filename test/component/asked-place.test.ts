import { beforeEach, describe, expect, it } from 'vitest';
import { AskedPlace } from '../../src-renderer/state/asked-place';

describe('the place somebody came for', () => {
  beforeEach(() => document.body.replaceChildren());

  it('is the first of those asked for that is there, once', () => {
    const asked = new AskedPlace();
    asked.ask(['gone', 'there', 'also']);
    expect(asked.take('also', ['also', 'there'])).toBe(false);
    expect(asked.take('there', ['also', 'there'])).toBe(true);
    expect(asked.take('there', ['also', 'there'])).toBe(false);
  });

  it('is forgotten when another screen is gone to', () => {
    const asked = new AskedPlace();
    asked.ask(['there']);
    asked.ask([]);
    expect(asked.take('there')).toBe(false);
  });

  it('takes no focus that somebody has put elsewhere meanwhile', () => {
    const field = document.body.appendChild(document.createElement('input'));
    const asked = new AskedPlace();
    asked.ask(['there']);
    field.focus();
    expect(asked.take('there')).toBe(false);
    field.blur();
    expect(asked.take('there')).toBe(false);
  });
});
