import type { JsonObject } from '../json';
import type { Purpose } from './purpose';

/** Closed list of step kinds (execution.md 2.2). */
export const stepKinds = [
  'group.create',
  'group.add',
  'group.remove',
  'method.configure',
  'migration.state',
  'systemPreferred.set',
  'campaign.set',
  'ca.create',
  'ca.setState',
  'ca.exclude',
  'securityDefaults.set',
  'perUserMfa.set',
  'passkeyOptOut.set',
  'soak',
  'gate',
  'manual',
] as const;
export type StepKind = (typeof stepKinds)[number];

/**
 * A text inside `planned` or `target.id` that stands for ids known only while applying:
 * `created:<stepId>` = the id of the object that step created (one text);
 * `evidence:<stepId>` as a list element = every account id named as evidence of that manual step;
 * `appeared:<stepId>` as a target = the policies Microsoft made by itself once that step had turned
 * security defaults off.
 */
export const createdRef = (stepId: string): string => `created:${stepId}`;
export const appearedRef = (stepId: string): string => `appeared:${stepId}`;
export const evidenceRef = (stepId: string): string => `evidence:${stepId}`;

/** What a step acts on. `id` is a Graph id, a fixed singleton name, or a `created:` reference. */
export interface StepTarget {
  readonly type:
    | 'group'
    | 'method'
    | 'authenticationMethodsPolicy'
    | 'conditionalAccessPolicy'
    | 'securityDefaults'
    | 'users'
    | 'none';
  readonly id: string;
  readonly name: string;
}

/** One person of an item step (execution.md 2.3): prior and planned value of that person. */
export interface StepItem {
  readonly userId: string;
  readonly upn: string;
  readonly prior: 'disabled' | 'enabled' | 'enforced' | 'member' | 'notMember';
  readonly planned: 'disabled' | 'enabled' | 'enforced' | 'member' | 'notMember';
}

/** What a gate reads (evaluated by the engine, never here). */
export const gateFigures = [
  'registered',
  'reportOnlyFailures',
  'reportOnlyInterrupted',
  'emergencyAccess',
  'openBlockers',
] as const;
export type GateFigure = (typeof gateFigures)[number];

/** A figure that must hold before later steps start (DESIGN.md 3). */
export interface Gate {
  readonly figure: GateFigure;
  /** `registered`: percent of `userIds` with a surviving, allowed method that must be reached. */
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly userIds?: readonly string[];
  /** Of these, who holds nothing to prove who they are with and needs a Temporary Access Pass first. */
  readonly passUserIds?: readonly string[];
}

/** What takes the step back. `restore`: owned fields to prior; `leave`: harmless, stays. */
export type Reverse =
  | { readonly kind: 'restore'; readonly to: JsonObject }
  | {
      readonly kind: 'items';
      readonly as: 'group.add' | 'group.remove' | 'perUserMfa.set';
    }
  | { readonly kind: 'leave'; readonly why: string }
  | { readonly kind: 'oneWay'; readonly why: string }
  | { readonly kind: 'manual'; readonly why: string };

/** Why the step stands where it stands: order rules (O1…O30) and finding codes, plus a message key. */
export interface StepReason {
  readonly key: string;
  readonly values: Readonly<Record<string, string>>;
  readonly rules: readonly string[];
}

/** One ordered step. Flat by design: exporters, journal and engine read the same fields. */
export interface Step {
  /** `s01`, `s02`, … in order. */
  readonly id: string;
  readonly kind: StepKind;
  readonly purpose: Purpose;
  readonly ring?: number;
  /**
   * Steps that name the same bundle stand together and are carried out as one guarded move: all of
   * them, or none (execution.md 2.4).
   */
  readonly bundle?: 'switch' | 'handOver';
  readonly target: StepTarget;
  /** Top-level fields of the Graph object this step owns; empty for item, soak, gate and manual steps. */
  readonly owned: readonly string[];
  /** Owned fields before (null for creates, items, soak, gate, manual). */
  readonly prior: JsonObject | null;
  /** Owned fields after; for creates the whole body that is sent. */
  readonly planned: JsonObject | null;
  readonly reverse: Reverse;
  readonly items?: readonly StepItem[];
  readonly blast: 'none' | 'ring' | 'tenant';
  readonly scopes: readonly string[];
  readonly gate?: Gate;
  /** Minutes to wait before the next step (kind soak; server time). */
  readonly soakMinutes?: number;
  /** Manual steps: message key stem `manual_<id>_{title,steps}` and who it concerns. */
  readonly manual?: {
    readonly id: string;
    readonly userIds: readonly string[];
  };
  readonly why: StepReason;
}
