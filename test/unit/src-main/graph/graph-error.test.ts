import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../shared/canonical';
import { parseJson } from '../../../../src-main/graph/graph-error';

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
});
