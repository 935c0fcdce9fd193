import { describe, expect, it } from 'vitest';
import { parseSnapshot } from '../../../../src-main/cli/snapshot-file';
import { snapshotHash } from '../../../../src-main/rollout/snapshot-hash';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';
import { sha256 } from '../../../fixtures/stable-id';
import { snapshotText } from '../../../fixtures/snapshot-text';

const { snapshot: read } = scenarioSnapshot(readScenario('S02'));
const snapshot = { ...read, hash: snapshotHash(read, sha256) };

describe('snapshot files', () => {
  it('come back as they were written', () => {
    const parsed = parseSnapshot(snapshotText(snapshot), 's.json', sha256);
    expect(parsed).toEqual({ ok: true, value: snapshot });
  });

  it.each([
    ['another schema', { ...snapshot, schema: 'causeway-plan/1' }, 'file/wrong-schema'],
    ['a field too many', { ...snapshot, extra: 1 }, 'file/invalid'],
    ['a state nobody knows', { ...snapshot, origin: 'elsewhere' }, 'file/invalid'],
    ['an edit by hand', { ...snapshot, policyBytes: 1, tenantId: 'other' }, 'file/invalid'],
  ])('with %s are refused', (_, value, code) => {
    expect(parseSnapshot(JSON.stringify(value), 's.json', sha256)).toMatchObject({
      failure: { code, values: { file: 's.json' } },
    });
  });
});
