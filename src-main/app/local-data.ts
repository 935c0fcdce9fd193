import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failure, type Failure } from '../../shared/diagnostic';
import type { LogPreview } from '../../shared/ipc/data-contract';
import { err, ok, type Result } from '../../shared/result';
import { exists } from '../files/check-target';
import { writeWhole } from '../files/plan-files';
import { systemCode } from '../files/system-code';
import { unlessHanging } from '../files/unless-hanging';
import type { WorkspaceMeta } from '../workspace/workspace-meta';
import { logText } from './log-export';
import { systemRemoval, type FolderRemoval } from '../workspace/delete-folder';

export interface LocalDataPorts {
  readonly folder: string;
  readonly logFolder: string;
  /** Licences of the parts, written by the build. */
  readonly noticesFile: string;
  now(): number;
  newId(): string;
  /** Deletes every sign-in that is kept. @throws Error of the file system */
  forgetSignIns(): Promise<unknown>;
  /** What was opened last: our own list, and the system's of our files. */
  clearRecent(): void;
  /** From here on nothing is written any more; then the program ends. */
  endLog(): void;
  /** `last` is called right before the end: what was written meanwhile goes too. */
  leave(last: () => void): void;
  readonly removal?: FolderRemoval;
}

type Named = Pick<WorkspaceMeta, 'tenant'>;

/** Everything of ours in the data folder that is no plan. */
const ownFiles = [
  ...(['kept.json', 'recent.json', 'settings.json', 'updates.json', 'window.json'] as const),
  ...(['sign-ins', 'logs'] as const),
];

/** What lies in the data folder beside the plans: logs to hand on, and the end of all of it. */
export class LocalData {
  #preview: { readonly id: string; readonly text: string } | null = null;

  constructor(private readonly ports: LocalDataPorts) {}

  get folder(): string {
    return this.ports.folder;
  }

  get logFolder(): string {
    return this.ports.logFolder;
  }

  /** Failure `file/unreadable`: the program was copied without it. */
  notices(): Result<{ text: string }, Failure> {
    try {
      return ok({ text: readFileSync(this.ports.noticesFile, 'utf8') });
    } catch (error) {
      return err(failure('file/unreadable', { file: 'notices.txt', code: systemCode(error) }));
    }
  }

  /** @param plans whose tenants, domains and accounts must not stand in it */
  previewLog(plans: readonly Named[]): LogPreview {
    const names = plans.flatMap(({ tenant }) =>
      tenant === null ? [] : [tenant.id, tenant.name, tenant.domain, tenant.account],
    );
    const { text, lines, left } = logText(this.ports.logFolder, names);
    const id = this.ports.newId();
    this.#preview = { id, text };
    return { id, text, lines, left };
  }

  /** The lists of what was opened here are emptied: one of them may name what was deleted. */
  clearRecent(): void {
    this.ports.clearRecent();
  }

  /** The text of the last preview; undefined: that was another one. */
  previewed(id: string): string | undefined {
    return this.#preview?.id === id ? this.#preview.text : undefined;
  }

  async saveLog(folder: string, text: string): Promise<Result<{ file: string }, Failure>> {
    const stamp = new Date(this.ports.now()).toISOString().slice(0, 19).replace(/[-:]/g, '');
    const file = `causeway-log-${stamp}.txt`;
    const found = await unlessHanging(() => exists(join(folder, file)));
    if (found.kind !== 'answered') return err(failure('file/no-answer', { file }));
    if (found.value) return err(failure('file/exists', { file }));
    const written = await writeWhole(join(folder, file), text);
    return written.ok ? ok({ file }) : written;
  }

  /**
   * Deletes everything Causeway keeps on this computer, then ends the program: what runs on would
   * write again. Where another process works on a plan or a sign-in is held, nothing goes; where a
   * file of the plans is held, the sign-ins are gone and nothing else. It runs on then.
   * @returns false: something is held still, and goes at the next start
   */
  async erase(plans: {
    freeAll(): Promise<Result<void, Failure>>;
    deleteAll(): Promise<Result<boolean, Failure>>;
  }): Promise<Result<boolean, Failure>> {
    const { ports } = this;
    const freed = await plans.freeAll();
    if (!freed.ok) return freed;
    try {
      await ports.forgetSignIns();
    } catch (error) {
      return err(failure('store/held', { path: 'sign-ins', code: systemCode(error) }));
    }
    const deleted = await plans.deleteAll();
    if (!deleted.ok) return deleted;
    ports.endLog();
    ports.clearRecent();
    const isWhole = this.#removeOwn();
    ports.leave(() => void this.#removeOwn());
    return ok(isWhole && deleted.value);
  }

  #removeOwn(): boolean {
    const removal = this.ports.removal ?? systemRemoval;
    let isWhole = true;
    for (const name of ownFiles) {
      try {
        removal.remove(join(this.ports.folder, name));
      } catch {
        isWhole = false;
      }
    }
    return isWhole;
  }
}
