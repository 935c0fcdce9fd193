import { acceptanceOf, isAcceptable } from '../../shared/assess/acceptance';
import { refusedPurposes } from '../../shared/assess/blockers';
import { choiceForFinding } from '../../shared/assess/choice-for-finding';
import type { Assessment, Finding } from '../../shared/assess/assessment';
import type { Person } from '../../shared/assess/people';
import { isAtLeast } from '../../shared/assess/count-may-grow';
import { evidenceOf, type Evidence } from '../../shared/assess/evidence';
import type { FindingsView, FindingView } from '../../shared/ipc/findings-contract';
import { countedPeople } from '../../shared/people/asker-flow';
import { noReadiness } from '../../shared/people/readiness-by';
import type { Plan } from '../../shared/plan/plan';
import type { Choices } from '../../shared/tenant/choice';
import { readinessGroups } from './readiness-groups';

interface Found {
  readonly assessment: Pick<
    Assessment,
    'asOf' | 'capturedAt' | 'lowerBound' | 'findings' | 'unread' | 'staleChoices'
  >;
  readonly people: readonly Person[];
}

const shownSubjects = 200;

/**
 * Findings by what they ask of the reader, with readiness of the people on top (screens.md 5); by
 * ring too once there is a plan.
 */
export function buildFindingsView(
  assessed: Found,
  choices: Choices,
  plan: Pick<Plan, 'rings'> | null,
): FindingsView {
  const { assessment } = assessed;
  const people = countedPeople(assessed.people);
  const counted = noReadiness();
  for (const { readiness } of people) counted[readiness] += 1;
  return {
    readAt: assessment.capturedAt,
    lowerBound: assessment.lowerBound,
    readiness: counted,
    readinessBy: readinessGroups(people, plan),
    findings: assessment.findings.map((finding) => toView(finding, choices, assessment)),
    staleChoices: (assessment.staleChoices ?? []).map((choice) => ({ ...choice })),
    unread: assessment.unread.map((item) => ({
      source: item.source,
      reason: item.reason,
      status: item.status ?? null,
      ...(item.seen === undefined ? {} : { seen: item.seen }),
      ...(item.until === undefined ? {} : { until: item.until }),
    })),
  };
}

/** The findings of a plan file. */
export function buildFiledFindings(plan: Plan): FindingsView {
  const { asOf, snapshotTakenAt: capturedAt, lowerBound, findings, unread, staleChoices } = plan;
  const assessment = {
    ...{ asOf, capturedAt, lowerBound, findings, unread },
    ...(staleChoices === undefined ? {} : { staleChoices }),
  };
  return buildFindingsView({ assessment, people: plan.people }, plan.choices, plan);
}

function toView(
  finding: Finding,
  choices: Choices,
  { asOf, lowerBound }: Pick<Assessment, 'asOf' | 'lowerBound'>,
): FindingView {
  const choice = choiceForFinding(finding);
  return {
    code: finding.code,
    severity: finding.severity,
    count: finding.count,
    isAtLeast: isAtLeast(finding.code, lowerBound),
    evidence: evidenceOf(finding, asOf).map(toEvidenceView),
    subjects: finding.subjects.slice(0, shownSubjects).map((subject) => ({ ...subject })),
    group: groupOf(finding),
    refuses: [...refusedPurposes(finding).purposes],
    acceptable: isAcceptable(finding),
    accepted: acceptanceOf(finding, choices, asOf),
    choice:
      choice === null
        ? null
        : { field: choice.field, options: [...choice.options], perSubject: choice.perSubject },
  };
}

/** Copies for the contract, whose lists may be changed. */
function toEvidenceView(evidence: Evidence): FindingView['evidence'][number] {
  switch (evidence.shape) {
    case 'value':
      return { ...evidence };
    case 'names':
      return { ...evidence, names: evidence.names === null ? null : [...evidence.names] };
    case 'tally':
      return { ...evidence, counts: evidence.counts.map((one) => ({ ...one })) };
    case 'pairs':
      return { ...evidence, pairs: evidence.pairs.map((one) => ({ ...one })) };
    case 'access':
      return {
        ...evidence,
        ways: evidence.ways.map((one) => ({ ...one, scopes: [...one.scopes] })),
      };
  }
}

function groupOf(finding: Finding): FindingView['group'] {
  switch (finding.severity) {
    case 'blocker':
      return 'blocks';
    case 'decision':
      return 'choice';
    case 'high':
    case 'medium':
      return 'fix';
    case 'info':
      return 'info';
  }
}
