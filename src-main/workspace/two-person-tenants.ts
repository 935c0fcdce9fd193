import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { instant, shortText, text } from '../../shared/bounds';
import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { noChoices, type Choices } from '../../shared/tenant/choice';
import { withDefaults, type Begun } from '../../shared/tenant/plan-defaults';
import { replaceFile } from '../store/atomic-file';
import type { WorkspaceMeta } from './workspace-meta';

type Approvals = NonNullable<Choices['approvals']>;
type Tenant = Pick<WorkspaceMeta, 'source' | 'tenant'>;

const schema = v.strictObject({
  schema: v.literal('causeway-two-person-tenants/1'),
  tenants: v.pipe(
    v.array(v.strictObject({ tenant: shortText, by: text, at: instant, reason: text })),
    v.maxLength(10_000),
  ),
});
type Entry = v.InferOutput<typeof schema>['tenants'][number];

/**
 * The tenants whose plans all need two people's approval (execution.md 3.8: "mandatory per tenant if
 * set"), on this computer. A list that cannot be read asks for two people everywhere.
 */
export class TwoPersonTenants {
  readonly #file: string;
  /** Null: there is a list, and it cannot be read. */
  #entries: readonly Entry[] | null;

  /** @param isForced the policy of this computer asks for two people everywhere */
  constructor(
    root: string,
    readonly isForced: () => boolean = () => false,
  ) {
    this.#file = path.join(root, 'two-person-tenants.json');
    this.#entries = load(this.#file);
  }

  /** Some tenant asks for two people, or nobody can tell. */
  get isAnySet(): boolean {
    return this.isForced() || this.#entries === null || this.#entries.length > 0;
  }

  /** Whether every plan of this tenant asks for two people; false before the tenant is known. */
  isSet(of: Tenant): boolean {
    return this.#entryOf(of) !== null;
  }

  /** What a plan is made with: its own choices, over what it was begun with, under what is asked. */
  choicesOf(of: Tenant & Begun, kept: Choices | null): Choices {
    return this.applyTo(of, withDefaults(kept ?? noChoices, of));
  }

  /** The choices a plan of this tenant is made with. A choice of its own for two people stays. */
  applyTo(of: Tenant, choices: Choices): Choices {
    const entry = this.#entryOf(of);
    if (entry === null || choices.approvals?.value === 2) return choices;
    const { by, at, reason } = entry;
    return { ...choices, approvals: { value: 2, by, at, reason } };
  }

  set(of: Tenant, signed: Omit<Approvals, 'value'>): Result<void, Failure> {
    const tenant = keyOf(of);
    if (tenant === null) return err(failure('auth/signed-out'));
    if (this.#entries === null) return err(this.#unreadable());
    const others = this.#entries.filter((one) => one.tenant !== tenant);
    return this.#write([...others, { tenant, ...signed }]);
  }

  /** Two people have said that one is enough again. */
  release(of: Tenant): Result<void, Failure> {
    const tenant = keyOf(of);
    if (tenant === null) return err(failure('auth/signed-out'));
    if (this.isForced()) return err(failure('input/managed-setting'));
    if (this.#entries === null) return err(this.#unreadable());
    return this.#write(this.#entries.filter((one) => one.tenant !== tenant));
  }

  /** Written anew, it would name none of the others any more. */
  #unreadable(): Failure {
    return failure('store/list-unreadable', { path: path.basename(this.#file) });
  }

  #entryOf(of: Tenant): Entry | null {
    const tenant = keyOf(of);
    if (tenant === null) return null;
    if (this.isForced()) return { ...forced, tenant };
    if (this.#entries === null) return { ...unreadable, tenant };
    return this.#entries.find((one) => one.tenant === tenant) ?? null;
  }

  #write(entries: readonly Entry[]): Result<void, Failure> {
    try {
      const whole = { schema: 'causeway-two-person-tenants/1', tenants: entries };
      replaceFile(this.#file, JSON.stringify(whole, null, 2));
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      return err(failure('store/unwritable', { path: path.basename(this.#file), code }));
    }
    this.#entries = entries;
    return ok(undefined);
  }
}

/** One and the same each time: it goes into plan hashes. */
const forced = { by: 'Causeway', at: '1970-01-01T00:00:00Z', reason: 'policy file' };
const unreadable = { by: 'Causeway', at: '1970-01-01T00:00:00Z', reason: 'unreadable list' };

/** A practice tenant has the id of the tenant it plays, and is still another one. */
function keyOf({ source, tenant }: Tenant): string | null {
  return tenant === null ? null : `${source}:${tenant.id.toLowerCase()}`;
}

function load(file: string): readonly Entry[] | null {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? [] : null;
  }
  try {
    const parsed = v.safeParse(schema, JSON.parse(content));
    return parsed.success ? parsed.output.tenants : null;
  } catch {
    return null;
  }
}
