/**
 * The fuses of a packed app (execution.md 4.3): set just before it is signed, then read back from
 * the packed file. A release whose read-back is not complete and right is refused.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';
import { rootFolder } from './places.mjs';

/** In the order of Electron's fuse wire. The last one has no switch yet: Electron has it on. */
export const fuses = [
  ['RunAsNode', false],
  ['EnableCookieEncryption', true],
  ['EnableNodeOptionsEnvironmentVariable', false],
  ['EnableNodeCliInspectArguments', false],
  ['EnableEmbeddedAsarIntegrityValidation', true],
  ['OnlyLoadAppFromAsar', true],
  ['LoadBrowserProcessSpecificV8Snapshot', false],
  ['GrantFileProtocolExtraPrivileges', false],
  ['WasmTrapHandlers', true],
];
const settable = 8;
/** Bytes of the wire, as Electron reads them. */
const states = new Map([
  [0x30, false],
  [0x31, true],
]);

/**
 * What one packed file says.
 * @param {string} executable of the packed app; on macOS its `.app`
 * @returns {Promise<{name: string, wanted: boolean, found: boolean | undefined}[]>} one row per fuse
 *   of the list and of the file; `undefined`: the file has no such fuse, or it was taken out
 */
export async function readFuses(executable) {
  const wire = await getCurrentFuseWire(executable);
  const count = Math.max(fuses.length, ...Object.keys(wire).map((key) => Number(key) + 1 || 0));
  return Array.from({ length: count }, (_, index) => {
    const [name, wanted] = fuses[index] ?? [`fuse ${index + 1}`, undefined];
    return { name, wanted, found: states.get(wire[index]) };
  });
}

/**
 * Hook of electron-builder: `electron-builder.yml` names it. With `CAUSEWAY_PACK=trial` a runtime
 * that is not the shipping one is packed too, with the fuses it has; that is never a release.
 * @throws {Error} before anything is signed or put into an installer
 */
export async function afterPack(context) {
  const executable = packedExecutable(context);
  const before = await getCurrentFuseWire(executable);
  const length = Object.keys(before).filter((key) => key !== 'version').length;
  const config = Object.fromEntries(
    fuses.slice(0, Math.min(length, settable)).map(([, value], index) => [index, value]),
  );
  const resetAdHocDarwinSignature = context.electronPlatformName === 'darwin';
  await flipFuses(executable, { version: FuseVersion.V1, resetAdHocDarwinSignature, ...config });
  const isTrial = process.env.CAUSEWAY_PACK === 'trial';
  const rows = await readFuses(executable);
  const judged = isTrial ? rows.slice(0, length) : rows;
  const wrong = judged.filter(({ wanted, found }) => wanted === undefined || found !== wanted);
  const version = context.packager.info.framework.version;
  const shipping = shippingVersion();
  if (isTrial) {
    const line = `trial pack with Electron ${version}: ${length} of ${fuses.length} fuses set`;
    process.stderr.write(`${line}; not a release\n`);
  }
  if (wrong.length > 0 || (!isTrial && version !== shipping)) {
    throw refusal(version, shipping, wrong);
  }
}

function packedExecutable({ appOutDir, electronPlatformName, packager }) {
  const product = packager.appInfo.productFilename;
  if (electronPlatformName === 'darwin') return join(appOutDir, `${product}.app`);
  if (electronPlatformName === 'win32') return join(appOutDir, `${product}.exe`);
  return join(appOutDir, packager.executableName);
}

function shippingVersion() {
  return JSON.parse(readFileSync(join(rootFolder, 'package.json'), 'utf8')).devDependencies
    .electron;
}

function refusal(version, shipping, wrong) {
  const names = wrong.map(({ name }) => name).join(', ') || '-';
  return new Error(
    `Not a release: fuses not as they must be: ${names}; packed with Electron ${version}, to ship ` +
      `is ${shipping}. Pack with the Electron of package.json, or set CAUSEWAY_PACK=trial to try ` +
      'packing only.\n' +
      `リリースできません。ヒューズが正しくありません: ${names}。使用した Electron は ${version}、` +
      `出荷用は ${shipping} です。package.json の Electron で作り直すか、試すだけなら ` +
      'CAUSEWAY_PACK=trial を指定してください。',
  );
}
