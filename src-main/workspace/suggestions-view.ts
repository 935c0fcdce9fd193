import { suggestAccounts, type Suggestion } from '../../shared/assess/suggest-accounts';
import { askFirst, passwordResetHint } from '../../shared/assess/suggest-questions';
import { snakeCase } from '../../shared/i18n/terms';
import type { AnswerSuggestions } from '../../shared/ipc/assess-contract';
import type { Workspace } from './workspace';

/** Accounts shown of one list; who takes these sees the next. */
const shownOfList = 20;

/** What the last reading suggests for the answers; nothing before there was one. */
export function suggestionsFor(workspace: Workspace): AnswerSuggestions {
  const { snapshot } = workspace;
  if (snapshot === null) return { lists: [], askFirst: [], passwordReset: null };
  const answers = workspace.store.answers.get();
  const byPath = new Map<Suggestion['path'], Suggestion[]>();
  for (const one of suggestAccounts(snapshot, answers)) {
    const list = byPath.get(one.path);
    if (list === undefined) byPath.set(one.path, [one]);
    else list.push(one);
  }
  return {
    lists: [...byPath].map(([path, found]) => ({
      path,
      of: found.length,
      accounts: found.slice(0, shownOfList).map(({ id, upn, name, reasons }) => ({
        id,
        upn,
        name,
        reasons: reasons.map(({ key, values }) => ({
          key: `suggest_reason_${snakeCase(key)}`,
          values: { ...values },
        })),
      })),
    })),
    askFirst: askFirst(snapshot, answers).map(({ path, licences, seen }) => ({
      ...{ path, seen },
      licences: [...licences],
    })),
    passwordReset: passwordResetHint(snapshot),
  };
}
