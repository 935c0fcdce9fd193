import type { Answer } from './answer';
import { page, escapeHtml } from './html-page';
import { textOf } from './json';
import { readScopes } from './oauth-scopes';
import { signInTexts, type SignInTexts } from './sign-in-texts';
import { clientInfo, type SignInParts } from './token-endpoint';

interface Account {
  id: string;
  upn: string;
  name: string;
  isOperator: boolean;
}

const shownAdministrators = 6;

/** `/oauth2/v2.0/authorize`: one button for each account, and a way out. */
export function renderAuthorize(
  parts: SignInParts,
  asked: URLSearchParams,
  acceptLanguage: string,
): Answer {
  const texts = signInTexts(asked.get('ui_locales'), acceptLanguage);
  const redirectUri = asked.get('redirect_uri') ?? '';
  const stop = (number: number, why: string): Answer =>
    page({
      texts,
      heading: texts.refused,
      body: `<p>AADSTS${number}: ${escapeHtml(why)}</p>`,
      status: 400,
    });
  if (asked.get('client_id') !== parts.clientId)
    return stop(700016, 'The application was not found.');
  if (!isLoopback(redirectUri)) return stop(50011, 'The redirect address is not registered.');
  const mode = asked.get('response_mode') ?? 'query';
  if (asked.get('response_type') !== 'code' || !['query', 'form_post'].includes(mode)) {
    return stop(70005, 'Only response_type code in form_post or query mode is supported.');
  }
  const back = { redirectUri, mode, state: asked.get('state') };
  const challenge = asked.get('code_challenge') ?? '';
  if (challenge === '' || asked.get('code_challenge_method') !== 'S256') {
    return goBack(texts, back, failure('invalid_request', 501491, 'PKCE with S256 is required.'));
  }
  const scopes = readScopes(asked.get('scope') ?? '');
  if (scopes.unknown !== undefined) {
    const why = `The scope '${scopes.unknown}' does not exist.`;
    return goBack(texts, back, failure('invalid_scope', 70011, why));
  }
  const refusal = parts.refusals.of('authorize', scopes.permissions);
  if (refusal !== undefined) {
    const { error, number } = refusal;
    const told = number === undefined ? { error } : failure(error, number, 'Not given.');
    return goBack(texts, back, told);
  }
  const answerAs = (account: Account): Record<string, string> => ({
    code: parts.codes.issue({
      ...{ userId: account.id, upn: account.upn, name: account.name, clientId: parts.clientId },
      ...{ redirectUri, challenge, scopes: scopes.permissions },
      nonce: asked.get('nonce') ?? undefined,
    }),
    client_info: clientInfo(account.id, parts.directory.facts.id),
  });
  const accounts = accountsOf(parts);
  // Entra shows no list where an account is named; with `select_account` it refuses a name.
  const hint = asked.get('login_hint')?.toLowerCase();
  const isPicker = asked.get('prompt') === 'select_account';
  if (isPicker && hint !== undefined) {
    return stop(90023, 'login_hint and prompt=select_account exclude each other.');
  }
  const named = accounts.find((one) => one.upn.toLowerCase() === hint);
  if (asked.get('prompt') === 'none') {
    const account = named;
    const fields =
      account === undefined
        ? failure('login_required', 50058, 'No account is signed in.')
        : answerAs(account);
    return goBack(texts, back, fields);
  }
  const buttons = (named === undefined ? accounts : [named]).map((account) =>
    accountForm(texts, back, account, answerAs(account)),
  );
  const list = scopes.permissions.map((scope) => `<li><code>${escapeHtml(scope)}</code></li>`);
  const cancel = failure('access_denied', 65004, 'The sign-in was cancelled.');
  return page({
    texts,
    heading: texts.title,
    body: `<p class="lead">${escapeHtml(texts.lead(parts.directory.facts.name))}</p>
${buttons.join('\n')}
<details><summary>${escapeHtml(texts.permissions(list.length))}</summary><ul>${list.join('')}</ul></details>
${form(back, cancel, `<button class="quiet" type="submit">${texts.cancel}</button>`)}`,
    status: 200,
  });
}

interface Back {
  redirectUri: string;
  mode: string;
  state: string | null;
}

function isLoopback(uri: string): boolean {
  return /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/|$)/.test(uri);
}

function failure(error: string, number: number, text: string): Record<string, string> {
  return { error, error_description: `AADSTS${number}: ${text}` };
}

/** The person who runs the change first, then other enabled administrators. */
function accountsOf(parts: SignInParts): Account[] {
  const { directory } = parts;
  const { operatorId, operatorUpn } = directory.facts;
  const ids = new Set([operatorId, ...directory.roles.all().map((row) => row.principalId)]);
  const accounts: Account[] = [];
  for (const id of ids) {
    const user = directory.user(id);
    if (id !== operatorId && user?.isEnabled !== true) continue;
    const upn = user?.upn ?? operatorUpn;
    const name = textOf(user?.property('displayName')) ?? operatorUpn;
    accounts.push({ id, upn, name, isOperator: id === operatorId });
    if (accounts.length > shownAdministrators) break;
  }
  return accounts;
}

function accountForm(
  texts: SignInTexts,
  back: Back,
  account: Account,
  fields: Record<string, string>,
): string {
  const role = account.isOperator ? texts.operator : texts.administrator;
  const inside = `<button class="account" type="submit"><span class="name">${escapeHtml(account.name)}</span><span class="upn">${escapeHtml(account.upn)}</span><span class="role">${role}</span></button>`;
  return form(back, fields, inside);
}

/** Posts straight to the waiting app, so that the page needs no script. */
function form(back: Back, fields: Record<string, string>, inside: string): string {
  const all = { ...fields, ...(back.state === null ? {} : { state: back.state }) };
  const hidden = Object.entries(all).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`,
  );
  const method = back.mode === 'form_post' ? 'post' : 'get';
  return `<form method="${method}" action="${escapeHtml(back.redirectUri)}">${hidden.join('')}${inside}</form>`;
}

/** An answer without a choice: by address, or by a form that sends itself. */
function goBack(texts: SignInTexts, back: Back, fields: Record<string, string>): Answer {
  if (back.mode === 'query') {
    const url = new URL(back.redirectUri);
    const all = { ...fields, ...(back.state === null ? {} : { state: back.state }) };
    for (const [name, value] of Object.entries(all)) url.searchParams.set(name, value);
    return { status: 302, headers: { Location: url.href } };
  }
  const button = `<button class="account" type="submit">${texts.goOn}</button>`;
  return page({
    ...{ texts, heading: texts.practice, status: 200, sendsItself: true },
    body: form(back, fields, button),
  });
}
