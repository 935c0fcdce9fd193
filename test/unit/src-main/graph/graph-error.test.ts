import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../shared/canonical';
import { parseJson, toFailure, toUnread } from '../../../../src-main/graph/graph-error';

describe('JSON of an answer', () => {
  it('replaces half a pair, in names and values alike, so that it can be hashed', () => {
    const json = parseJson('{"a\\ud800":["\\uDC00b",{"c":"d\\ud83d\\ude00\\ud83d"}],"e":1}');
    expect(json).toEqual({ 'a\uFFFD': ['\uFFFDb', { c: 'd😀\uFFFD' }], e: 1 });
    expect(() => canonicalJson(json ?? null)).not.toThrow();
  });

  it('leaves everything else as it came', () => {
    const text = '{"a":"\\ud83d\\ude00 \\u00e4","b":[null,true,-1.5],"c":{}}';
    expect(parseJson(text)).toEqual(JSON.parse(text));
    expect(parseJson('')).toBeUndefined();
    expect(parseJson('<html>')).toBeUndefined();
  });

  it.each([
    ['1e999'],
    ['{"a":[1,-1E+400]}'],
    ['{"a": 12.5e309}'],
    [`{"a":${'9'.repeat(310)}}`],
    [`{"a":[0,${'9'.repeat(310)}.5]}`],
    [`{"a":${'9'.repeat(300)}e10}`],
    [`{"a":${'9'.repeat(212)}.5E+99}`],
    ['{"a":1e999}'],
    ['[1e999 ,2]'],
    ['{"a":1e999\n}'],
  ])('is unreadable where a number is beyond all numbers: %s', (text) => {
    expect(parseJson(text)).toBeUndefined();
  });

  it('sees a number of 310 digits wherever it lies', () => {
    for (let at = 0; at < 420; at += 7) {
      const text = `{"a":"${'x'.repeat(at)}","b":${'9'.repeat(310)},"c":"${'x'.repeat(300)}"}`;
      expect(parseJson(text), String(at)).toBeUndefined();
    }
  });

  it.each([
    ['{"a":1e300}'],
    [`{"a":${'9'.repeat(300)}}`],
    ['{"a":"1e999"}'],
    ['{"id":"0c1e123a-9e45"}'],
    ['{"a":-0}'],
    ['1e-999'],
  ])('takes what only looks so: %s', (text) => {
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });
});

describe('why an answer leaves data unread', () => {
  const reason = (status: number, code = ''): string =>
    toUnread({ status, headers: {}, text: '', json: code === '' ? undefined : { error: { code } } })
      .code;

  it.each([
    [403, 'Authorization_RequestDenied', 'refused'],
    [403, 'AccessDenied', 'refused'],
    [403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant', 'notLicensed'],
    [400, 'AadPremiumLicenseRequired', 'notLicensed'],
    [400, 'BadRequest', 'notFound'],
    [404, 'ResourceNotFound', 'notFound'],
    [404, 'notCaptured', 'notCaptured'],
    [501, '', 'notFound'],
    [429, '', 'throttled'],
    [408, '', 'network'],
    [500, '', 'busy'],
    [503, '', 'busy'],
    [504, '', 'busy'],
    [403, 'insufficient_claims', 'signIn'],
    [200, '', 'malformed'],
  ])('%i %s: %s', (status, code, expected) => {
    expect(reason(status, code)).toBe(expected);
  });

  it('is a missing permission for 403 alone', () => {
    const others = Array.from({ length: 100 }, (_, at) => 400 + at).filter((one) => one !== 403);
    expect(others.filter((status) => reason(status) === 'refused')).toEqual([]);
    expect([401, 402, 405, 409, 410, 412, 423].map((status) => reason(status))).toEqual(
      Array.from({ length: 7 }, () => 'notAccepted'),
    );
  });
});

describe('the failure a person reads', () => {
  const failureOf = (status: number, code: string): string =>
    toFailure({ status, headers: {}, text: '', json: { error: { code } } }).code;

  it('parts a permission that is missing from a sign-in that is too old', () => {
    expect(failureOf(403, 'Authorization_RequestDenied')).toBe('graph/refused');
    expect(failureOf(403, 'Forbidden')).toBe('graph/refused');
    expect(failureOf(403, 'AccessDenied')).toBe('graph/sign-in-again');
    for (const status of [400, 402, 405, 409, 412, 423]) {
      expect(failureOf(status, 'AccessDenied'), String(status)).toBe('graph/bad-request');
    }
    expect(failureOf(401, 'InvalidAuthenticationToken')).toBe('graph/unauthorized');
  });
});
