import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { snapshotHash } from '../../../../src-main/rollout/snapshot-hash';
import { runCommand } from '../../../fixtures/run-command';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';
import { snapshotText } from '../../../fixtures/snapshot-text';
import { sha256 } from '../../../fixtures/stable-id';

const folder = mkdtempSync(join(tmpdir(), 'causeway-later-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const { snapshot } = scenarioSnapshot(readScenario('S01'));

function saved(takenAt: string): string {
  const file = join(folder, `${takenAt.slice(0, 10)}.json`);
  const other = { ...snapshot, takenAt };
  writeFileSync(file, snapshotText({ ...other, hash: snapshotHash(other, sha256) }));
  return file;
}

const said = 'The tenant was read on 24 Nov 2026. That is after 22 Nov 2026';

it.each(['assess', 'plan'])(
  'is said by %s of a reading after --as-of, beside the answer',
  async (name) => {
    const out = name === 'plan' ? ['--out', join(folder, 'p.causeway')] : [];
    const words = [name, '--snapshot', saved('2026-11-24T01:00:00.000Z'), '--as-of', '2026-11-22'];
    const run = await runCommand([...words, ...out, '--json']);
    expect(run.code, run.err).toBe(0);
    expect(run.err).toContain(said);
    expect(run.out).toMatch(/^\{\s+"schema": "causeway-/);
  },
);

it('is said of a file from tomorrow, whatever it is judged by then', async () => {
  const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString();
  const run = await runCommand(['assess', '--snapshot', saved(tomorrow), '--json']);
  expect(run.err).toContain('How old the data is can’t be told');
});

it('is not said of a reading of the same day or before', async () => {
  for (const takenAt of ['2026-11-24T23:00:00.000Z', '2026-11-01T00:00:00.000Z']) {
    const words = ['assess', '--snapshot', saved(takenAt), '--as-of', '2026-11-24', '--json'];
    expect((await runCommand(words)).err).not.toContain('The tenant was read on');
  }
});
