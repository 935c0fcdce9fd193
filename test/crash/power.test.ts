import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleChild, childEnvironment } from '../fixtures/bundle-child';
import {
  campaignSeed,
  letGo,
  notRunHere,
  quickFolder,
  randomOf,
  reached,
  sizeOf,
} from '../fixtures/campaign';
import {
  appendNth,
  openStoreAt,
  planHash,
  readingAt,
  readList,
  rolloutId,
} from '../fixtures/journal-on-disk';
import { hasStrace, readDiskWrites, straceArguments, type DiskWrite } from './disk-writes';
import { RecordedDisk } from './power-cut';

const images = sizeOf(250, 10_000);
let room: string;
let writes: readonly DiskWrite[];
let hashes: readonly string[];
/** Pages of the reading that a cut took although they had been written. */
let lostPages = 0;

/** Enough entries that the log is folded into the database on the way, and twice at an end. */
const runs = [250, 300];

beforeAll(async () => {
  room = quickFolder('power');
  if (!hasStrace) return;
  const program = join(room, 'store-child.mjs');
  await bundleChild(join(import.meta.dirname, 'store-child.ts'), program);
  const directory = join(room, 'recorded');
  const trace = join(room, 'trace');
  const recorded: DiskWrite[] = [];
  for (const until of runs) {
    const child = [process.execPath, program, directory, String(until), 'pages'];
    const ran = spawnSync('strace', [...straceArguments(trace), ...child], {
      env: childEnvironment,
      maxBuffer: 1 << 28,
    });
    expect([ran.status, ran.stdout.toString().trim().split('\n').at(-1)]).toEqual([0, 'closed']);
    recorded.push(...readDiskWrites(trace, directory));
  }
  writes = recorded;
  const store = openStoreAt(directory, 'read');
  hashes = store.journal.read(rolloutId).map((entry) => entry.hash);
  store.close();
  expect(hashes).toHaveLength(runs.at(-1) ?? 0);
}, 240_000);

afterAll(() => rmSync(room, { recursive: true, force: true }));

describe('a power cut', { timeout: 7_200_000 }, () => {
  it('loses nothing that was acknowledged and leaves no broken store', async () => {
    if (!hasStrace) return notRunHere('P3', 'strace is not installed');
    const random = randomOf(campaignSeed);
    const { tornAway, last } = await cutAndLook(writes, images, random);
    // The cuts reached the end, and some cost an entry nobody had been told of: something was tried.
    expect(last).toBeGreaterThan(200);
    expect(tornAway).toBeGreaterThan(0);
    expect(lostPages).toBeGreaterThan(0);
    reached('P3', `${images} disk images of ${writes.length} writes, 0 broken invariants`, {
      images,
    });
  });

  it('is seen to break a store that does not flush its log, or its head before the rename', async () => {
    if (!hasStrace) return;
    for (const name of ['causeway.db-wal', 'head.json.new']) {
      const careless = writes.filter((one) => one.kind !== 'sync' || one.file !== name);
      // What it finds, not that it could not look.
      const found = cutAndLook(careless, 200, randomOf(campaignSeed));
      await expect(found).rejects.toThrow(/to deeply equal/);
    }
  });
});

/** Cuts the power at random moments and looks at what is left each time. */
async function cutAndLook(
  recorded: readonly DiskWrite[],
  count: number,
  random: () => number,
): Promise<{ readonly tornAway: number; readonly last: number }> {
  const cuts = Array.from({ length: count }, () => Math.floor(random() * recorded.length));
  cuts.sort((a, b) => a - b);
  const disk = new RecordedDisk();
  let taken = 0;
  let last = -1;
  let tornAway = 0;
  for (const [index, cut] of cuts.entries()) {
    for (; taken <= cut; taken += 1) {
      const write = recorded[taken];
      if (write === undefined) break;
      disk.take(write);
      if (write.kind === 'ack') last = write.n;
    }
    const directory = join(room, 'image');
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory);
    for (const [name, bytes] of disk.cut(random)) {
      // Shared memory is made anew, and the ballast holds nothing.
      if (name !== 'causeway.db-shm' && name !== 'ballast') {
        writeFileSync(join(directory, name), bytes);
      }
    }
    tornAway += check(directory, last, `image ${index}, cut ${cut}`);
    await letGo();
  }
  return { tornAway, last };
}

/** Opens what is left, as a start after the cut does. Answers how many announced entries are gone. */
function check(directory: string, acknowledged: number, place: string): number {
  const store = openStoreAt(directory);
  try {
    const entries = store.journal.read(rolloutId);
    const state = entries.length === 0 ? 'intact' : store.journal.verify(rolloutId).state;
    expect([place, state, store.journal.isLost(planHash)]).toEqual([place, 'intact', false]);
    // noLostDone, prefixOnly
    expect([place, entries.length >= acknowledged + 1]).toEqual([place, true]);
    expect([place, entries.map(({ hash }) => hash)]).toEqual([
      place,
      hashes.slice(0, entries.length),
    ]);
    // A page that is there has all before it; what came before an acknowledged entry is there too.
    if (acknowledged >= 0) {
      const pages = readingAt(store).pages(readList).flat();
      expect([place, pages]).toEqual([place, pages.map((_, index) => index)]);
      expect([place, pages.length >= acknowledged]).toEqual([place, true]);
      lostPages += Math.max(0, acknowledged + 1 - pages.length);
    }
    if (entries.length > 0) {
      expect([place, appendNth(store, entries.length)]).toEqual([place, null]);
      expect([place, store.journal.verify(rolloutId).state]).toEqual([place, 'intact']);
    }
    return entries.length === acknowledged + 1 ? 1 : 0;
  } finally {
    store.close();
  }
}
