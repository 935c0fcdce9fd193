import { describe, expect, it } from 'vitest';
import { unknownNames } from '../../../../src-main/cli/unknown-names';

const external = 'c5a9b815-eb84-4081-84cc-f67dd7243baf';
const found = (choices: Readonly<Record<string, unknown>>) =>
  unknownNames(choices, 'c.json').map(({ code, values }) => [
    code,
    values['file'],
    values['place'],
    values['near'],
  ]);

describe('names in choices that nobody knows', () => {
  it('are methods, whatever stands under them', () => {
    const methods = { sms: null, PalmScan: { value: 7 }, Fido2: {}, External: {}, [external]: {} };
    expect(found({ methods })).toEqual([
      ['input/unknown-method', 'c.json', 'methods.sms', 'Sms'],
      ['input/unknown-method', 'c.json', 'methods.PalmScan', undefined],
    ]);
  });

  it('are codes of findings', () => {
    const accepted = [{ code: 'OATH-SPLIT' }, { code: 'OATH-SPILT' }, 3, {}];
    expect(found({ accepted })).toEqual([
      ['input/choices-invalid', 'c.json', 'accepted[1].code', 'OATH-SPLIT'],
    ]);
  });

  it('are none where the lists have another shape', () => {
    expect(found({ methods: ['Sms'], accepted: {} })).toEqual([]);
    expect(found({})).toEqual([]);
  });
});
