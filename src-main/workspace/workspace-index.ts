import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { replaceFile } from '../store/atomic-file';
import { loadList, type DamagedList } from './load-list';
import type { WorkspaceMeta } from './workspace-meta';

/**
 * The list of workspaces, newest first, in one small file written whole. A damaged list is set
 * aside, never overwritten: the workspaces' own folders stay untouched beside it.
 */
export class WorkspaceIndex {
  readonly #file: string;
  #list: WorkspaceMeta[];
  /** What was found damaged at the start; null: the list was whole, or there was none. */
  readonly damaged: DamagedList | null;
  /** Taken off the list since the start, and where each stood. */
  readonly #removed = new Map<string, { readonly meta: WorkspaceMeta; readonly place: number }>();

  /** @param onChange told with the whole list, also once it is read */
  constructor(
    readonly root: string,
    private readonly onChange: (list: readonly WorkspaceMeta[]) => void = () => undefined,
  ) {
    mkdirSync(root, { recursive: true, mode: 0o700 });
    this.#file = path.join(root, 'workspaces.json');
    const { list, damaged } = loadList(this.#file);
    this.#list = list;
    this.damaged = damaged;
    onChange(this.#list);
  }

  all(): readonly WorkspaceMeta[] {
    return this.#list;
  }

  get(id: string): WorkspaceMeta | undefined {
    return this.#list.find((meta) => meta.id === id);
  }

  folderOf(id: string): string {
    return path.join(this.root, id);
  }

  /** Adds or replaces; the one just saved comes first. */
  save(meta: WorkspaceMeta): void {
    this.#list = [meta, ...this.#list.filter((item) => item.id !== meta.id)];
    this.#write();
  }

  /**
   * As `save`, of what the list only repeats. A full disk leaves it for the next time: the plan's own
   * record tells of the disk, and this must not end what runs.
   */
  refresh(meta: WorkspaceMeta): void {
    try {
      this.save(meta);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      this.onChange(this.#list);
    }
  }

  /** As `refresh`, where it stands: nobody has opened it. One that is off the list stays off it. */
  renew(meta: WorkspaceMeta): void {
    this.#list = this.#list.map((item) => (item.id === meta.id ? meta : item));
    try {
      this.#write();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      this.onChange(this.#list);
    }
  }

  /** Off the list; its folder stays (screens.md 1: "file stays"). */
  remove(id: string): void {
    const place = this.#list.findIndex((item) => item.id === id);
    const meta = this.#list[place];
    if (meta !== undefined) this.#removed.set(id, { meta, place });
    this.#list = this.#list.filter((item) => item.id !== id);
    this.#write();
  }

  /** Back where it was; false: it was not taken off, or its folder is gone. */
  restore(id: string): boolean {
    const removed = this.#removed.get(id);
    if (removed === undefined || !existsSync(this.folderOf(id))) return false;
    this.#removed.delete(id);
    this.#list = this.#list.toSpliced(removed.place, 0, removed.meta);
    this.#write();
    return true;
  }

  #write(): void {
    replaceFile(
      this.#file,
      JSON.stringify({ schema: 'causeway-workspaces/1', workspaces: this.#list }, null, 2),
    );
    this.onChange(this.#list);
  }
}
