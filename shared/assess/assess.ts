import type { SnapshotDifference } from './compare-snapshots';
import type { Failure } from '../diagnostic';
import { jsonPieces } from '../json-pieces';
import { ok, type Result } from '../result';
import type { Choices } from '../tenant/choice';
import { staleAcceptances } from './acceptance';
import { buildContext, type AssessContext } from './assess-context';
import type { AssessInput, Assessment, Unread } from './assessment';
import { countPeople } from './count-people';
import { findAll } from './find-all';
import { isNullDone } from './findings/migration-state';
import { arePlansUnread } from './findings/security-defaults';
import { isLegacyMfaAnswered, isSsprAnswered } from './legacy-methods';
import { compareText, tenantSubject } from './make-finding';
import { partnersOf } from './partners';
import type { Person } from './people';
import { recommend } from './recommend';
import { unreadOf } from './unread';

/** Whether the counts may grow once more is read or answered (findings 2.7). */
function isLowerBound(context: AssessContext): boolean {
  const { migration, answers, people, enabled, snapshot } = context;
  const mayBeLegacy = migration === 'pending' || (migration === 'null' && !isNullDone(context));
  const areListsAnswered = isLegacyMfaAnswered(answers) && isSsprAnswered(answers);
  return (
    (mayBeLegacy && !areListsAnswered) ||
    migration === 'unknown' ||
    snapshot.users.kind !== 'read' ||
    context.declared.incomplete.length > 0 ||
    people.some((one) => one.perUserMfa === 'unknown' || one.isEnabledUnknown === true) ||
    enabled.some((one) => one.methods === null)
  );
}

function everythingUnread(context: AssessContext): readonly Unread[] {
  const unread = unreadOf(context);
  const isKnown = !arePlansUnread(context) || unread.some(({ source }) => source === 'users');
  if (isKnown) return unread;
  const plans: Unread = { source: 'users', reason: 'malformed' };
  return [...unread, plans].sort((a, b) => compareText(a.source, b.source));
}

/** An assessment, and what it was made of on the way. */
export interface Assessed {
  readonly assessment: Assessment;
  readonly people: readonly Person[];
  readonly choices: Choices;
}

/**
 * Findings, counts and recommendation of one snapshot (findings.md). Pure and linear in the
 * accounts; same input, same bytes. Errors: input the answers or choices got wrong
 * (`input/answers-invalid`, `input/selector-no-match`, `input/unknown-method`,
 * `plan/wrong-tenant`). What was not read is no error: it is in `unread`. `choices` are those that
 * still stand: the stale ones count as not made.
 */
export function assess(input: AssessInput): Result<Assessed, Failure> {
  const built = buildContext(input);
  if (!built.ok) return built;
  const context = built.value;
  const enforcement = recommend(context);
  const { snapshot } = input;
  const findings = findAll({ ...context, enforcement });
  const staleChoices = [
    ...staleAcceptances(findings, context.input.choices, input.asOf),
    ...context.staleChoices,
  ];
  const partners = partnersOf(context);
  const assessment: Assessment = {
    schema: 'causeway-assessment/1',
    tenant: {
      id: snapshot.tenantId,
      displayName: tenantSubject(context).name,
      cloud: snapshot.cloud,
      entraPlan: context.plan,
    },
    asOf: input.asOf,
    capturedAt: snapshot.takenAt,
    snapshotHash: snapshot.hash,
    lowerBound: isLowerBound(context),
    findings,
    counts: countPeople(context),
    recommendation: { enforcement },
    unread: everythingUnread(context),
    ...(staleChoices.length === 0 ? {} : { staleChoices }),
    ...(partners === null ? {} : { partners }),
  };
  return ok({ assessment, people: context.people, choices: context.input.choices });
}

/** The assessment as text: 2-space JSON in one key order, with a line feed at the end. */
export function serializeAssessment(
  assessment: Assessment & { readonly difference?: SnapshotDifference },
): string {
  return `${[...jsonPieces(assessment)].join('')}\n`;
}
