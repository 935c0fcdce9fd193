import { writeSync } from 'node:fs';
import { openTenantStore } from '../../src-main/store/open-store';
import {
  appendNth,
  beginJournal,
  readingAt,
  readList,
  rolloutId,
} from '../fixtures/journal-on-disk';

/**
 * Appends entries until there are as many as asked, and says `ack n` once an entry is durable: the
 * moment after which its request would leave. After a failure it tries once more, which must fail.
 * With `pages` each entry is followed by a page of a reading, which waits for no disk.
 */
const [directory = '', until = '0', pages = ''] = process.argv.slice(2);
const say = (text: string): void => void writeSync(1, `${text}\n`);

function main(): void {
  const opened = openTenantStore(directory, { mode: 'write', clock: { now: () => 0 } });
  if (!opened.ok) return say(`refused ${opened.failure.code}`);
  const store = opened.value;
  try {
    if (store.journal.rollouts().length === 0) beginJournal(store);
  } catch (error) {
    return say(`refused ${error instanceof Error ? error.message : ''}`);
  }
  const reading = pages === '' ? null : readingAt(store);
  for (let n = store.journal.count(rolloutId); n < Number(until); n += 1) {
    const failure = appendNth(store, n);
    if (failure !== null) {
      say(`halt ${failure} ${store.halted === null ? 'alive' : 'dead'}`);
      if (appendNth(store, n) === null) say('wrote after a failure');
      return;
    }
    say(`ack ${n}`);
    const read = reading?.page(readList, [n], { kind: 'reading', next: String(n) });
    if (read?.ok === false) return say(`halt ${read.failure.code} dead`);
  }
  store.close();
  say('closed');
}

main();
