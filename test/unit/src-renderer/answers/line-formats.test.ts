import { describe, expect, it } from 'vitest';
import {
  accountLines,
  needLines,
  parseLines,
  radiusLines,
  rangeLines,
} from '../../../../src-renderer/answers/line-formats';
import { valueAt } from '../../../../shared/tenant/answer-paths';
import { withValueAt } from '../../../../src-renderer/answers/path-value';

describe('account lines', () => {
  it('reads each kind of selector and prints it back', () => {
    const lines = [
      'scan@kestrel.example',
      'svc-*@kestrel.example',
      'group:SSPR-Users',
      '8c5f0000-0000-4000-8000-000000000002',
    ];
    const { values, faulty } = parseLines(accountLines, `${lines.join('\n')}\n\n`);
    expect(values).toEqual([
      { upn: 'scan@kestrel.example' },
      { upnPattern: 'svc-*@kestrel.example' },
      { group: 'SSPR-Users' },
      { id: '8c5f0000-0000-4000-8000-000000000002' },
    ]);
    expect(values.map((value) => accountLines.print(value))).toEqual(lines);
    expect(faulty).toEqual([]);
  });

  it('names lines that are none', () => {
    expect(parseLines(accountLines, 'Ana García\nok@x.example').faulty).toEqual(['Ana García']);
  });

  it('takes full-width characters of a Japanese keyboard', () => {
    expect(parseLines(accountLines, 'ｓｃａｎ＠kestrel.example').values).toEqual([
      { upn: 'scan@kestrel.example' },
    ]);
  });
});

describe('other lines', () => {
  it('reads ranges, RADIUS clients and telephony needs', () => {
    expect(parseLines(rangeLines, '203.0.113.10/32\nfd00::/8\nhome').faulty).toEqual(['home']);
    expect(parseLines(radiusLines, 'VPN, mschapv2, 120').values).toEqual([
      { name: 'VPN', protocol: 'MSCHAPv2', users: 120 },
    ]);
    expect(parseLines(radiusLines, 'VPN, TLS, 120').faulty).toEqual(['VPN, TLS, 120']);
    expect(parseLines(needLines, 'a@x.example; no data on site').values).toEqual([
      { accounts: [{ upn: 'a@x.example' }], reason: 'no data on site' },
    ]);
    expect(parseLines(needLines, 'a@x.example').faulty).toEqual(['a@x.example']);
  });
});

describe('values by path', () => {
  it('sets deep values, keeps "I don’t know", and prunes what is taken away', () => {
    const one = withValueAt({ schema: 's' }, 'legacyMfa.rememberMfa', null);
    expect(one).toEqual({ schema: 's', legacyMfa: { rememberMfa: null } });
    expect(valueAt(one, 'legacyMfa.rememberMfa')).toBeNull();
    expect(valueAt(one, 'legacyMfa.rememberMfa.days')).toBeUndefined();
    expect(withValueAt(one, 'legacyMfa.rememberMfa', undefined)).toEqual({ schema: 's' });
  });

  it('leaves what it was given alone', () => {
    const before = Object.freeze({ sspr: Object.freeze({ scope: 'all' }) });
    expect(withValueAt(before, 'sspr.group', 'G')).toEqual({ sspr: { scope: 'all', group: 'G' } });
    expect(before).toEqual({ sspr: { scope: 'all' } });
  });
});
