export interface SignInTexts {
  readonly lang: 'en' | 'ja';
  readonly title: string;
  readonly practice: string;
  readonly lead: (tenant: string) => string;
  readonly operator: string;
  readonly administrator: string;
  readonly permissions: (count: number) => string;
  readonly cancel: string;
  readonly goOn: string;
  readonly refused: string;
}

const english: SignInTexts = {
  lang: 'en',
  title: 'Choose an account',
  practice: 'Practice tenant',
  lead: (tenant) => `${tenant} is made up and runs on this computer. No password is asked for.`,
  operator: 'Runs the change',
  administrator: 'Administrator',
  permissions: (count) => `The app asks for ${count} permissions`,
  cancel: 'Cancel',
  goOn: 'Continue',
  refused: 'This sign-in request cannot be answered',
};

const japanese: SignInTexts = {
  lang: 'ja',
  title: 'アカウントの選択',
  practice: '練習用テナント',
  lead: (tenant) =>
    `${tenant} は架空のテナントで、このコンピューターの中だけで動いています。パスワードは不要です。`,
  operator: '変更の担当者',
  administrator: '管理者',
  permissions: (count) => `アプリが求めるアクセス許可 (${count} 件)`,
  cancel: 'キャンセル',
  goOn: '続行',
  refused: 'このサインイン要求には応答できません',
};

/** `ui_locales` first, then the browser's own preference. */
export function signInTexts(uiLocales: string | null, acceptLanguage: string): SignInTexts {
  const wanted = `${uiLocales ?? ''} ${acceptLanguage}`.trim().toLowerCase();
  return /^ja\b/.test(wanted) ? japanese : english;
}
