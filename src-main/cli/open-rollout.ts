import { failure, type Failure } from '../../shared/diagnostic';
import type { Plan } from '../../shared/plan/plan';
import { err, ok, type Result } from '../../shared/result';
import { writeRollBackKit } from '../exports/roll-back-kit';
import type { Source } from '../graph/open-source';
import { openRollout, type Rollout } from '../rollout/rollout';
import type { ApprovedFor } from '../rollout/approval';
import type { TenantStore } from '../store/open-store';
import { rehearseRollBack } from '../workspace/rehearse-roll-back';
import type { CliContext } from './context';
import { editedIn } from '../files/parse-plan-file';
import { requiredText, textOf, untilOf, type UntilOption } from './option-values';
import { noteSignIn } from './note-access';
import { openFolder, remember, type Remembered, type RolloutFolder } from './rollout-folder';
import { openTenant } from './sources';

/** A rollout with its plan, for as long as one command runs. */
export interface RolloutHandle {
  readonly rollout: Rollout;
  readonly plan: Plan;
  readonly directory: string;
  close(): void;
}

/** Puts the engine over a store. With a source it can write; without, it can be looked at. */
export async function startEngine(
  context: CliContext,
  parts: { readonly store: TenantStore; readonly plan: Plan; readonly source: Source | null },
): Promise<Result<RolloutHandle, Failure>> {
  const { store, plan, source } = parts;
  const { directory } = store;
  if (source !== null) noteSignIn(context, directory, source);
  const { language, zone } = context.output;
  const rollout = await openRollout({
    source,
    store,
    plan,
    sha256: context.sha256,
    randomId: context.randomId,
    stateDirectory: directory,
    rehearse: rehearseRollBack,
    writeKit: (kitPlan, folder) => writeRollBackKit(kitPlan, folder, language, zone),
  });
  if (!rollout.ok) {
    store.close();
    return editedIn(directory, rollout);
  }
  const close = (): void => {
    rollout.value.close();
    store.close();
  };
  return ok({ rollout: rollout.value, plan, directory, close });
}

/** `--approve` must be the whole hash of exactly the plan in `--plan`, or in `--state`. */
export function checkApproval(context: CliContext, plan: Plan): Result<void, Failure> {
  const given = requiredText(context, 'approve').toLowerCase();
  if (given === plan.planHash) return ok(undefined);
  const file = textOf(context, 'plan') ?? requiredText(context, 'state');
  return err(failure('plan/other-hash', { file, given, actual: plan.planHash }));
}

/** A person's yes, this way; with `--hand-over` also where another account began the rollout. */
export function approveFor(
  context: Pick<CliContext, 'options'>,
  { rollout, plan }: Pick<RolloutHandle, 'rollout' | 'plan'>,
  by: string,
  way: ApprovedFor,
): Promise<Result<void, Failure>> {
  const handOver = context.options.get('hand-over') === true;
  return rollout.approve({ planHash: plan.planHash, by, how: 'cli', for: way, handOver });
}

/** Another tenant than the plan's: nothing further is read or sent. */
export function checkTenant(source: Source, plan: Plan): Result<void, Failure> {
  const actual = source.tenantId ?? '–';
  const expected = plan.tenant.id.toLowerCase();
  if (actual === expected) return ok(undefined);
  return err(failure('plan/wrong-tenant', { expected, actual }));
}

/** A step or ring that the plan does not have cannot be an end. */
export function checkUntil(until: UntilOption, plan: Plan): Result<void, Failure> {
  if (until === null) return ok(undefined);
  const isKnown =
    'step' in until
      ? plan.steps.some(({ id }) => id === until.step)
      : plan.rings.some(({ ring }) => ring === until.ring);
  const step = 'step' in until ? until.step : `ring:${until.ring}`;
  return isKnown ? ok(undefined) : err(failure('input/unknown-step', { step }));
}

export interface Continued {
  readonly handle: RolloutHandle;
  readonly remembered: Remembered;
  /** Who acts: the signed-in account, or the command line itself for partners and scripts. */
  readonly by: string;
}

/**
 * Continues the rollout of `--state`: the plan kept there, the tenant used before unless
 * `--graph-url` names it anew, and `--until` as it was unless given.
 */
export async function continueRollout(context: CliContext): Promise<Result<Continued, Failure>> {
  const until = untilOf(context);
  if (!until.ok) return until;
  const directory = requiredText(context, 'state');
  const folder = openFolder(directory, 'write', context);
  if (!folder.ok) return folder;
  const ready = await prepare(context, folder.value, until.value);
  if (!ready.ok) {
    folder.value.store.close();
    return ready;
  }
  const { store, plan } = folder.value;
  const handle = await startEngine(context, { store, plan, source: ready.value.source });
  if (!handle.ok) return handle;
  const { remembered, source } = ready.value;
  return ok({ handle: handle.value, remembered, by: accountOf(source) });
}

async function prepare(
  context: CliContext,
  { store, plan, remembered }: RolloutFolder,
  until: UntilOption | undefined,
): Promise<Result<{ source: Source; remembered: Remembered }, Failure>> {
  const approved = checkApproval(context, plan);
  if (!approved.ok) return approved;
  const next: Remembered = {
    ...remembered,
    graphUrl: textOf(context, 'graph-url') ?? remembered.graphUrl,
    until: until === undefined ? remembered.until : until,
  };
  const end = checkUntil(next.until, plan);
  if (!end.ok) return end;
  const source = await openTenant(context, next.graphUrl, next.cloud);
  if (!source.ok) return source;
  const tenant = checkTenant(source.value, plan);
  if (!tenant.ok) return tenant;
  const kept = remember(store, next);
  return kept.ok ? ok({ source: source.value, remembered: next }) : kept;
}

/** Who acts: the signed-in account, or the command line itself for partners and scripts. */
export function accountOf(source: Pick<Source, 'signedInUserId'> | null): string {
  return source?.signedInUserId ?? 'cli';
}
