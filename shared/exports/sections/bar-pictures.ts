import { impactFill, readinessFill, type Fill } from '../../charts/fills';
import { readinessOrder } from '../../charts/readiness-bar';
import { messageOrKey } from '../../i18n/message-text';
import { snakeCase } from '../../i18n/terms';
import { m } from '../../paraglide/messages.js';
import { countedPeople } from '../../people/asker-flow';
import { byDepartment } from '../../people/by-department';
import { loadPerDay, peoplePerCall, type LoadOfDay } from '../../plan/load-per-day';
import { impactKinds, methodImpact } from '../../plan/method-impact';
import type { Plan } from '../../plan/plan';
import type { Block, StackedPicture } from '../report-document';
import type { ReportWords } from '../report-words';

/** Days of work that a picture shows: more than a plan of a quarter has. */
const mostDays = 60;

/** Readiness of the largest departments, as on Today; nobody has to be assessed: none. */
export function departmentBars(plan: Plan, words: ReportWords): readonly StackedPicture[] {
  const { options } = words;
  const rows = byDepartment(countedPeople(plan.people));
  if (rows.length === 0) return [];
  return [
    {
      kind: 'stacked',
      caption: m.today_departments_title({}, options),
      sentence: rows.some(({ unknown }) => unknown > 0)
        ? m.today_departments_sentence_at_least({}, options)
        : m.today_departments_sentence({}, options),
      rowHeader: m.people_column_department({}, options),
      parts: readinessOrder.map((key) => ({
        label: words.term(key, 'readiness'),
        fill: readinessFill(key),
      })),
      rows: rows.map((row) => ({
        label: row.name ?? m.today_no_department({}, options),
        counts: readinessOrder.map((key) => row[key]),
      })),
    },
  ];
}

/** What people keep of their methods by the end of the plan, as on New policy; nobody: none. */
export function impactBar(plan: Plan, words: ReportWords): readonly StackedPicture[] {
  const { options } = words;
  const { counts } = methodImpact(plan);
  const total = impactKinds.reduce((sum, key) => sum + counts[key], 0);
  if (total === 0) return [];
  return [
    {
      kind: 'stacked',
      caption: m.policy_impact_title({}, options),
      sentence: m.policy_impact_sentence({ count: words.count(total) }, options),
      rowHeader: m.policy_impact_column({}, options),
      isTurned: true,
      parts: impactKinds.map((key) => ({
        label: messageOrKey(snakeCase(`policy_impact_${key}`), {}, words.language),
        fill: impactFill(key),
      })),
      rows: [{ label: m.shell_people({}, options), counts: impactKinds.map((key) => counts[key]) }],
    },
  ];
}

/** What each day asks of people and of the help desk, as on Schedule; no day does: nothing. */
export function loadBars(plan: Plan, words: ReportWords): readonly Block[] {
  const { options } = words;
  const load = loadPerDay(plan);
  const [first, ...others] = load;
  if (first === undefined) return [];
  const busiest = others.reduce(
    (most, one) => (peopleOf(one) > peopleOf(most) ? one : most),
    first,
  );
  const people = load.reduce((sum, one) => sum + peopleOf(one), 0);
  const parts: readonly (readonly [label: string, fill: Fill])[] = [
    [m.schedule_load_registers({}, options), 'warn'],
    [m.schedule_load_switched({}, options), 'c1'],
  ];
  return [
    {
      kind: 'stacked',
      caption: m.schedule_load_title({}, options),
      sentence: m.schedule_load_sentence(
        {
          day: words.date(busiest.date),
          people: words.count(peopleOf(busiest)),
          calls: words.count(busiest.calls),
        },
        options,
      ),
      rowHeader: m.schedule_load_day({}, options),
      parts: parts.map(([label, fill]) => ({ label, fill })),
      rows: load.slice(0, mostDays).map((one) => ({
        label: words.date(one.date),
        counts: [one.registers, one.switched],
      })),
    },
    { kind: 'text', text: callsText(people, load.length, words) },
  ];
}

const peopleOf = ({ registers, switched }: LoadOfDay): number => registers + switched;

function callsText(people: number, days: number, { count, options }: ReportWords): string {
  const calls = m.schedule_load_calls(
    { calls: count(Math.ceil(people / peoplePerCall)), people: count(peoplePerCall) },
    options,
  );
  if (days <= mostDays) return calls;
  return `${calls} ${m.schedule_load_more({ count: count(days - mostDays) }, options)}`;
}
