import type { ObjectChange } from '../../../shared/assess/compare-rows';
import type { SnapshotDifference } from '../../../shared/assess/compare-snapshots';
import { formatCount, formatDateTime } from '../../../shared/i18n/format';
import { term } from '../../../shared/i18n/terms';
import { m } from '../../../shared/paraglide/messages.js';
import type { Output } from '../output';
import { columns, heading } from './lines';

/** `--json` has all of them. */
const shown = 20;

/** What has changed since an earlier reading: people, then policies, then what was not compared. */
export function differenceLines(
  difference: SnapshotDifference,
  { language, zone }: Pick<Output, 'language' | 'zone'>,
): readonly string[] {
  const options = { locale: language };
  const at = formatDateTime(difference.beforeAt, language, zone);
  const all = [...difference.people, ...difference.policies];
  const more = all.length - shown;
  return [
    ...heading(m.difference_title({ at }, options)),
    ...(all.length === 0 ? [`  ${m.difference_none({}, options)}`] : []),
    ...columns(
      all
        .slice(0, shown)
        .map((one) => [
          term(one.change, 'change', language),
          term(one.kind, 'object', language),
          [one.name, fieldsOf(one)].filter((text) => text !== '').join(': '),
        ]),
    ),
    ...(more > 0
      ? [`  ${m.difference_more({ count: formatCount(more, language) }, options)}`]
      : []),
    ...difference.notCompared.map(
      (source) =>
        `  ${m.difference_not_compared({ source: term(source, 'source', language) }, options)}`,
    ),
  ];
}

function fieldsOf({ fields }: ObjectChange): string {
  return fields.map(({ field }) => field).join(', ');
}
