import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { usualSettings } from '../../../../shared/ipc/settings-contract';
import { policyFiles, readPolicyFile } from '../../../../src-main/app/find-policy';
import { policyPath, readPolicy, type Policy } from '../../../../src-main/app/policy-file';
import { Settings } from '../../../../src-main/app/settings';

const schema = 'causeway-policy/1';

function read(...contents: readonly unknown[]): Policy | null {
  const files = contents.map((_, place) => `/policy-${String(place)}.json`);
  return readPolicy(files, (file) => {
    const content = contents[files.indexOf(file)] ?? null;
    return content === null || typeof content === 'string' ? content : JSON.stringify(content);
  });
}

function settingsUnder(policy: Policy | null) {
  const written: unknown[] = [];
  const port = {
    ...{ read: () => undefined, isThere: () => false },
    write: (value: unknown) => void written.push(value),
  };
  return { settings: new Settings(port, () => undefined, policy), written };
}

test('no file sets nothing', () => {
  expect(read(null, null)).toBeNull();
  expect(settingsUnder(null).settings.current).toEqual(usualSettings);
});

test('what a file sets holds over the person’s own, cannot be changed, and is not written', () => {
  const policy = read({ schema, setBy: 'Contoso IT', settings: { soakDays: 5, isReadOnly: true } });
  expect(policy?.managed).toEqual({
    ...{ names: ['isReadOnly', 'soakDays'], setBy: 'Contoso IT', fault: null },
  });
  const { settings, written } = settingsUnder(policy);
  expect(settings.current).toEqual({ ...usualSettings, soakDays: 5, isReadOnly: true });
  expect(settings.change({ theme: 'dark', soakDays: 1 })).toMatchObject({
    failure: { code: 'input/managed-setting' },
  });
  expect(written).toEqual([]);
  expect(settings.change({ theme: 'dark' }).ok).toBe(true);
  // Once the file is gone, what the person chose is back.
  expect(written).toEqual([{ ...usualSettings, theme: 'dark' }]);
  expect(settings.current.soakDays).toBe(5);
});

test.each<[string, unknown, string]>([
  ['no JSON', '{', '–'],
  ['another schema', { schema: 'causeway-policy/2', settings: {} }, 'schema'],
  ['a setting nobody knows', { schema, settings: { soakdays: 5 } }, 'settings.soakdays'],
  ['a value out of the rules', { schema, settings: { interruptedPercent: 6 } }, 'settings.'],
  ['too much', ' '.repeat(70_000), '–'],
])('a file with %s closes what protects, and says where', (_name, content, place) => {
  const policy = read(content);
  expect(policy?.settings).toEqual({ isReadOnly: true, checksUpdates: false, asksTwoPeople: true });
  expect(policy?.managed.names).toEqual(['isReadOnly', 'checksUpdates', 'asksTwoPeople']);
  expect(policy?.managed.fault?.file).toBe('/policy-0.json');
  expect(policy?.managed.fault?.place).toContain(place);
  const { settings } = settingsUnder(policy);
  expect(settings.change({ isReadOnly: false }).ok).toBe(false);
  expect(settings.current.isReadOnly).toBe(true);
});

test('a second file adds to the first, takes nothing from it, and a fault in either closes', () => {
  const own = { schema, setBy: 'IT', settings: { isReadOnly: true, soakDays: 5 } };
  const named = { schema, settings: { isReadOnly: false, soakDays: 1, ringSize: 10 } };
  expect(read(own, named)?.settings).toEqual({ isReadOnly: true, soakDays: 5, ringSize: 10 });
  expect(read({ ...own, settings: { isReadOnly: false } }, '{')?.settings.isReadOnly).toBe(true);
});

test('lies where only administrators write, and a file that is there but not readable is no none', () => {
  expect(policyPath('linux')).toBe('/etc/causeway/policy.json');
  expect(policyPath('win32')).toBe('C:\\ProgramData\\Causeway\\policy.json');
  const folder = mkdtempSync(join(tmpdir(), 'causeway-policy-'));
  const named = join(folder, 'policy.json');
  expect(policyFiles({ CAUSEWAY_POLICY_FILE: named }, 'linux')).toEqual([
    policyPath('linux'),
    named,
  ]);
  expect(policyFiles({ CAUSEWAY_POLICY_FILE: 'policy.json' }, 'linux')).toEqual([
    policyPath('linux'),
  ]);
  expect(readPolicyFile(named)).toBeNull();
  writeFileSync(named, '{}');
  expect(readPolicyFile(named)).toBe('{}');
  mkdirSync(join(folder, 'folder.json'));
  const broken = readPolicy([join(folder, 'folder.json')], readPolicyFile);
  expect(broken?.settings.isReadOnly).toBe(true);
});
