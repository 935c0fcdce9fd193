import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** What a program did to the files of one directory, in order. Names are without the directory. */
export type DiskWrite =
  | { readonly kind: 'write'; readonly file: string; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly file: string; readonly size: number }
  | { readonly kind: 'sync'; readonly file: string }
  | { readonly kind: 'create' | 'unlink'; readonly file: string }
  | { readonly kind: 'rename'; readonly file: string; readonly to: string }
  | { readonly kind: 'syncDirectory' }
  /** The program said that this entry is durable. */
  | { readonly kind: 'ack'; readonly n: number };

export const hasStrace = spawnSync('strace', ['-V']).status === 0;

/** Arguments that make strace write down what `readDiskWrites` reads. */
export function straceArguments(output: string): readonly string[] {
  const calls = 'openat,close,pwrite64,write,fsync,fdatasync,ftruncate,rename,unlink';
  return ['-f', '-xx', '-s', '70000', '-e', `trace=${calls}`, '-o', output];
}

const text = (hex: string): Buffer => Buffer.from(hex.replaceAll('\\x', ''), 'hex');

/** Reads strace's notes; calls that failed and files outside the directory are left out. */
export function readDiskWrites(trace: string, directory: string): readonly DiskWrite[] {
  const open = new Map<number, string>();
  const writes: DiskWrite[] = [];
  const inside = (path: string): string | null =>
    path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : null;
  for (const line of readFileSync(trace, 'latin1').split('\n')) {
    const call = /^\d+ +(\w+)\((.*)\) += (-?\d+)/.exec(line);
    if (call === null || Number(call[3]) < 0) continue;
    const [, name = '', words = '', result = ''] = call;
    const strings = [...words.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, hex]) =>
      text(hex ?? ''),
    );
    const fd = Number(/^\d+/.exec(words)?.[0] ?? -1);
    const file = open.get(fd);
    switch (name) {
      case 'openat': {
        const path = strings[0]?.toString() ?? '';
        open.set(Number(result), path);
        const own = inside(path);
        if (own !== null && words.includes('O_CREAT')) writes.push({ kind: 'create', file: own });
        if (own !== null && words.includes('O_TRUNC')) {
          writes.push({ kind: 'truncate', file: own, size: 0 });
        }
        break;
      }
      case 'close':
        open.delete(fd);
        break;
      case 'write': {
        const said = strings[0]?.toString() ?? '';
        const ack = /^ack (\d+)/.exec(said);
        if (fd === 1 && ack !== null) writes.push({ kind: 'ack', n: Number(ack[1]) });
        const own = file === undefined ? null : inside(file);
        // Files written from their start to their end, at once.
        if (own !== null) writes.push({ kind: 'write', file: own, at: 0, bytes: strings[0]! });
        break;
      }
      case 'pwrite64': {
        const own = file === undefined ? null : inside(file);
        const at = Number(/, (\d+)$/.exec(words)?.[1] ?? 0);
        if (own !== null) writes.push({ kind: 'write', file: own, at, bytes: strings[0]! });
        break;
      }
      case 'ftruncate': {
        const own = file === undefined ? null : inside(file);
        const size = Number(/, (\d+)$/.exec(words)?.[1] ?? 0);
        if (own !== null) writes.push({ kind: 'truncate', file: own, size });
        break;
      }
      case 'fsync':
      case 'fdatasync':
        if (file === directory) writes.push({ kind: 'syncDirectory' });
        else if (file !== undefined && inside(file) !== null) {
          writes.push({ kind: 'sync', file: inside(file) ?? '' });
        }
        break;
      case 'rename': {
        const [from = Buffer.alloc(0), to = Buffer.alloc(0)] = strings;
        if (inside(from.toString()) === null) break;
        writes.push({
          kind: 'rename',
          file: basename(from.toString()),
          to: basename(to.toString()),
        });
        break;
      }
      case 'unlink': {
        const own = inside(strings[0]?.toString() ?? '');
        if (own !== null) writes.push({ kind: 'unlink', file: own });
        break;
      }
    }
  }
  return writes;
}
