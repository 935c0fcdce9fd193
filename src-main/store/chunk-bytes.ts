import type { Json } from '../../shared/json';
import { CodeColumn } from './code-column';
import type { AnyColumn, ColumnList } from './column-list';
import { mostRows, type OddRows, type RowChunk } from './row-chunk';
import type { SharedValues } from './shared-values';
import { TextColumn } from './text-column';

/** How a column lies in the bytes: texts in one byte a letter or two, codes likewise. */
type Kind = 'latin1' | 'utf16le' | 'codes8' | 'codes16';
type Part = readonly [field: string, kind: Kind, length: number, values: readonly Json[]];
interface Head {
  readonly count: number;
  readonly parts: readonly Part[];
  readonly odd: OddRows;
}

/**
 * A chunk as bytes: the length of its head and the head as JSON, then column after column: of texts
 * their ends (four bytes each) and the texts, of codes one number for each row. Numbers are little
 * endian.
 */
export function toBytes({ count, columns, odd }: RowChunk): Buffer {
  const parts: Part[] = [];
  const bytes: Uint8Array[] = [];
  for (const [field, column] of Object.entries(columns)) {
    if (column instanceof TextColumn) {
      const texts = column.toBytes();
      parts.push([field, texts.kind, texts.bytes.length, []]);
      bytes.push(bytesOf(texts.ends), texts.bytes);
    } else {
      const codes = bytesOf(column.codes);
      const kind = column.codes instanceof Uint8Array ? 'codes8' : 'codes16';
      parts.push([field, kind, codes.length, column.values]);
      bytes.push(codes);
    }
  }
  const head = Buffer.from(JSON.stringify({ count, parts, odd } satisfies Head));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  return Buffer.concat([length, head, ...bytes]);
}

/**
 * The chunk of these bytes, what rows have in common kept once; null where they are not all of one.
 * Whoever reads them has compared their hash.
 */
export function fromBytes(
  list: ColumnList,
  given: Uint8Array,
  share: SharedValues,
): RowChunk | null {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.length);
  const head = headOf(bytes);
  if (head === null || head.count > mostRows) return null;
  let at = 4 + bytes.readUInt32LE();
  const take = (length: number): Buffer => bytes.subarray(at, (at += length));
  const columns: Record<string, AnyColumn> = {};
  for (const [field, kind, length, values] of head.parts) {
    let column: AnyColumn | null;
    if (kind === 'latin1' || kind === 'utf16le') {
      const ends = new Uint32Array(copied(take(4 * head.count)));
      column =
        ends.length === head.count ? TextColumn.from({ kind, bytes: take(length), ends }) : null;
    } else {
      const codes = copied(take(length));
      column = new CodeColumn(
        values.map((value) => share.same(field, value)),
        kind === 'codes8' ? new Uint8Array(codes) : new Uint16Array(codes),
      );
      if (column.codes.length !== head.count || !column.isWhole) return null;
    }
    if (column === null) return null;
    columns[field] = column;
  }
  const isWhole = at === bytes.length && list.fields.every((field) => field in columns);
  return isWhole ? { count: head.count, columns, odd: head.odd } : null;
}

function headOf(bytes: Buffer): Head | null {
  if (bytes.length < 4) return null;
  try {
    return JSON.parse(bytes.toString('utf8', 4, 4 + bytes.readUInt32LE())) as Head;
  } catch {
    return null;
  }
}

/** Memory of its own, at a place where numbers of any width may stand. */
function copied(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

function bytesOf(numbers: Uint8Array | Uint16Array | Uint32Array): Buffer {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
