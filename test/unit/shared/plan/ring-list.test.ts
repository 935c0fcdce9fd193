import { describe, expect, it } from 'vitest';
import { parseRingList } from '../../../../shared/plan/ring-list';

describe('a list of people and rings', () => {
  it('reads titles, quotes, either separator and any line end; the first line of a person wins', () => {
    const text =
      '\uFEFFupn;ring\r\n"mori@x.example";"Pilot ""A"""\r\nkai@x.example;Late\r\nMORI@x.example;Late\r\n';
    expect(parseRingList(text)).toEqual({
      ok: true,
      value: [
        { name: 'Pilot "A"', accounts: [{ upn: 'mori@x.example' }] },
        { name: 'Late', accounts: [{ upn: 'kai@x.example' }] },
      ],
    });
    expect(parseRingList('kai@x.example,Late')).toMatchObject({ ok: true });
  });

  it.each(['kai@x.example', 'a@x.example,1\nkai,2', 'a@x.example,"1', 'a@x.example,'])(
    'names the line that is wrong: %j',
    (text) => {
      const parsed = parseRingList(text);
      expect(parsed.ok).toBe(false);
      const place = text.includes('\n') ? '2' : '1';
      if (!parsed.ok)
        expect(parsed.failure).toMatchObject({ code: 'file/invalid', values: { place } });
    },
  );
});
