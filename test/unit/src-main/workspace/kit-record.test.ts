import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { ok } from '../../../../shared/result';
import { kitExportedAt, rememberKitIn } from '../../../../src-main/workspace/kit-record';

const kit = { planHash: 'a'.repeat(64), at: '2026-11-22T12:00:00.000Z' };

/** When a kit counts as exported that went into this folder. */
function exportedInto(directory: string): string | null {
  const saved = new Map<string, unknown>();
  const settings = {
    get: (key: string) => saved.get(key),
    set: (key: string, value: unknown) => ok(void saved.set(key, value)),
  };
  const store = { settings } as never;
  const dataFolder = join(tmpdir(), 'causeway-data');
  expect(rememberKitIn({ directory, dataFolder }, store, kit)).toEqual(ok(undefined));
  return kitExportedAt(store, kit.planHash);
}

it('a kit among the plans is none: it goes when they are deleted', () => {
  expect(exportedInto(join(tmpdir(), 'causeway-data', 'workspaces', 'a'))).toBeNull();
  expect(exportedInto(join(tmpdir(), 'causeway-data'))).toBeNull();
  expect(exportedInto(join(tmpdir(), 'causeway-kits'))).toBe(kit.at);
});
