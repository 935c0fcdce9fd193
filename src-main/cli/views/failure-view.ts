import { m } from '../../../shared/paraglide/messages.js';
import type { Failure } from '../../../shared/diagnostic';
import { describeFailure } from '../../../shared/i18n/describe-failure';
import { failureValues } from '../../../shared/i18n/failure-values';
import { formatCount, type Language } from '../../../shared/i18n/format';

/** How many problems of one file are shown at once; a longer list helps nobody. */
const mostShown = 10;

/**
 * What happened, why, what to do; then the code and what else is known. A file that the sentences
 * do not name stands in front of them. Further problems of the same input follow as a list.
 */
export function failureLines(
  failure: Failure,
  language: Language,
  zone: string,
): readonly string[] {
  const text = describeFailure(failure, language, zone);
  const { file } = failure.values;
  const isNamed = file === undefined || failureValues[failure.code].includes('file');
  const details = isNamed ? text.details : text.details.filter((one) => one !== `file: ${file}`);
  return [
    isNamed ? text.what : `${file}: ${text.what}`,
    text.why,
    ...alsoLines(failure.also ?? [], language, zone),
    text.do,
    `(${[failure.code, ...details].join(' · ')})`,
  ];
}

function alsoLines(also: readonly Failure[], language: Language, zone: string): readonly string[] {
  if (also.length === 0) return [];
  const options = { locale: language };
  const shown = also.slice(0, mostShown - 1);
  const rest = also.length - shown.length;
  return [
    m.cli_also({}, options),
    ...shown.map((one) => `  ${describeFailure(one, language, zone).why}`),
    ...(rest > 0 ? [`  ${m.cli_also_more({ count: formatCount(rest, language) }, options)}`] : []),
  ];
}
