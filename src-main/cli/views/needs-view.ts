import { formatCount } from '../../../shared/i18n/format';
import { listText } from '../../../shared/i18n/list-text';
import { messageOrKey } from '../../../shared/i18n/message-text';
import { roleTerm, snakeCase, term } from '../../../shared/i18n/terms';
import { m } from '../../../shared/paraglide/messages.js';
import type { JudgedPart, SignedInAs } from '../../../shared/registration/part-needs';
import type { Output } from '../output';
import { columns, heading, textWidth, wrapped } from './lines';

export interface Needs {
  /** Null: no tenant was asked. */
  readonly tenantId: string | null;
  readonly account: SignedInAs | null;
  /** Permissions the token does not hold; null: it does not tell. */
  readonly lacking: readonly string[] | null;
  readonly parts: readonly JudgedPart[];
}

/** `causeway-needs/1`: each part with what it takes, and what is there of it. */
export function needsDocument({ tenantId, account, parts }: Needs) {
  return {
    schema: 'causeway-needs/1',
    tenantId,
    account: account === null ? null : { licence: account.licence, roles: account.roles },
    parts: parts.map(({ part, verdict, lacking }) => ({ ...part, verdict, lacking })),
  } as const;
}

/** Per part: what is there, what it takes and what works without it. */
export function needsLines(
  { account, lacking, parts }: Needs,
  { language }: Pick<Output, 'language'>,
): readonly string[] {
  const options = { locale: language };
  const say = (key: string): string => messageOrKey(snakeCase(key), {}, language);
  const open = parts.filter(({ verdict }) => verdict !== 'met').length;
  const sum =
    open === 0
      ? m.needs_all_met({}, options)
      : m.needs_some_open({ count: formatCount(open, language) }, options);
  const takes = ({ part }: JudgedPart): string =>
    [
      part.role === null ? m.needs_any_member({}, options) : roleTerm(part.role, language),
      ...(part.licence === 'none' ? [] : [term(part.licence, 'licence', language)]),
      listText(part.scopes, 0, language),
    ].join(' · ');
  const missing = (one: JudgedPart): string =>
    one.lacking.length === 0
      ? say(`needs_verdict_${one.verdict}`)
      : `${say(`needs_verdict_${one.verdict}`)}: ${listText(one.lacking, 0, language)}`;
  const heads = columns(
    parts.map((one) => [say(`needs_${one.part.id}`), account === null ? '' : missing(one)]),
  );
  const detail = (label: string, text: string): readonly string[] =>
    wrapped(`${label}: ${text}`, textWidth, '    ');
  return [
    ...heading(m.needs_title({}, options)).slice(1),
    ...wrapped(m.cli_needs_text({}, options), textWidth, ''),
    ...(account === null ? [] : ['', sum]),
    ...(account !== null && lacking === null ? [m.cli_needs_opaque({}, options)] : []),
    ...parts.flatMap((one, index) => [
      '',
      heads[index] ?? '',
      ...detail(m.needs_takes({}, options), takes(one)),
      ...detail(m.needs_without({}, options), say(`needs_${one.part.id}_without`)),
    ]),
  ];
}
