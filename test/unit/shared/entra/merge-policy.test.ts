import { describe, expect, it } from 'vitest';
import {
  methodVersion,
  personVersion,
  policyVersion,
} from '../../../../shared/entra/graph-version';
import { mergePolicy } from '../../../../shared/entra/merge-policy';

describe('the methods policy of both versions', () => {
  it('is beta’s, its gaps filled', () => {
    const beta = { '@odata.context': 'b', state: 'on', a: null, c: { x: 1 } };
    const v1 = { '@odata.context': 'v', state: 'off', a: 'one', b: 2, c: { x: 2, y: 3 } };
    expect(mergePolicy(beta, v1)).toEqual({ ...beta, a: 'one', b: 2 });
  });

  it('lists the methods beta lists, by id, whatever its letters', () => {
    const merged = mergePolicy(
      { authenticationMethodConfigurations: [{ id: 'sms', state: 'disabled' }, 'junk'] },
      {
        authenticationMethodConfigurations: [
          { id: 'Voice', state: 'enabled' },
          { id: 'Sms', state: 'enabled', 'x@odata.context': 'v', includeTargets: [] },
        ],
      },
    );
    expect(merged).toEqual({
      authenticationMethodConfigurations: [
        { id: 'sms', state: 'disabled', includeTargets: [] },
        'junk',
      ],
    });
  });

  it('stays junk where beta’s list is none', () => {
    const junk = { authenticationMethodConfigurations: 'none' };
    expect(mergePolicy(junk, { authenticationMethodConfigurations: [] })).toEqual(junk);
    expect(mergePolicy({}, { authenticationMethodConfigurations: [] })).toEqual({});
  });
});

describe('versions by cloud', () => {
  it('are beta where v1.0 lacks the object', () => {
    expect([policyVersion('global'), policyVersion('usgov'), policyVersion('china')]).toEqual([
      ...['v1.0', 'v1.0', 'beta'],
    ]);
    expect([personVersion('usgovdod'), personVersion('china')]).toEqual(['v1.0', 'beta']);
    const of = (id: string): readonly string[] =>
      (['global', 'usgov', 'usgovdod', 'china'] as const).map((cloud) => methodVersion(cloud, id));
    expect(of('HardwareOath')).toEqual(['beta', 'beta', 'beta', 'beta']);
    expect(of('QRCodePin')).toEqual(['v1.0', 'beta', 'beta', 'beta']);
    expect(of('Sms')).toEqual(['v1.0', 'v1.0', 'v1.0', 'beta']);
  });
});
