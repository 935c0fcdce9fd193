import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTenantStore } from '../../src-main/store/open-store';
import { bundleChild, childEnvironment } from '../fixtures/bundle-child';
import {
  campaignSeed,
  isLong,
  notRunHere,
  quickFolder,
  randomOf,
  reached,
} from '../fixtures/campaign';
import { openStoreAt, rolloutId } from '../fixtures/journal-on-disk';
import { hasStrace } from './disk-writes';

const entries = 12;
let room: string;
let program: string;

beforeAll(async () => {
  room = quickFolder('disk');
  program = join(room, 'store-child.mjs');
  await bundleChild(join(import.meta.dirname, 'store-child.ts'), program);
}, 120_000);

afterAll(() => {
  // A case that failed leaves its small disk mounted.
  while (spawnSync('umount', [join(room, 'small')]).status === 0);
  rmSync(room, { recursive: true, force: true });
});

interface Ran {
  readonly acknowledged: number;
  readonly lines: readonly string[];
}

/** Runs the program under something that makes the disk fail. */
function run(directory: string, before: readonly string[], count = entries): Ran {
  const words = [...before, process.execPath, program, directory, String(count)];
  const [command = '', ...rest] = words;
  const ran = spawnSync(command, rest, { env: childEnvironment, maxBuffer: 1 << 26 });
  const lines = ran.stdout.toString().trim().split('\n');
  const acks = lines.flatMap((line) => /^ack (\d+)$/.exec(line)?.[1] ?? []).map(Number);
  return { acknowledged: (acks.at(-1) ?? -1) + 1, lines };
}

/** noWriteWithoutDurableIntent and haltIsFinal, seen from the next start on a disk that is well. */
function check(directory: string, failed: Ran, place: string): void {
  const { lines, acknowledged } = failed;
  expect([place, lines.includes('wrote after a failure')]).toEqual([place, false]);
  const halt = lines.find((line) => line.startsWith('halt store/'));
  if (halt !== undefined) expect([place, halt]).toEqual([place, 'halt store/halted dead']);
  const again = run(directory, []);
  expect([place, again.lines.at(-1)]).toEqual([place, 'closed']);
  const store = openStoreAt(directory, 'read');
  try {
    expect([place, store.journal.verify(rolloutId).state]).toEqual([place, 'intact']);
    const kept = store.journal.read(rolloutId).map((entry) => entry.body['n']);
    // What was acknowledged is there, once and in its place; at most one more, "perhaps sent".
    expect([place, kept]).toEqual([place, kept.map((_, n) => n)]);
    expect([place, kept.length >= acknowledged]).toEqual([place, true]);
    expect([place, kept.length <= Math.max(entries, acknowledged + 1)]).toEqual([place, true]);
  } finally {
    store.close();
  }
}

describe('a failing disk', { timeout: 7_200_000 }, () => {
  it('never lets a request leave whose announcement is not durable: every k-th flush fails', () => {
    if (!hasStrace) return notRunHere('P6', 'strace is not installed: no failing fsync');
    const counted = join(room, 'counted');
    const trace = join(room, 'count');
    run(counted, ['strace', '-f', '-e', 'trace=fsync', '-o', trace]);
    const flushes = Number(spawnSync('grep', ['-c', 'fsync(', trace]).stdout.toString().trim());
    expect(flushes).toBeGreaterThan(entries * 3);
    const random = randomOf(campaignSeed);
    const all = Array.from({ length: flushes }, (_, index) => index + 1);
    const tried = isLong ? all : all.filter(() => random() < 10 / flushes);
    let halted = 0;
    for (const k of tried) {
      const directory = join(room, `fsync-${k}`);
      const inject = ['-e', 'trace=fsync', '-e', `inject=fsync:error=EIO:when=${k}`];
      const failed = run(directory, ['strace', '-f', '-qq', ...inject, '-o', '/dev/null']);
      if (failed.lines.some((line) => /^(halt|refused)/.test(line))) halted += 1;
      check(directory, failed, `flush ${k}`);
      rmSync(directory, { recursive: true, force: true });
    }
    expect(halted).toBeGreaterThan(0);
    reached('P6', `${tried.length} of ${flushes} flushes failing, ${halted} seen at once`, {
      flushes: [tried.length, flushes],
    });
  });

  it('halts where the disk is full, at every size, and goes on once there is room', () => {
    const mounted = join(room, 'small');
    mkdirSync(mounted);
    const mayMount = mount(mounted, 1_000);
    if (mayMount) spawnSync('umount', [mounted]);
    // Without a disk of its own, a limit on every file's size stands in for it.
    const sizes = isLong ? range(24, 700, 4) : range(40, 440, mayMount ? 50 : 80);
    let full = 0;
    for (const kilobytes of sizes) {
      const place = `${kilobytes} kB`;
      const directory = join(mayMount ? mounted : room, `full-${kilobytes}`);
      if (mayMount) expect(mount(mounted, kilobytes)).toBe(true);
      const limit = `trap '' XFSZ; ulimit -f ${kilobytes}; exec "$@"`;
      const failed = run(directory, mayMount ? [] : ['bash', '-c', limit, '-'], 400);
      if (failed.lines.some((line) => /^(halt|refused)/.test(line))) full += 1;
      // The disk as it was, on one with room.
      const roomy = join(room, `roomy-${kilobytes}`);
      cpSync(directory, roomy, { recursive: true });
      if (mayMount) expect(spawnSync('umount', [mounted]).status).toBe(0);
      check(roomy, failed, place);
    }
    expect(full).toBeGreaterThan(sizes.length / 2);
    const kind = mayMount ? 'disk sizes' : 'limits of a file’s size (no small disk without mount)';
    const every = range(24, 700, 4).length;
    reached('P6', `${sizes.length} ${kind}, ${full} of them full`, {
      sizes: mayMount ? [sizes.length, every] : [0, every],
    });
  });
});

it('gives the space set aside back where the disk is nearly full, so that a restart can write', () => {
  const mounted = join(room, 'nearly-full');
  mkdirSync(mounted);
  if (!mount(mounted, 12_000)) return notRunHere('P6', 'no small disk without mount');
  try {
    const ballast = join(mounted, 'ballast');
    writeFileSync(ballast, Buffer.alloc(4 * 1024 * 1024));
    const store = openTenantStore(mounted, { mode: 'write', clock: { now: () => 0 } });
    expect([store.ok, existsSync(ballast)]).toEqual([true, false]);
    if (store.ok) store.value.close();
  } finally {
    // This process may hold it a moment longer.
    spawnSync('umount', ['-l', mounted]);
  }
});

function mount(at: string, kilobytes: number): boolean {
  const words = ['-t', 'tmpfs', '-o', `size=${kilobytes}k,mode=0700`, 'tmpfs', at];
  return spawnSync('mount', words).status === 0;
}

function range(from: number, to: number, step: number): readonly number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, n) => from + n * step);
}
