import { readinessOrder, type ReadinessCounts } from '../../shared/charts/readiness-bar';
import type { FindingsView } from '../../shared/ipc/findings-contract';
import { m } from '../../shared/paraglide/messages.js';
import { count, say, words } from '../i18n.svelte';

export type GroupedBy = 'department' | 'kind' | 'ring';

/** A row of a bar chart: counts in the order of `readinessOrder`. */
interface Row {
  readonly label: string;
  readonly counts: readonly number[];
}

export interface ReadinessGroups {
  readonly by: GroupedBy;
  /** What is pressed to see it. */
  readonly option: string;
  readonly title: string;
  readonly rowHeader: string;
  readonly rows: readonly Row[];
}

/** The pictures there are something to draw for; rings only once people were put in them. */
export function groupsOf(view: FindingsView['readinessBy']): readonly ReadinessGroups[] {
  const { otherDepartments: others, kinds, rings } = view;
  // A tenant that keeps no departments would have one row that says nothing.
  const departments = view.departments.some(({ name }) => name !== null) ? view.departments : [];
  const groups: readonly ReadinessGroups[] = [
    {
      ...{ by: 'department', option: m.findings_by_department() },
      ...{ title: m.today_departments_title(), rowHeader: m.people_column_department() },
      rows: [
        ...departments.map((one) => row(one.name ?? m.today_no_department(), one)),
        ...(others === null
          ? []
          : [row(m.findings_by_other_departments({ count: count(others.departments) }), others)]),
      ],
    },
    {
      ...{ by: 'kind', option: m.findings_by_kind() },
      ...{ title: m.findings_by_kind_title(), rowHeader: m.people_column_kind() },
      rows: kinds.map((one) => row(words(one.kind, 'accountKind'), one)),
    },
    {
      ...{ by: 'ring', option: m.findings_by_ring() },
      ...{ title: m.findings_by_ring_title(), rowHeader: m.rollout_ring() },
      rows: (rings ?? []).map((one) => row(ringLabel(one.ring), one)),
    },
  ];
  return groups.filter(({ rows }) => rows.length > 0);
}

type RingOfRow = NonNullable<FindingsView['readinessBy']['rings']>[number]['ring'];

function ringLabel(ring: RingOfRow): string {
  if (ring === null) return m.people_filter_no_ring();
  return m.rollout_ring_name({ ring: count(ring.ring), name: say(ring.name) });
}

function row(label: string, counts: ReadinessCounts): Row {
  return { label, counts: readinessOrder.map((key) => counts[key]) };
}

/** The row with the most people who are not ready or unknown; null: no row has any. */
export function mostOpen(
  rows: readonly Row[],
): { readonly label: string; readonly open: number; readonly people: number } | null {
  let most: ReturnType<typeof mostOpen> = null;
  for (const { label, counts } of rows) {
    const open = openOf(counts);
    if (open > (most?.open ?? 0)) {
      most = { label, open, people: counts.reduce((sum, one) => sum + one, 0) };
    }
  }
  return most;
}

function openOf(counts: readonly number[]): number {
  return readinessOrder.reduce(
    (sum, key, at) => sum + (key === 'unknown' || key === 'notReady' ? (counts[at] ?? 0) : 0),
    0,
  );
}
