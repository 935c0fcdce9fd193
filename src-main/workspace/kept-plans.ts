import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Failure } from '../../shared/diagnostic';
import type { DataView, DeletionView } from '../../shared/ipc/data-contract';
import { err, ok, type Result } from '../../shared/result';
import { failure } from '../../shared/diagnostic';
import { systemCode } from '../files/system-code';
import { removeAside, setAside, systemRemoval, type FolderRemoval } from './delete-folder';
import type { Host } from './host';
import { practiceName } from './practice-host';
import { keptPlace } from './sign-in-place';
import { bytesBelow, isLockedElsewhere, weighFolder, weighStore, type Weight } from './weigh-plan';

type KeptPlan = DataView['plans'][number];
type WeighedPlan = DeletionView['plans'][number];

/** The plans that lie on this computer, on the list or taken off it, and the way to delete them. */
export class KeptPlans {
  constructor(
    private readonly host: Host,
    private readonly system: FolderRemoval = systemRemoval,
  ) {}

  async list(): Promise<KeptPlan[]> {
    const { index } = this.host;
    const listed = index.all().map(({ id }) => id);
    const loose = foldersIn(index.root).filter((id) => !listed.includes(id));
    return Promise.all([...listed, ...loose].map((id) => this.#describe(id)));
  }

  /** Undefined: there is no such plan. */
  async weigh(id: string): Promise<WeighedPlan | undefined> {
    await this.host.closed();
    const plan = (await this.list()).find((one) => one.id === id);
    return plan === undefined ? undefined : { ...plan, ...this.#weight(id) };
  }

  /**
   * Nothing of the plan is left, its kept sign-in included. Where a file is held nothing is deleted.
   * @returns false: the plan is gone, and some of its files are deleted at the next start only
   */
  async delete(id: string): Promise<Result<boolean, Failure>> {
    const freed = await this.#free(id);
    if (!freed.ok) return freed;
    const folder = this.host.index.folderOf(id);
    const aside = setAside(folder, this.system);
    if (!aside.ok) return aside;
    await this.host.remove(id);
    this.#leaveScreen();
    return ok(removeAside(folder, this.system));
  }

  /** Failure `store/locked`: another process works on one of them. */
  async freeAll(): Promise<Result<void, Failure>> {
    for (const { id } of await this.list()) {
      const freed = await this.#release(id);
      if (!freed.ok) return freed;
    }
    return ok(undefined);
  }

  /** The whole folder of all plans, with its lists. */
  async deleteAll(): Promise<Result<boolean, Failure>> {
    for (const { id } of await this.list()) {
      const freed = await this.#free(id);
      if (!freed.ok) return freed;
    }
    const { root } = this.host.index;
    const aside = setAside(root, this.system);
    return aside.ok ? ok(removeAside(root, this.system)) : aside;
  }

  /**
   * Nobody works on it any more: not this window, no other process. The screen stays: the question
   * that is answered lies over it, and says what came of it.
   */
  async #release(id: string): Promise<Result<void, Failure>> {
    const { host } = this;
    if (host.current?.meta.id === id) await host.closeCurrent();
    await host.fleet.release(id);
    await host.closed();
    return isLockedElsewhere(host.index.folderOf(id))
      ? err(failure('store/locked'))
      : ok(undefined);
  }

  /** A screen of a plan that is gone shows nothing; Settings go on. */
  #leaveScreen(): void {
    const { host } = this;
    if (host.current === null && host.ports.updateState({}).screen !== 'settings') {
      host.showScreen('home');
    }
  }

  /** Released, and its sign-in forgotten. */
  async #free(id: string): Promise<Result<void, Failure>> {
    const { host } = this;
    const released = await this.#release(id);
    if (!released.ok) return released;
    const meta = host.index.get(id);
    const kept = meta === undefined ? undefined : keptPlace(meta);
    try {
      if (kept !== undefined) host.ports.forgetKept(kept);
      return ok(undefined);
    } catch (error) {
      return err(failure('store/held', { path: 'sign-ins', code: systemCode(error) }));
    }
  }

  #weight(id: string): Weight {
    const { current } = this.host;
    if (current?.meta.id !== id) {
      return weighFolder(this.host.index.folderOf(id), () => this.host.ports.now());
    }
    const weight = weighStore(current.store);
    return current.rollout.isBusy ? { ...weight, standing: 'running' } : weight;
  }

  async #describe(id: string): Promise<KeptPlan> {
    const meta = this.host.index.get(id);
    const scenario = meta?.scenario ?? null;
    return {
      id,
      name: meta?.tenant?.name ?? (scenario === null ? '' : practiceName(scenario)),
      domain: meta?.tenant?.domain ?? '',
      source: meta?.source ?? null,
      bytes: await bytesBelow(this.host.index.folderOf(id)),
      isListed: meta !== undefined,
    };
  }
}

/** Folders of workspaces are named by 32 hex digits. */
function foldersIn(root: string): readonly string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^[0-9a-f]{32}$/.test(entry.name))
    .map(({ name }) => path.basename(name));
}

/** What a person has to type; empty where a press is enough. */
export function phraseOf(plans: readonly WeighedPlan[], isAll: boolean): string {
  const risky = plans.filter(
    ({ standing, kitAt }) => standing === 'unknown' || (standing === 'open' && kitAt === null),
  );
  const [first] = risky;
  if (first === undefined) return '';
  return isAll || first.domain === '' ? `delete ${risky.length}` : first.domain;
}

/** Of everything the person was shown: another value later means that they were shown another. */
export function hashOf(plans: readonly WeighedPlan[], isAll: boolean): string {
  const shown = plans.map(({ id, standing, journalEntries, kitAt }) => [
    ...[id, standing, journalEntries, kitAt],
  ]);
  return createHash('sha256')
    .update(JSON.stringify([isAll, shown]), 'utf8')
    .digest('hex');
}
