import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { afterPack, fuses, readFuses } from '../../src-main/launch/pack-fuses.mjs';
import { rootFolder } from '../../src-main/launch/places.mjs';
import { reached } from '../fixtures/campaign';

/** The mark before the wire in every Electron; then the version of the wire, its length, its fuses. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** As Electron comes with nine fuses: on, off, on, on, off, off, off, on, on. */
const asItComes = '101100011';
/** As they are on a release, in the order of execution.md 4.3. */
const wanted = '010011001';
const { electron: shipping } = (
  JSON.parse(readFileSync(join(rootFolder, 'package.json'), 'utf8')) as {
    devDependencies: { electron: string };
  }
).devDependencies;
const room = mkdtempSync(join(tmpdir(), 'causeway-fuses-'));
let folders = 0;
afterAll(() => rmSync(room, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

const programs = { linux: 'causeway', win32: 'Causeway.exe' } as const;

/** A file with a fuse wire in its middle, where a packed app has its program. */
function made(wire: string, platform: keyof typeof programs = 'linux') {
  const appOutDir = join(room, String((folders += 1)));
  mkdirSync(appOutDir);
  const around = Buffer.alloc(70_000, 0x31);
  const head = Buffer.from([1, wire.length]);
  const parts = [around, Buffer.from(sentinel), head, Buffer.from(wire), around];
  const executable = join(appOutDir, programs[platform]);
  writeFileSync(executable, Buffer.concat(parts));
  const wireOf = (): string => {
    const bytes = readFileSync(executable);
    const from = bytes.indexOf(sentinel) + sentinel.length + 2;
    expect(bytes).toHaveLength(2 * around.length + sentinel.length + 2 + wire.length);
    return bytes.subarray(from, from + wire.length).toString();
  };
  /** What electron-builder calls before it signs. */
  const pack = (version = shipping): Promise<void> => {
    const names = { appInfo: { productFilename: 'Causeway' }, executableName: 'causeway' };
    const packager = { ...names, info: { framework: { version } } };
    return afterPack({ appOutDir, electronPlatformName: platform, packager });
  };
  return { executable, wireOf, pack };
}

const foundIn = async (file: string) =>
  (await readFuses(file)).map(({ name, found }) => [name, found]);

describe('the fuse wire of the Electron to ship', () => {
  it.each(['linux', 'win32'] as const)('is set and read back whole (%s)', async (platform) => {
    const file = made(asItComes, platform);
    const before = await readFuses(file.executable);
    expect(before.filter((row) => row.found !== row.wanted)).toHaveLength(7);
    await file.pack();
    expect(file.wireOf()).toBe(wanted);
    expect(await foundIn(file.executable)).toEqual(fuses);
    expect(fuses.map(([, isOn]) => (isOn ? '1' : '0')).join('')).toBe(wanted);
  });

  it('with any one fuse that is not as set is seen for that one', async () => {
    for (const index of fuses.keys()) {
      const other = wanted[index] === '1' ? '0' : '1';
      const file = made(wanted.slice(0, index) + other + wanted.slice(index + 1));
      const wrong = (await readFuses(file.executable)).filter((row) => row.found !== row.wanted);
      expect(wrong.map(({ name }) => name)).toEqual([fuses[index]?.[0]]);
    }
    const figure = `${fuses.length} of ${fuses.length} set by the hook of packing and read back on a made file`;
    reached('P24', `${figure} with the wire of Electron ${shipping}, each seen where it is not`, {
      wire: fuses.length,
    });
  });

  it.each([
    ['a fuse less', asItComes.slice(0, 8), 'WasmTrapHandlers;'],
    ['the last one off, which nobody can set', '101100010', 'WasmTrapHandlers;'],
    ['the last one taken out', '10110001r', 'WasmTrapHandlers;'],
    ['one that nobody has judged', `${asItComes}1`, 'fuse 10;'],
    ['the wire of an Electron out of support', '1011000', 'GrantFileProtocolExtraPrivileges, Wasm'],
  ])('with %s makes no release', async (_, wire, named) => {
    await expect(made(wire).pack()).rejects.toThrow(`fuses not as they must be: ${named}`);
  });

  it('of another Electron makes no release, and is packed for trying with what it has', async () => {
    await expect(made(asItComes).pack('25.9.8')).rejects.toThrow('packed with Electron 25.9.8');
    vi.stubEnv('CAUSEWAY_PACK', 'trial');
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const older = made('1011000');
    await older.pack('25.9.8');
    expect(older.wireOf()).toBe(wanted.slice(0, 7));
    expect(written.mock.calls.join()).toContain('7 of 9 fuses set; not a release');
    written.mockRestore();
  });
});
