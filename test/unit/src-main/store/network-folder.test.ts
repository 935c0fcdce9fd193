import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { isNetworkFolder, type FolderSystem } from '../../../../src-main/store/network-folder';
import { openTenantStore } from '../../../../src-main/store/open-store';

const folder = mkdtempSync(join(tmpdir(), 'causeway-network-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const linux = (type: number, mounts = ''): FolderSystem => ({
  ...{ platform: 'linux', realPath: (path) => path, typeOf: () => type, mounts: () => mounts },
});
const windows = (path: string): FolderSystem => ({
  ...linux(0),
  ...{ platform: 'win32', realPath: () => path },
});

const ext4 = 0xef53;
const fuse = 0x65735546;

it.each([
  ['NFS', 0x6969],
  ['SMB', 0x517b],
  ['CIFS', 0xff534d42],
  ['CIFS, as a signed number', 0xff534d42 | 0],
  ['SMB 2', 0xfe534d42],
  ['9p', 0x01021997],
])('refuses %s', (_, type) => {
  expect(isNetworkFolder('/srv/state', linux(type))).toBe(true);
});

it('takes a disk of this computer, and what the system does not tell', () => {
  for (const type of [ext4, 0x01021994, 0x9123683e, 0x58465342]) {
    expect(isNetworkFolder('/srv/state', linux(type))).toBe(false);
  }
  const silent = { ...linux(ext4), typeOf: () => Number.parseInt(tell(), 16) };
  expect(isNetworkFolder('/srv/state', silent)).toBe(false);
  expect(isNetworkFolder('/Users/me', { ...linux(0x6969), platform: 'darwin' })).toBe(false);
});

function tell(): string {
  throw new Error('ENOSYS');
}

it('asks the innermost mount which file system outside the kernel it is', () => {
  const mounts = [
    '22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw',
    '40 22 0:50 / /home/me/far\\040away rw,nosuid - fuse.sshfs me@host:/srv rw',
    '41 40 0:51 / /home/me/far\\040away/near rw - fuse.gocryptfs /home/me/.near rw',
    '42 22 0:52 / /home/me/far rw - fuseblk /dev/sdb1 rw',
    '43 22 0:53 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw',
    '44 22 0:54 / /run/user/1000/kio-fuse-a rw - fuse.kio-fuse kio-fuse rw',
  ].join('\n');
  const at = (path: string): boolean => isNetworkFolder(path, linux(fuse, mounts));
  expect(at('/home/me/far away/state')).toBe(true);
  expect(at('/home/me/far away')).toBe(true);
  expect(at('/run/user/1000/gvfs/smb-share:server=files,share=it/state')).toBe(true);
  expect(at('/run/user/1000/kio-fuse-a/smb/files/state')).toBe(true);
  expect(at('/home/me/far away/near/state')).toBe(false);
  expect(at('/home/me/far/state')).toBe(false);
  expect(at('/srv')).toBe(false);
});

it('knows a share of Windows by its name', () => {
  for (const path of ['\\\\server\\share\\state', '\\\\?\\UNC\\server\\share\\state']) {
    expect([path, isNetworkFolder(path, windows(path))]).toEqual([path, true]);
  }
  for (const path of ['C:\\state', '\\\\?\\C:\\state']) {
    expect([path, isNetworkFolder(path, windows(path))]).toEqual([path, false]);
  }
});

it('opens no store for writing there, and leaves nothing behind but the folder', () => {
  const options = { mode: 'write', clock: { now: () => 0 } } as const;
  const far = join(folder, 'far');
  mkdirSync(far);
  const refused = openTenantStore(far, { ...options, system: linux(0x6969) });
  expect(refused).toMatchObject({
    ok: false,
    failure: { code: 'store/network-folder', values: { path: far } },
  });
  expect(readdirSync(far)).toEqual([]);
  const opened = openTenantStore(join(folder, 'near'), { ...options, system: linux(ext4) });
  expect(opened.ok).toBe(true);
  if (opened.ok) opened.value.close();
});
