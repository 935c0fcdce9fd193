import { decode, narrowingOf } from './narrowing';

/** One recorded answer; its body is text, made or fetched when somebody asks. */
export interface Recording {
  /** Version and path with query. */
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  body(): string;
}

interface Kept {
  readonly recording: Recording;
  readonly since: number | null;
}

/** A capture made by hand asks its lists at different times of one day. */
const slackMs = 86_400_000;

/** Recorded answers by address. The first of one address counts. */
export class Recordings {
  readonly #exact = new Map<string, Recording>();
  readonly #byRows = new Map<string, Kept[]>();

  add(recording: Recording): void {
    if (this.#exact.has(recording.url)) return;
    this.#exact.set(recording.url, recording);
    const { list, rows, since } = keyOf(recording.url);
    const key = `${list}\n${rows}`;
    const known = this.#byRows.get(key);
    if (known === undefined) this.#byRows.set(key, [{ recording, since }]);
    else known.push({ recording, since });
  }

  /** Of this very address, else of the same rows, else of all rows: the reader looks at each again. */
  find(path: string): Recording | undefined {
    const exact = this.#exact.get(path);
    if (exact !== undefined) return exact;
    const { list, rows, since } = keyOf(path);
    const same = this.#byRows.get(`${list}\n${rows}`)?.find((one) => {
      if (one.since === null) return true;
      return since !== null && one.since <= since + slackMs;
    });
    return (same ?? this.#byRows.get(`${list}\n`)?.find((one) => one.since === null))?.recording;
  }
}

/** Version and path in lower case, ids and names alike, plus the page; and which rows of it. */
function keyOf(url: string): {
  readonly list: string;
  readonly rows: string;
  readonly since: number | null;
} {
  const mark = url.indexOf('?');
  const { page, rows, since } = narrowingOf(mark < 0 ? '' : url.slice(mark + 1));
  const path = mark < 0 ? url : url.slice(0, mark);
  return { list: `${decode(path).toLowerCase()}\n${page}`, rows, since };
}
