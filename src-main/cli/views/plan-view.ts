import { m } from '../../../shared/paraglide/messages.js';
import { titleOf, unlookedGate } from '../../../shared/exports/step-words';
import { limits } from '../../../shared/entra/retirement-dates';
import { reachLine } from '../../../shared/i18n/reach-text';
import { formatBytes, formatCount } from '../../../shared/i18n/format';
import { messageOrKey } from '../../../shared/i18n/message-text';
import { accountsText, namesText, peopleText } from '../../../shared/i18n/people-text';
import { term } from '../../../shared/i18n/terms';
import { allTracks } from '../../../shared/plan/outside-rings';
import type { Plan } from '../../../shared/plan/plan';
import type { Step } from '../../../shared/plan/step';
import { unsuitedPeopleWord } from '../../../shared/plan/chosen-words';
import { stillUnsuited, unsuitedUnknown } from '../../../shared/plan/unsuited-people';
import type { PlanSummary } from '../../../shared/plan/summary';
import type { Output } from '../output';
import { peopleLines, unreadLines } from './assessment-view';
import { columns, heading } from './lines';
import { scheduleLines } from './schedule-lines';

type Voice = Pick<Output, 'language' | 'zone'>;

/** The plan in short: people, rings, steps, what it does, and the hash that approves it. */
export function planLines(
  plan: Plan,
  summary: PlanSummary,
  path: string,
  voice: Voice,
): readonly string[] {
  const { language } = voice;
  const options = { locale: language };
  const count = (value: number): string => formatCount(value, language);
  return [
    m.report_title({ tenant: plan.tenant.displayName }, options),
    '',
    ...peopleLines(plan, plan.people, voice),
    '',
    plan.steps.length === 0
      ? m.report_no_steps({}, options)
      : m.cli_plan_summary(
          {
            settings: count(summary.settingsChanged),
            moved: count(summary.peopleMoved),
            lost: count(summary.loseAccess),
            unknown: count(summary.unknown),
          },
          options,
        ),
    ...sizeLines(summary.policyBytes, voice),
    ...heading(m.report_rings_title({}, options)),
    ...columns(
      plan.rings.map(({ ring, name, label, members }) => [
        count(ring),
        messageOrKey(name, { label: label ?? '' }, language),
        peopleText(members.length, language),
      ]),
    ),
    ...columns(
      allTracks(plan)
        .filter(({ members }) => members.length > 0)
        .map(({ track, members }) => [
          '–',
          term(track, 'track', language),
          accountsText(members.length, language),
        ]),
    ),
    ...passLines(plan, voice),
    ...unsuitedLines(plan, voice),
    ...heading(m.report_steps_title({}, options)),
    ...columns(plan.steps.map((step) => stepRow(step, voice))),
    ...scheduleLines(plan, voice),
    ...unreadLines(plan, voice),
    '',
    m.cli_written({ file: path }, options),
    `${m.report_plan_hash({}, options)}: ${plan.planHash}`,
    m.cli_plan_next({ hash: plan.planHash, file: path }, options),
  ];
}

/** Who needs a Temporary Access Pass before anything else: five by name, the rest by number. */
function passLines(plan: Plan, { language }: Voice): readonly string[] {
  const ids = new Set(plan.steps.flatMap((step) => step.gate?.passUserIds ?? []));
  if (ids.size === 0) return [];
  const named = plan.people.filter((person) => ids.has(person.id)).slice(0, 5);
  const names = named.map((person) => person.upn).join('\n');
  const values = {
    people: peopleText(ids.size, language),
    names: namesText(names, ids.size, language),
  };
  return ['', m.cli_plan_passes(values, { locale: language })];
}

/**
 * Whom the preferred method does not suit once the plan is done: the choice that leaves them out,
 * or that it is made and does not reach them; and who may be among them.
 */
function unsuitedLines(plan: Plan, { language }: Voice): readonly string[] {
  const open = stillUnsuited(plan).length;
  const unknown = unsuitedUnknown(plan);
  const options = { locale: language };
  const people = (value: number) => ({ people: peopleText(value, language) });
  const isChosen = plan.choices.systemPreferred?.exclude === unsuitedPeopleWord;
  const told = isChosen ? m.policy_unsuited_missed : m.cli_plan_unsuited;
  const lines = [
    ...(open === 0 ? [] : [told(people(open), options)]),
    ...(unknown.people === 0 ? [] : [m.cli_plan_unsuited_unknown(people(unknown.people), options)]),
    ...(unknown.isRadiusOpen ? [m.cli_plan_unsuited_radius({}, options)] : []),
  ];
  return lines.length === 0 ? [] : ['', ...lines];
}

/** A methods policy that gets near the size Graph refuses, told before anything is saved (R15). */
function sizeLines(bytes: number, { language }: Voice): readonly string[] {
  if (bytes <= limits.policyWarnBytes) return [];
  const values = {
    size: formatBytes(bytes, language),
    limit: formatBytes(limits.policyRefuseBytes, language),
  };
  const options = { locale: language };
  return [
    bytes > limits.policyRefuseBytes
      ? m.cli_plan_policy_too_large(values, options)
      : m.cli_plan_policy_large(values, options),
  ];
}

/** One step as a row: id, ring, title, how many accounts, how far it reaches; what its gate wants. */
function stepRow(step: Step, { language }: Voice): readonly string[] {
  const items = step.items?.length;
  return [
    step.id,
    step.ring === undefined ? '' : m.cli_ring({ ring: String(step.ring) }, { locale: language }),
    titleOf(step, language),
    items === undefined ? '' : accountsText(items, language),
    step.gate === undefined ? reachLine(step, language) : unlookedGate(step, language),
  ];
}
