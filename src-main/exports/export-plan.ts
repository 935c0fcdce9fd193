import { createHash, type Hash } from 'node:crypto';
import { join } from 'node:path';
import type { Failure } from '../../shared/diagnostic';
import { redactPlan } from '../../shared/exports/redact';
import type { Language } from '../../shared/i18n/format';
import { ok, type Result } from '../../shared/result';
import { checkExportTargets } from '../files/check-target';
import { makeDirectory, writePieces, writeWhole } from '../files/plan-files';
import { exportContents, type Content, type ContentsInput, type Plans } from './export-contents';

export interface ExportInput extends ContentsInput {
  readonly language: Language | 'both';
  /** From the save dialog or `--out`; made where it is missing. */
  readonly directory: string;
  /** A page as PDF, by the app's own runtime. */
  printPdf(html: string): Promise<Result<Uint8Array, Failure>>;
}

/** A file that was written. Bytes are UTF-8. */
export interface ExportedFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A file that was not written, and why. */
export interface FailedFile {
  readonly name: string;
  readonly failure: Failure;
}

const manifestName = 'manifest.json';

/**
 * Writes the report in the asked formats and a manifest with a hash per file, one after the other
 * and in pieces. Nothing is written where one of the names is taken by something else. Failures:
 * file/unwritable, file/exists, file/not-printed.
 */
export async function exportPlan(
  input: ExportInput,
): Promise<Result<readonly ExportedFile[], Failure>> {
  const plans = plansOf(input);
  const contents = exportContents(input, plans);
  const ready = await makeReady(input.directory, contents);
  if (!ready.ok) return ready;
  const files: ExportedFile[] = [];
  for (const content of contents) {
    const written = await write(input, content);
    if (!written.ok) return written;
    files.push(written.value);
  }
  const last = await writeManifest(input, plans, files);
  return last.ok ? ok([...files, last.value]) : last;
}

/**
 * As `exportPlan`, but one file that fails holds up no other; the manifest claims what was written.
 * `before` was written by an earlier try of the same export, and is left as it is.
 */
export async function exportEach(
  input: ExportInput,
  before: readonly ExportedFile[] = [],
): Promise<
  Result<
    { readonly files: readonly ExportedFile[]; readonly failed: readonly FailedFile[] },
    Failure
  >
> {
  const plans = plansOf(input);
  const contents = exportContents(input, plans);
  const done = new Map(before.map((file) => [file.name, file]));
  const missing = contents.filter(({ name }) => !done.has(name));
  const ready = await makeReady(input.directory, missing);
  if (!ready.ok) return ready;
  const failed: FailedFile[] = [];
  const take = (name: string, written: Result<ExportedFile, Failure>): void => {
    if (written.ok) done.set(name, written.value);
    else failed.push({ name, failure: written.failure });
  };
  for (const content of missing) take(content.name, await write(input, content));
  const files = contents.flatMap(({ name }) => done.get(name) ?? []);
  if (files.length === 0) return ok({ files, failed });
  done.delete(manifestName);
  take(manifestName, await writeManifest(input, plans, files));
  const last = done.get(manifestName);
  return ok({ files: last === undefined ? files : [...files, last], failed });
}

/** None of the names is taken by something else, and the folder is there. */
async function makeReady(
  directory: string,
  contents: readonly Content[],
): Promise<Result<void, Failure>> {
  const names = [...contents.map(({ name }) => name), manifestName];
  const free = await checkExportTargets(directory, names);
  return free.ok ? makeDirectory(directory) : free;
}

function writeManifest(
  input: ExportInput,
  plans: Plans,
  files: readonly ExportedFile[],
): Promise<Result<ExportedFile, Failure>> {
  const manifest = `${JSON.stringify(manifestOf(input, plans, files), null, 2)}\n`;
  return write(input, { name: manifestName, pieces: () => [manifest] });
}

async function write(
  { directory, printPdf }: ExportInput,
  { name, pieces, isPrinted = false }: Content,
): Promise<Result<ExportedFile, Failure>> {
  const path = join(directory, name);
  if (!isPrinted) return writeText(path, name, pieces);
  const page = await printPdf([...pieces()].join(''));
  if (!page.ok) return page;
  const written = await writeWhole(path, page.value);
  const sha256 = createHash('sha256').update(page.value).digest('hex');
  return written.ok ? ok({ name, bytes: page.value.length, sha256 }) : written;
}

/** Measured and hashed on its way to the disk; a second try begins both anew. */
async function writeText(
  path: string,
  name: string,
  pieces: () => Iterable<string>,
): Promise<Result<ExportedFile, Failure>> {
  let bytes = 0;
  let hash: Hash = createHash('sha256');
  const begin = (): Iterable<string> => {
    bytes = 0;
    hash = createHash('sha256');
    return pieces();
  };
  const written = await writePieces(path, begin, (part) => {
    bytes += part.length;
    hash.update(part);
  });
  return written.ok ? ok({ name, bytes, sha256: hash.digest('hex') }) : written;
}

/** The plan in each language of an export, without names where they are hidden. */
export function plansOf({
  language,
  plan,
  hideNames,
}: Pick<ExportInput, 'language' | 'plan' | 'hideNames'>): Plans {
  const languages: readonly Language[] = language === 'both' ? ['en', 'ja'] : [language];
  return new Map(languages.map((one) => [one, hideNames ? redactPlan(plan, one) : plan]));
}

function manifestOf(input: ExportInput, plans: Plans, files: readonly ExportedFile[]): unknown {
  const [shown] = plans.values();
  return {
    schema: 'causeway-manifest/1',
    planHash: input.plan.planHash,
    tenantId: shown?.tenant.id ?? '',
    snapshotTakenAt: input.plan.snapshotTakenAt,
    language: input.language,
    audience: input.audience ?? 'whole',
    timeZone: input.zone,
    namesHidden: input.hideNames,
    files,
  };
}
