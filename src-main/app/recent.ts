import * as path from 'node:path';
import * as v from 'valibot';
import { id } from '../../shared/ipc/common-views';
import type { WorkspaceMeta } from '../workspace/workspace-meta';
import { toCard } from '../workspace/workspace-card';

const entrySchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('file'), path: v.pipe(v.string(), v.maxLength(4_096)) }),
  v.strictObject({ kind: v.literal('tenant'), id }),
]);
export type RecentEntry = v.InferOutput<typeof entrySchema>;

/** As many as a menu can name by one digit each. */
const most = 9;
const stored = v.strictObject({
  schema: v.literal('causeway-recent/1'),
  entries: v.pipe(v.array(entrySchema), v.maxLength(most)),
});

/** What the menu shows of an entry. `isPractice`: a tenant that another one may be named like. */
export interface RecentRow {
  readonly entry: RecentEntry;
  readonly label: string;
  readonly isPractice: boolean;
}

/** Where the list is kept. A list that cannot be read is none; one that cannot be saved is for now. */
export interface RecentPort {
  read(): unknown;
  write(value: unknown): void;
}

/** Plan files, captures and tenants opened last, newest first; names of tenants are not kept here. */
export class Recent {
  readonly #port: RecentPort;
  readonly #onChange: () => void;
  #entries: readonly RecentEntry[];
  #names: ReadonlyMap<string, { readonly name: string; readonly isPractice: boolean }> = new Map();
  #pick: (entry: RecentEntry) => void = () => undefined;

  constructor(port: RecentPort, onChange: () => void) {
    this.#port = port;
    this.#onChange = onChange;
    const parsed = v.safeParse(stored, port.read());
    this.#entries = parsed.success ? parsed.output.entries : [];
  }

  /** Tenants off the list of plans, or without a name yet, are left out. */
  get rows(): readonly RecentRow[] {
    const files = this.#entries.flatMap((entry) => (entry.kind === 'file' ? [entry.path] : []));
    return this.#entries.flatMap((entry): RecentRow[] => {
      if (entry.kind === 'file') {
        return [{ entry, label: fileLabel(entry.path, files), isPractice: false }];
      }
      const known = this.#names.get(entry.id);
      return known ? [{ entry, label: known.name, isPractice: known.isPractice }] : [];
    });
  }

  /** The plans on this computer, as they are called now. */
  follow(plans: readonly WorkspaceMeta[]): void {
    const before = JSON.stringify(this.rows);
    const tenants = plans
      .filter(isTenant)
      .map((meta) => toCard(meta, false))
      .filter(({ name, domain }) => name !== '' || domain !== '');
    this.#names = new Map(
      tenants.map(({ id: plan, name, domain, source }) => [
        plan,
        { name: name === '' ? domain : name, isPractice: source === 'practice' },
      ]),
    );
    if (JSON.stringify(this.rows) !== before) this.#onChange();
  }

  add(entry: RecentEntry): void {
    if (isSame(this.#entries[0], entry) || !v.is(entrySchema, entry)) return;
    const others = this.#entries.filter((one) => !isSame(one, entry));
    this.#keep([entry, ...others].slice(0, most));
  }

  /** True: it was listed, and is not any more. */
  forget(entry: RecentEntry): boolean {
    const others = this.#entries.filter((one) => !isSame(one, entry));
    if (others.length === this.#entries.length) return false;
    this.#keep(others);
    return true;
  }

  clear(): void {
    this.#keep([]);
  }

  pick(entry: RecentEntry): void {
    this.#pick(entry);
  }

  onPick(listener: (entry: RecentEntry) => void): void {
    this.#pick = listener;
  }

  #keep(entries: readonly RecentEntry[]): void {
    this.#entries = entries;
    this.#port.write({ schema: 'causeway-recent/1', entries });
    this.#onChange();
  }
}

/** What signs in somewhere; a capture and a plan file are listed by their file. */
export function isTenant({ source }: Pick<WorkspaceMeta, 'source'>): boolean {
  return source === 'https' || source === 'practice';
}

function isSame(one: RecentEntry | undefined, other: RecentEntry): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The name; with its folder where two are called alike. */
function fileLabel(file: string, files: readonly string[]): string {
  const name = path.basename(file);
  const isAlone = files.filter((one) => path.basename(one) === name).length === 1;
  return isAlone ? name : `${name} (${path.dirname(file)})`;
}
