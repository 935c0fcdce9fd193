import type { DiskWrite } from './disk-writes';

type Change = Extract<DiskWrite, { kind: 'write' | 'truncate' }>;
type NameChange =
  | { readonly kind: 'link'; readonly name: string; readonly content: Content }
  | { readonly kind: 'unlink'; readonly name: string }
  | { readonly kind: 'rename'; readonly name: string; readonly to: string };

interface Content {
  /** What was flushed. */
  readonly flushed: Growing;
  /** What was written since, in order. */
  pending: Change[];
}

const sector = 512;

/**
 * A disk that tells what was flushed from what was only written. After a power cut there may be,
 * besides everything flushed, any part of the rest: writes dropped, in another order, torn between
 * sectors. Names reach the disk in their order, up to some moment after the directory's last flush.
 */
export class RecordedDisk {
  readonly #names = new Map<string, Content>();
  readonly #flushedNames = new Map<string, Content>();
  #pendingNames: NameChange[] = [];

  take(write: DiskWrite): void {
    switch (write.kind) {
      case 'create': {
        if (this.#names.has(write.file)) return;
        const content: Content = { flushed: new Growing(), pending: [] };
        this.#rename({ kind: 'link', name: write.file, content });
        return;
      }
      case 'unlink':
        return this.#rename({ kind: 'unlink', name: write.file });
      case 'rename':
        return this.#rename({ kind: 'rename', name: write.file, to: write.to });
      case 'syncDirectory':
        for (const change of this.#pendingNames) rename(this.#flushedNames, change);
        this.#pendingNames = [];
        return;
      case 'sync': {
        const content = this.#names.get(write.file);
        for (const change of content?.pending ?? []) content?.flushed.change(change);
        if (content !== undefined) content.pending = [];
        return;
      }
      case 'write':
      case 'truncate':
        this.#names.get(write.file)?.pending.push(write);
        return;
      case 'ack':
        return;
    }
  }

  /** The files as they may lie there when the power goes now. */
  cut(random: () => number): ReadonlyMap<string, Buffer> {
    const names = new Map(this.#flushedNames);
    const kept = Math.floor(random() * (this.#pendingNames.length + 1));
    for (const change of this.#pendingNames.slice(0, kept)) rename(names, change);
    return new Map(
      [...names].map(([name, content]) => {
        const bytes = content.flushed.copy();
        for (const change of shuffled(content.pending, random)) {
          const chance = random();
          if (chance < 0.4) continue;
          if (change.kind === 'truncate' || chance > 0.7) bytes.change(change);
          else for (const part of torn(change, random)) bytes.change(part);
        }
        return [name, bytes.whole()] as const;
      }),
    );
  }

  #rename(change: NameChange): void {
    rename(this.#names, change);
    this.#pendingNames.push(change);
  }
}

function rename(names: Map<string, Content>, change: NameChange): void {
  if (change.kind === 'link') names.set(change.name, change.content);
  if (change.kind === 'unlink') names.delete(change.name);
  if (change.kind !== 'rename') return;
  const content = names.get(change.name);
  if (content === undefined) return;
  names.delete(change.name);
  names.set(change.to, content);
}

/** Bytes that can be written anywhere; gaps are zero. */
class Growing {
  #bytes = Buffer.alloc(0);
  #size = 0;

  change(change: Change): void {
    const end = change.kind === 'write' ? change.at + change.bytes.length : change.size;
    if (end > this.#bytes.length) {
      const grown = Buffer.alloc(Math.max(end, this.#bytes.length * 2));
      this.#bytes.copy(grown, 0, 0, this.#size);
      this.#bytes = grown;
    }
    if (change.kind === 'write') {
      change.bytes.copy(this.#bytes, change.at);
      this.#size = Math.max(this.#size, end);
      return;
    }
    this.#bytes.fill(0, Math.min(end, this.#size));
    this.#size = end;
  }

  copy(): Growing {
    const other = new Growing();
    other.#bytes = Buffer.from(this.whole());
    other.#size = this.#size;
    return other;
  }

  whole(): Buffer {
    return this.#bytes.subarray(0, this.#size);
  }
}

/** Some sectors of a write. */
function torn(write: Extract<Change, { kind: 'write' }>, random: () => number): readonly Change[] {
  const parts: Change[] = [];
  const end = write.at + write.bytes.length;
  for (let at = write.at; at < end;) {
    const next = Math.min(end, (Math.floor(at / sector) + 1) * sector);
    const bytes = write.bytes.subarray(at - write.at, next - write.at);
    if (random() < 0.5) parts.push({ ...write, at, bytes });
    at = next;
  }
  return parts;
}

function shuffled<T>(list: readonly T[], random: () => number): readonly T[] {
  return list
    .map((item) => ({ item, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}
