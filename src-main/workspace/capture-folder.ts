import { mkdirSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { copyBounded } from '../files/copy-bounded';
import { fileLimits } from '../files/file-limits';
import type { IndexFile } from '../files/judge-file';
import { refusalOf } from '../files/read-untrusted';
import { systemCode } from '../files/system-code';
import { IndexedCapture } from '../graph/indexed-capture';
import type { Source } from '../graph/source';
import { unwatched, type Watch } from './file-intake';
import { incomingOf, takenNames } from './taken-files';

const captureName = takenNames.capture;
const incomingName = incomingOf(captureName);

/**
 * A capture from outside, kept in the workspace's folder, so that it opens again without the file.
 * The copy is judged apart before anything of it is built here (execution.md 7.1), and nobody but
 * this program changes it afterwards. Failures: those of files, by the file's own name; the folder
 * is then left without it.
 */
export async function takeInCapture(
  from: string,
  folder: string,
  index: IndexFile,
  watch: Watch = unwatched,
): Promise<Result<Source, Failure>> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const incoming = path.join(folder, incomingName);
  const copied = await copyBounded(from, incoming, fileLimits.capture.maxBytes, watch);
  const lasting = path.join(folder, captureName);
  const tell = (found: number): void => watch.tell({ answers: found });
  const opened = copied.ok ? await indexed(incoming, { index, lasting, tell, watch }) : copied;
  if (opened.ok) return opened;
  await rm(incoming, { force: true });
  // The page is shown a name, never a path.
  const { values } = opened.failure;
  return err({ ...opened.failure, values: { ...values, file: path.basename(from) } });
}

/** Opens the workspace's own copy. Failures: `file/…` with the place. */
async function openCaptureOf(
  folder: string,
  index: IndexFile,
  tell: (found: number) => void,
): Promise<Result<Source, Failure>> {
  const kept = path.join(folder, captureName);
  const opened = await indexed(kept, { index, lasting: kept, tell, watch: unwatched });
  if (opened.ok) return opened;
  return err({ ...opened.failure, values: { ...opened.failure.values, file: captureName } });
}

interface Indexing {
  readonly index: IndexFile;
  readonly lasting: string;
  readonly tell: (found: number) => void;
  readonly watch: Watch;
}

/** Judged and indexed where it lies, then opened under its lasting name. */
async function indexed(
  file: string,
  { index, lasting, tell, watch }: Indexing,
): Promise<Result<Source, Failure>> {
  const capture = new IndexedCapture();
  const take = (part: unknown): void => {
    capture.take(part);
    tell(capture.found);
  };
  try {
    watch.tell({});
    const refused = refusalOf(await index(file, take, watch.signal), file);
    if (refused !== null) return err(refused);
    if (watch.signal.aborted) return err(failure('plan/cancelled'));
    const checked = capture.check();
    if (checked !== null) return err(checked);
    if (file !== lasting) await rename(file, lasting);
    return capture.open(lasting);
  } catch (error) {
    const code = systemCode(error);
    return err(
      code === 'ENOENT' ? failure('file/not-found') : failure('file/unreadable', { code }),
    );
  }
}

/** The capture of a workspace, opened when it is first asked for. */
export class KeptCapture {
  #source: Source | null = null;
  /** One opening for all who ask meanwhile: each would start a process and hold the file. */
  #opening: Promise<Result<Source, Failure>> | null = null;
  #isClosed = false;
  #tell: (found: number) => void = () => undefined;

  constructor(
    private readonly folder: string,
    private readonly index: IndexFile,
  ) {}

  /** Null: not opened yet. */
  get source(): Source | null {
    return this.#source;
  }

  take(source: Source): void {
    this.#source = source;
  }

  /** @param tell hears how many answers were found so far, while it is looked through */
  async open(tell?: (found: number) => void): Promise<Result<Source, Failure>> {
    if (this.#source !== null) return ok(this.#source);
    if (tell !== undefined) this.#tell = tell;
    this.#opening ??= this.#open().finally(() => (this.#opening = null));
    return this.#opening;
  }

  async #open(): Promise<Result<Source, Failure>> {
    const opened = await openCaptureOf(this.folder, this.index, (found) => this.#tell(found));
    if (opened.ok && this.#isClosed) {
      opened.value.close?.();
      return err(failure('step/cancelled'));
    }
    if (opened.ok) this.#source = opened.value;
    return opened;
  }

  close(): void {
    this.#isClosed = true;
    this.#source?.close?.();
    this.#source = null;
  }
}
