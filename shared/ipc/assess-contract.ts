import * as v from 'valibot';
import { evidenceShapes, type EvidenceField } from '../assess/evidence-fields';
import { staleChoiceFields, staleReasons } from '../assess/assessment';
import { count, shortText, text } from '../bounds';
import { partnersSchema } from '../plan/partners-schema';
import { answersSchema } from '../tenant/answer';
import { answerPaths } from '../tenant/answer-paths';
import { sourceNames } from '../tenant/snapshot';
import { call } from './define';
import { empty, id, messageView, sankeyView, severity, subjectView } from './common-views';

export const nullableCount = v.nullable(count);

export const todayView = v.strictObject({
  asOf: shortText,
  readAt: shortText,
  lowerBound: v.boolean(),
  february: v.strictObject({
    date: shortText,
    people: nullableCount,
    others: nullableCount,
    reachable: count,
    unreachable: count,
    /** Affected, and what they may register is not known. */
    undecided: count,
    isPast: v.boolean(),
  }),
  july: v.strictObject({
    date: shortText,
    people: nullableCount,
    reachable: count,
    unreachable: count,
    undecided: count,
    isPast: v.boolean(),
  }),
  /** Null: the users could not be read at all. */
  notAssessed: nullableCount,
  disabledLeftOut: count,
  cloudHasDates: v.boolean(),
  providerDate: shortText,
  migrationState: v.picklist([
    'preMigration',
    'migrationInProgress',
    'migrationComplete',
    'null',
    'unknown',
  ]),
  migrationNullIsDone: v.boolean(),
  optOut: v.picklist(['set', 'notSet', 'unknown']),
  asksForMfa: v.strictObject({
    securityDefaults: v.picklist(['on', 'off', 'unknown']),
    /** Null: the users, or for policies the policies, could not be read. */
    perUser: nullableCount,
    conditionalAccess: nullableCount,
    reportOnly: nullableCount,
    nothing: nullableCount,
    unknown: nullableCount,
    /** Counts that may grow once what is unknown of some person is read. */
    mayGrow: v.strictObject({
      perUser: v.boolean(),
      conditionalAccess: v.boolean(),
      reportOnly: v.boolean(),
      nothing: v.boolean(),
    }),
  }),
  counts: v.record(shortText, nullableCount),
  recommendation: shortText,
  unread: v.array(
    v.strictObject({
      source: shortText,
      reason: shortText,
      status: v.nullable(count),
      /** Accounts whose sign-ins speak for an open question. */
      seen: v.exactOptional(count),
    }),
  ),
  partners: v.exactOptional(partnersSchema),
  sankey: sankeyView,
  departments: v.array(
    v.strictObject({
      name: v.nullable(text),
      ready: count,
      conditions: count,
      notReady: count,
      unknown: count,
    }),
  ),
  /** True only with evidence: nobody depends on a phone, no per-user MFA, no legacy settings. */
  nothingToDo: v.boolean(),
});
export type TodayView = v.InferOutput<typeof todayView>;

const evidenceField = v.picklist(Object.keys(evidenceShapes) as EvidenceField[]);
const shownList = v.array(text);

/** One fact a finding rests on; `shared/i18n/evidence-text.ts` puts it into words. */
export const evidenceView = v.variant('shape', [
  v.strictObject({
    shape: v.literal('value'),
    field: evidenceField,
    value: v.nullable(v.union([v.boolean(), v.number(), text])),
  }),
  v.strictObject({
    shape: v.literal('names'),
    field: evidenceField,
    names: v.nullable(shownList),
    more: count,
  }),
  v.strictObject({
    shape: v.literal('tally'),
    field: evidenceField,
    counts: v.array(v.strictObject({ name: text, count })),
    more: count,
  }),
  v.strictObject({
    shape: v.literal('pairs'),
    field: evidenceField,
    pairs: v.array(
      v.strictObject({ name: text, value: v.nullable(text), status: v.nullable(v.number()) }),
    ),
    more: count,
  }),
  v.strictObject({
    shape: v.literal('access'),
    field: evidenceField,
    ways: v.array(v.strictObject({ name: text, scopes: shownList, role: shortText })),
  }),
]);

export const findingView = v.strictObject({
  code: shortText,
  severity,
  count,
  /** The count may grow once more is read or answered. */
  isAtLeast: v.boolean(),
  evidence: v.array(evidenceView),
  /** The first 200; the rest through `people.list`. */
  subjects: v.array(subjectView),
  group: v.picklist(['blocks', 'choice', 'fix', 'info']),
  /** Purposes of the steps it refuses. */
  refuses: v.array(shortText),
  acceptable: v.boolean(),
  accepted: v.nullable(v.strictObject({ reason: text, by: text, at: shortText })),
  /** Choice this finding waits for: the field of `Choices`, with its options. */
  choice: v.nullable(
    v.strictObject({
      field: shortText,
      options: v.array(shortText),
      perSubject: v.boolean(),
    }),
  ),
});
export type FindingView = v.InferOutput<typeof findingView>;

export const findingsView = v.strictObject({
  readAt: shortText,
  lowerBound: v.boolean(),
  readiness: v.strictObject({
    ready: count,
    conditions: count,
    notReady: count,
    unknown: count,
  }),
  findings: v.array(findingView),
  /** Recorded choices that count as not made. */
  staleChoices: v.array(
    v.strictObject({
      field: v.picklist(staleChoiceFields),
      subject: shortText,
      value: shortText,
      because: v.picklist(staleReasons),
    }),
  ),
  unread: todayView.entries.unread,
});
export type FindingsView = v.InferOutput<typeof findingsView>;

/** What the tenant says against what was typed, by place; a warning is kept as it is. */
const answerProblems = v.pipe(
  v.array(
    v.strictObject({
      path: v.picklist(answerPaths),
      isWarning: v.boolean(),
      message: messageView,
    }),
  ),
  v.maxLength(2_000),
);

/** Texts of fields that cannot be read as an answer yet, kept so that nothing typed is lost. */
const answerDrafts = v.record(v.picklist(answerPaths), text);

export const answerSuggestions = v.strictObject({
  /** By list; `of` counts those that are not shown too. */
  lists: v.array(
    v.strictObject({
      path: v.picklist(answerPaths),
      of: count,
      accounts: v.array(
        v.strictObject({ id, upn: shortText, name: text, reasons: v.array(messageView) }),
      ),
    }),
  ),
  /** Asked before the others, because of these licences, or of so many accounts seen. */
  askFirst: v.array(
    v.strictObject({ path: v.picklist(answerPaths), licences: v.array(text), seen: count }),
  ),
  /** How many may reset their password by the registration report. */
  passwordReset: v.nullable(v.strictObject({ enabled: count, of: count })),
});
export type AnswerSuggestions = v.InferOutput<typeof answerSuggestions>;

export const assessCalls = {
  'answers.get': call(
    empty,
    v.strictObject({
      answers: v.nullable(answersSchema),
      /** Open questions that keep the counts a lower bound, in the form's order. */
      unanswered: v.array(v.picklist(answerPaths)),
      problems: answerProblems,
      drafts: answerDrafts,
    }),
  ),
  'answers.save': call(
    v.strictObject({ answers: answersSchema, drafts: answerDrafts }),
    v.strictObject({
      answers: answersSchema,
      unanswered: v.array(v.picklist(answerPaths)),
      problems: answerProblems,
    }),
    { maxBytes: 1_048_576 },
  ),
  /** What the reading suggests for the answers; nothing of it is taken by itself. */
  'answers.suggest': call(empty, answerSuggestions),
  'today.get': call(empty, todayView),
  'findings.list': call(empty, findingsView),
  'findings.accept': call(v.strictObject({ code: shortText, reason: text }), findingsView),
  /** `subject` is empty for choices that stand once. */
  'findings.choose': call(
    v.strictObject({
      field: shortText,
      subject: shortText,
      value: shortText,
      reason: text,
    }),
    findingsView,
  ),
  'read.sources': call(empty, v.strictObject({ sources: v.array(v.picklist(sourceNames)) })),
} as const;
