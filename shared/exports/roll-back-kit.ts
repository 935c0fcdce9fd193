import { m } from '../paraglide/messages.js';
import { reachLine } from '../i18n/reach-text';
import type { Language } from '../i18n/format';
import type { Plan } from '../plan/plan';
import type { Step, StepKind } from '../plan/step';
import { reverseOf, stepRequests, type PlannedRequest } from '../plan/step-requests';
import { displayRequests } from './display-requests';
import { portalPath } from './portal-path';
import type { Block, ReportDocument, Section, StepText } from './report-document';
import { column, reportWords, type ReportWords } from './report-words';
import { titleOf, wayBack } from './step-words';

/** `causeway-kit/1`: every reverse request in full, newest step first. */
export interface RollBackKit {
  readonly schema: 'causeway-kit/1';
  readonly planHash: string;
  readonly tenantId: string;
  readonly cloud: Plan['cloud'];
  readonly steps: readonly {
    readonly stepId: string;
    readonly kind: StepKind;
    readonly wayBack: Step['reverse']['kind'];
    /** Ids known only while applying read `created:<step>`: look them up by the marker in the name. */
    readonly requests: readonly PlannedRequest[];
  }[];
}

/** Steps that changed something, in the order they are taken back. */
function stepsBack(plan: Plan): readonly Step[] {
  return plan.steps.filter(({ kind }) => kind !== 'soak' && kind !== 'gate').reverse();
}

export function rollBackKit(plan: Plan): RollBackKit {
  return {
    schema: 'causeway-kit/1',
    planHash: plan.planHash,
    tenantId: plan.tenant.id,
    cloud: plan.cloud,
    steps: stepsBack(plan).map((step) => ({
      stepId: step.id,
      kind: step.kind,
      wayBack: step.reverse.kind,
      requests: fullRequests(step, plan.cloud),
    })),
  };
}

/** Stand-in ids pass the check for ids; they are written back as the reference they stand for. */
function fullRequests(step: Step, cloud: Plan['cloud']): readonly PlannedRequest[] {
  const reverse = reverseOf(step);
  if (reverse === null) return [];
  const names = new Map<string, string>();
  const stand = (reference: string): string => {
    const id = `ffffffff-ffff-4fff-8fff-${(names.size + 1).toString(16).padStart(12, '0')}`;
    names.set(id, reference);
    return id;
  };
  const requests = stepRequests(reverse, {
    created: (stepId) => stand(`created:${stepId}`),
    evidence: (stepId) => [stand(`evidence:${stepId}`)],
    liveOwned: null,
    cloud,
  });
  if (!requests.ok) return [];
  const text = [...names].reduce(
    (now, [id, name]) => now.replaceAll(id, name),
    JSON.stringify(requests.value),
  );
  return JSON.parse(text) as readonly PlannedRequest[];
}

/** The kit to read: works on paper, without the app and without a network. */
export function rollBackKitDocument(plan: Plan, language: Language, zone: string): ReportDocument {
  const words = reportWords(plan, language, zone);
  const { options } = words;
  return {
    language,
    title: m.kit_title({ tenant: plan.tenant.displayName }, options),
    subtitle: m.report_subtitle(
      {
        domain: plan.tenant.primaryDomain,
        at: words.dateTime(plan.snapshotTakenAt),
        hash: plan.planHash.slice(0, 12),
      },
      options,
    ),
    sections: [
      {
        id: 'use',
        title: m.report_steps_title({}, options),
        blocks: [{ kind: 'text', text: m.kit_intro({ hash: plan.planHash }, options) }],
      },
      ...stepsBack(plan).map((step) => stepSection(step, words)),
    ],
  };
}

function stepSection(step: Step, words: ReportWords): Section {
  const text = titleOf(step, words.language);
  return {
    id: step.id,
    title: `${step.id} · ${text}`,
    blocks: [{ kind: 'steps', items: [stepBack(step, text, words)] }, ...peopleTable(step, words)],
  };
}

function stepBack(step: Step, title: string, words: ReportWords): StepText {
  const reverse = reverseOf(step);
  const requests = reverse === null ? [] : displayRequests(reverse, words.cloud);
  return {
    id: step.id,
    title,
    ring: '',
    why: backText(step, words),
    people: '',
    reach: reachLine(step, words.language),
    prior: step.planned === null ? '' : JSON.stringify(step.planned, null, 2),
    planned: step.reverse.kind === 'restore' ? JSON.stringify(step.reverse.to, null, 2) : '',
    wayBack: wayBack(step, words.language),
    requests: requests.map(({ line, body, times }) => ({
      line,
      body,
      times: times > 1 ? m.report_times({ count: words.count(times) }, words.options) : '',
    })),
    instructions: reverse === null ? '' : portalPath(step.kind, words.language),
    gate: '',
  };
}

function backText(step: Step, words: ReportWords): string {
  switch (step.reverse.kind) {
    case 'leave':
      return m.kit_nothing({}, words.options);
    case 'oneWay':
      return m.kit_one_way({}, words.options);
    case 'manual':
      return m.kit_by_hand({}, words.options);
    case 'restore':
    case 'items':
      return m.kit_portal({}, words.options);
  }
}

function peopleTable(step: Step, words: ReportWords): readonly Block[] {
  if (step.reverse.kind !== 'items' || step.items === undefined) return [];
  const { options } = words;
  return [
    {
      kind: 'table',
      caption: m.kit_people({}, options),
      columns: [
        column(m.kit_column_account({}, options)),
        column(m.kit_column_object({}, options)),
        column(m.kit_column_prior({}, options)),
      ],
      rows: step.items.map(({ userId, upn, prior }) => [upn, userId, words.term(prior, 'perUser')]),
    },
  ];
}
