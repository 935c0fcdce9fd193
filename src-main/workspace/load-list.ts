import { existsSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { systemCode } from '../files/system-code';
import { replaceFile } from '../store/atomic-file';
import { workspaceListSchema, type WorkspaceMeta } from './workspace-meta';

/** A list that could not be read. */
export interface DamagedList {
  /** Where it is kept as it was found. */
  readonly file: string;
  /** Folders of plans that lie beside it. */
  readonly plans: number;
}

interface Loaded {
  readonly list: WorkspaceMeta[];
  readonly damaged: DamagedList | null;
}

/** The list as it was saved; one that cannot be read is kept under another name. */
export function loadList(file: string): Loaded {
  const text = read(file);
  if (text === undefined) return { list: [], damaged: null };
  const list = text === null ? null : parse(text);
  if (list !== null) return { list, damaged: null };
  return { list: [], damaged: { file: setAside(file, text), plans: foldersBeside(file) } };
}

/** Undefined: there is none. Null: the system does not give it out. */
function read(file: string): string | null | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    return systemCode(error) === 'ENOENT' ? undefined : null;
  }
}

function parse(text: string): WorkspaceMeta[] | null {
  try {
    const parsed = v.safeParse(workspaceListSchema, JSON.parse(text));
    return parsed.success ? parsed.output.workspaces : null;
  } catch {
    return null;
  }
}

/** Under the first name that is free, or that holds the same already: nothing is written over. */
function setAside(file: string, text: string | null): string {
  for (let turn = 1; ; turn += 1) {
    const aside = `${file}.damaged${turn === 1 ? '' : `-${turn}`}`;
    if (existsSync(aside)) {
      if (text !== null && read(aside) === text) return aside;
      continue;
    }
    // What cannot be read can still be given another name, before a new list takes its own.
    if (text === null) renameSync(file, aside);
    else replaceFile(aside, text);
    return aside;
  }
}

function foldersBeside(file: string): number {
  const entries = readdirSync(path.dirname(file), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory() && /^[0-9a-f]{32}$/.test(entry.name)).length;
}
