import * as v from 'valibot';
import { count, shortText, text } from '../bounds';
import { partnersSchema } from '../plan/partners-schema';
import { answersSchema } from '../tenant/answer';
import { answerPaths } from '../tenant/answer-paths';
import { sourceNames } from '../tenant/snapshot';
import { call } from './define';
import { empty, id, messageView, readinessTally, sankeyView } from './common-views';

export const nullableCount = v.nullable(count);

/** Name null: people of no department. */
export const departmentRow = v.strictObject({ name: v.nullable(text), ...readinessTally.entries });

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
      until: v.exactOptional(shortText),
    }),
  ),
  partners: v.exactOptional(partnersSchema),
  sankey: sankeyView,
  departments: v.array(departmentRow),
  /** True only with evidence: nobody depends on a phone, no per-user MFA, no legacy settings. */
  nothingToDo: v.boolean(),
});
export type TodayView = v.InferOutput<typeof todayView>;

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
  'read.sources': call(empty, v.strictObject({ sources: v.array(v.picklist(sourceNames)) })),
} as const;
