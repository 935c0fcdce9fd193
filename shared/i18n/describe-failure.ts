import { m } from '../paraglide/messages.js';
import type { Failure } from '../diagnostic';
import { expectedText } from './expected-text';
import { failureValues } from './failure-values';
import { findingPart } from './finding-text';
import { formatDateTime, type Language } from './format';
import { hasMessage, messageOrKey, messageText } from './message-text';
import { namesText } from './people-text';
import { openingText } from './schedule-text';
import { writeAdvice } from './system-advice';
import { roleTerm, snakeCase, term } from './terms';

/** What a person reads about a failure: what happened, why, what to do, and what else is known. */
export interface FailureText {
  readonly what: string;
  readonly why: string;
  readonly do: string;
  /** Values that the sentences do not use, as `name: value`; for "Copy details". */
  readonly details: readonly string[];
}

/** Other names under which a maker of failures gives the same value. */
const aliases: Readonly<Record<string, string>> = {
  found: 'actual',
  tenant: 'actual',
  planHash: 'expected',
  sources: 'source',
  entry: 'seq',
  directory: 'path',
};

/**
 * The texts of a failure. `zone` is an IANA name; instants among the values are shown in it. The
 * window has words of its own (`failure_<code>_window_…`) where the others name an option.
 */
export function describeFailure(
  failure: Failure,
  language: Language,
  zone = 'UTC',
  reader: 'commandLine' | 'window' = 'commandLine',
): FailureText {
  const code = `failure_${snakeCase(failure.code)}`;
  const isOwn = reader === 'window' && hasMessage(`${code}_window_what`);
  const stem = isOwn ? `${code}_window` : code;
  const values = Object.fromEntries(
    Object.entries(knownEnd({ ...failure, values: statusAlone(failure.values) })).map(
      ([given, value]) => {
        const name = aliases[given] ?? given;
        if (name === 'people' || name === 'policies') {
          return [name, namesText(value, Number(failure.values['count']), language)];
        }
        if (name === 'opensAt') {
          return ['opens', openingText(value, failure.values['zone'] ?? zone, language, zone)];
        }
        if (name === 'codes' && failure.code === 'guardrail/blocker-open') {
          return [name, blockersText(value, language)];
        }
        return [name, valueText(name, value, language, zone)];
      },
    ),
  );
  const concerned = concernedText(failure, values, language);
  // The window's own sentences may leave a value to the details.
  const shown = isOwn ? [] : failureValues[failure.code];
  const used = new Set<string>([...shown, 'near', 'zone', 'role', 'written']);
  if (concerned !== '') for (const name of ['policies', 'people', 'count']) used.add(name);
  const { near } = failure.values;
  const hint =
    near === undefined ? '' : ` ${m.failure_did_you_mean({ word: near }, { locale: language })}`;
  return {
    what: messageOrKey(`${stem}_what`, values, language),
    why: `${messageOrKey(`${stem}_why`, values, language)}${concerned}${hint}`,
    do: writeAdvice(failure, language) ?? messageOrKey(`${stem}_do`, values, language),
    details: Object.entries(values)
      .filter(([name]) => !used.has(name))
      .map(([name, value]) => `${name}: ${value}`),
  };
}

/** An answer that names no code of its own is told by its status: "HTTP 412". */
function statusAlone(values: Failure['values']): Failure['values'] {
  const { status = '', code } = values;
  return code === '' && status !== '' ? { ...values, status: 'HTTP', code: status } : values;
}

/** What a sentence can name is told to it: the end of a wait, the policies that moved. */
function knownEnd({ code, values }: Failure): Failure['values'] {
  const isKnown = code === 'graph/busy' && values['until'] !== undefined;
  if (isKnown) return { ...values, why: 'until' };
  // Without an entry it is the file that is damaged, and nothing is known of the chain in it.
  const isFile = values['seq'] === undefined && values['entry'] === undefined;
  if (code === 'store/corrupt' && isFile) return { ...values, why: 'file' };
  return code === 'plan/stale' ? { ...values, why: whyStale(values) } : values;
}

/** For policies that moved, named where they are known, for its age, or for where its data is from. */
function whyStale(values: Failure['values']): string {
  if (values['names'] !== undefined) return 'named';
  if (values['why'] === 'damaged') return 'damaged';
  return values['days'] !== undefined || values['taken'] !== undefined ? 'age' : '';
}

/** Whom or what a rule of the step's kind refuses for, where its failure names them. */
function concernedText(
  { code }: Failure,
  { policies, people }: Readonly<Record<string, string>>,
  language: Language,
): string {
  if (code !== 'guardrail/refused') return '';
  const options = { locale: language };
  const texts = [
    ...(policies === undefined ? [] : [m.failure_refused_policies({ policies }, options)]),
    ...(people === undefined ? [] : [m.failure_refused_people({ people }, options)]),
  ];
  return texts.map((text) => ` ${text}`).join('');
}

/** What each finding says of itself, then its code: a code alone is no reason. */
function blockersText(codes: string, language: Language): string {
  return codes
    .split(', ')
    .map((code) => {
      const why = findingPart(code, 'why', language);
      return why === '' ? code : `${why} (${code})`;
    })
    .join('; ');
}

function valueText(name: string, value: string, language: Language, zone: string): string {
  if (value === '') return '–';
  if (name === 'check') {
    return messageText(`guardrail_check_${snakeCase(value)}`, {}, language) ?? value;
  }
  if (name === 'code' && /^E[A-Z]+$/.test(value)) {
    return messageText(`system_code_${value.toLowerCase()}`, { code: value }, language) ?? value;
  }
  if (name === 'expected' || name === 'actual') return expectedText(value, language);
  if (name === 'role') return roleTerm(value, language);
  if (name === 'figure') return term(value, 'figure', language);
  if (name === 'source') {
    return value
      .split(', ')
      .map((one) => term(one, 'source', language))
      .join(', ');
  }
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(value)) {
    return formatDateTime(value, language, zone);
  }
  return value;
}
