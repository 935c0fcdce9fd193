import { isJsonObject, type Json } from '../json';
import { m } from '../paraglide/messages.js';
import type { Answers } from '../tenant/answer';
import { ownValueAt, type AnswerPath } from '../tenant/answer-paths';
import { formatCount, formatDate, type Language } from './format';
import { someText } from './list-text';
import { messageText } from './message-text';
import { snakeCase } from './terms';

/** Entries of one list that are named. */
const shownEntries = 8;

/** Values of closed lists, by path, under the keys the form uses. */
const optionPrefix: Partial<Readonly<Record<AnswerPath, string>>> = {
  'sspr.scope': 'answers_sspr_',
  'sspr.methods': 'answers_sspr_',
  'telephony.provider.status': 'answers_provider_',
  'history.startedIn': 'answers_started_',
};

const optionNames: Readonly<Record<string, string>> = {
  mobileAppNotification: 'app_notification',
  mobileAppCode: 'app_code',
  migrationInProgress: 'in_progress',
};

/** One answer in words; null where the question was not asked. "I don't know" is said so. */
export function answerText(
  answers: Answers | null,
  path: AnswerPath,
  language: Language,
  zone: string,
): string | null {
  const value = ownValueAt(answers, path) as Json | undefined;
  if (value === undefined) return null;
  const options = { locale: language };
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    if (list.length === 0) return m.answers_none({}, options);
    const texts = list.map((entry) => entryText(entry, path, language, zone));
    return someText(texts, shownEntries, language);
  }
  return valueText(firstOf(value), path, language);
}

/** Blocks that begin with a yes or no: `{allowed}`, `{present}`. */
function firstOf(value: Json): Json {
  return isJsonObject(value) ? (Object.values(value)[0] ?? null) : value;
}

function valueText(value: Json, path: AnswerPath, language: Language): string {
  const options = { locale: language };
  if (value === null) return m.shell_dont_know({}, options);
  if (typeof value === 'boolean') return value ? m.csv_yes({}, options) : m.csv_no({}, options);
  if (typeof value === 'number') return formatCount(value, language);
  return typeof value === 'string' ? optionText(value, path, language) : '';
}

function optionText(value: string, path: AnswerPath, language: Language): string {
  const prefix = optionPrefix[path];
  if (prefix === undefined) return value;
  const key = prefix + (optionNames[value] ?? snakeCase(value));
  return messageText(key, {}, language) ?? value;
}

/** One line of a list: an account, a range, a date, a RADIUS client, a documented need. */
function entryText(entry: Json, path: AnswerPath, language: Language, zone: string): string {
  if (typeof entry === 'string') {
    return path === 'history.nativeBackupSnapshots'
      ? formatDate(entry, language, zone)
      : optionText(entry, path, language);
  }
  if (!isJsonObject(entry)) return '';
  const field = (key: string): string => {
    const value = entry[key];
    return typeof value === 'string' ? value : '';
  };
  if (Array.isArray(entry['accounts'])) {
    const accounts = entry['accounts'] as readonly Json[];
    const who = accounts.map((one) => entryText(one, path, language, zone));
    return `${someText(who, shownEntries, language)} (${field('reason')})`;
  }
  if (entry['protocol'] !== undefined) {
    const users = formatCount(Number(entry['users']), language);
    return `${field('name')} (${field('protocol')}, ${users})`;
  }
  const known = field('upn') || field('upnPattern') || field('id');
  if (known !== '') return known;
  return m.answers_group_entry({ group: field('group') }, { locale: language });
}
