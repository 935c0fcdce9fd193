import { readFileSync, realpathSync, statfsSync } from 'node:fs';
import { sep } from 'node:path';

/** What the system tells about where a folder lies; replaced in tests. */
export interface FolderSystem {
  readonly platform: NodeJS.Platform;
  /** The folder as the system knows it, links followed. */
  realPath(directory: string): string;
  /** Number of the file system, as `statfs` gives it. */
  typeOf(directory: string): number;
  /** Text of /proc/self/mountinfo. */
  mounts(): string;
}

export const thisSystem: FolderSystem = {
  platform: process.platform,
  realPath: (directory) => realpathSync.native(directory),
  typeOf: (directory) => statfsSync(directory).type,
  mounts: () => readFileSync('/proc/self/mountinfo', 'utf8'),
};

/** Linux's numbers (statfs(2), linux/magic.h). */
const networkTypes: ReadonlySet<number> = new Set([
  0x6969, // NFS
  0x517b, // SMB
  0xff534d42, // CIFS
  0xfe534d42, // SMB 2
  0x01021997, // 9p, the disks of Windows under WSL among them
  0x5346414f, // AFS
  0x00c36400, // Ceph
]);
/** One number for everything run outside the kernel: the mount says which. */
const fuseType = 0x65735546;
const networkMounts =
  /^fuse\.(sshfs|rclone|s3fs|davfs2?|curlftpfs|gcsfuse|glusterfs|gvfsd-fuse|kio-fuse)$/;

/**
 * True where the system tells that a folder lies on another computer: the log SQLite writes ahead
 * needs memory that all its readers share, and a lock that the server keeps (execution.md 1.3).
 * False where it does not tell.
 */
export function isNetworkFolder(directory: string, system: FolderSystem = thisSystem): boolean {
  try {
    const path = system.realPath(directory);
    if (system.platform === 'win32') return /^[\\/]{2}(?![.?][\\/](?!UNC[\\/]))/i.test(path);
    if (system.platform !== 'linux') return false;
    const type = system.typeOf(path) >>> 0;
    if (networkTypes.has(type)) return true;
    return type === fuseType && networkMounts.test(mountOf(path, system.mounts()));
  } catch {
    return false;
  }
}

/** File system of the innermost mount that holds the folder (proc(5): after the lone hyphen). */
function mountOf(path: string, mounts: string): string {
  let inner = { place: '', type: '' };
  for (const line of mounts.split('\n')) {
    const [before = '', after = ''] = line.split(' - ');
    const place = (before.split(' ')[4] ?? '').replace(/\\([0-7]{3})/g, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 8)),
    );
    const holds = place === '/' || path === place || path.startsWith(`${place}${sep}`);
    if (place !== '' && holds && place.length >= inner.place.length) {
      inner = { place, type: after.split(' ')[0] ?? '' };
    }
  }
  return inner.type;
}
