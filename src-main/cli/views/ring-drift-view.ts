import { describeFailure } from '../../../shared/i18n/describe-failure';
import { formatCount, formatDateTime } from '../../../shared/i18n/format';
import { leftTexts } from '../../../shared/i18n/ring-drift-text';
import { m } from '../../../shared/paraglide/messages.js';
import type { Output } from '../output';
import type { StatusDocument } from '../status-document';
import { columns } from './lines';

type Voice = Pick<Output, 'language' | 'zone'>;

/** How many people are elsewhere than the plan says, by the reading applying last began with. */
export function ringDriftLines(
  { ringDrift }: Pick<StatusDocument, 'ringDrift'>,
  directory: string,
  { language, zone }: Voice,
): readonly string[] {
  const options = { locale: language };
  if (ringDrift === null) return [];
  const { counts, unread } = ringDrift;
  const date = formatDateTime(ringDrift.readAt, language, zone);
  if (unread !== null) {
    const { what } = describeFailure(unread, language, zone);
    const text = m.ring_drift_unread_text({ date }, options);
    return ['', m.ring_drift_unread_title({}, options), `  ${what}`, `  ${text}`];
  }
  const said = (['joined', 'left', 'moved'] as const)
    .filter((part) => counts[part] > 0)
    .map(
      (part) => `  ${countTexts[part]({ count: formatCount(counts[part], language) }, options)}`,
    );
  if (said.length === 0) return [];
  const text = `  ${m.ring_drift_text({ date }, options)}`;
  const who = `  ${m.cli_ring_drift_people({ state: directory }, options)}`;
  return ['', m.ring_drift_title({}, options), ...said, text, who];
}

const countTexts = {
  joined: m.ring_drift_joined,
  left: m.ring_drift_left,
  moved: m.ring_drift_moved,
};

/** The same people one by one, as far as they were kept. */
export function ringDriftPeople(
  { ringDrift }: Pick<StatusDocument, 'ringDrift'>,
  { language }: Voice,
): readonly string[] {
  if (ringDrift === null) return [];
  const options = { locale: language };
  const number = (ring: number): string => formatCount(ring, language);
  const { counts, joined, left, moved } = ringDrift;
  const rows = [
    ...joined.map((one) => [
      ...whoIs(one),
      m.cli_ring_drift_joined({ ring: number(one.ring) }, options),
    ]),
    ...left.map((one) => [...whoIs(one), leftTexts[one.why]({ ring: number(one.ring) }, options)]),
    ...moved.map((one) => [
      ...whoIs(one),
      m.ring_drift_from_to({ from: number(one.from), to: number(one.to) }, options),
    ]),
  ];
  const others = counts.joined + counts.left + counts.moved - rows.length;
  return [
    ...columns(rows, '  '),
    ...(others === 0
      ? []
      : [`  ${m.ring_drift_more({ count: formatCount(others, language) }, options)}`]),
  ];
}

/** The name of somebody whom neither the plan nor a reading names is the id. */
function whoIs(one: { userId: string; name: string | null; upn: string | null }): string[] {
  return [one.name ?? one.userId, one.upn ?? ''];
}
