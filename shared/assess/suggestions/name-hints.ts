import type { AnswerPath } from '../../tenant/answer-paths';

/**
 * Words in a name that are worth a question; never an answer. Latin words must stand alone between
 * separators or digits, so that "Scanlon" is no scanner and "Roomer" no room.
 */
const hints: readonly (readonly [path: AnswerPath, words: readonly string[], japanese: RegExp])[] =
  [
    [
      'accounts.roomMailboxes',
      [
        'room',
        'meetingroom',
        'conf',
        'confroom',
        'conference',
        'boardroom',
        'projector',
        'equipment',
      ],
      /会議室|応接室|備品|社用車|プロジェクター/,
    ],
    [
      'accounts.serviceAccounts',
      [
        ...['svc', 'service', 'srv', 'script', 'bot', 'automation', 'robot', 'rpa', 'api'],
        ...['scan', 'scanner', 'mfp', 'copier', 'printer', 'fax', 'smtp', 'relay', 'noreply'],
        ...['backup', 'sql', 'ldap', 'batch', 'monitoring', 'alarm'],
      ],
      /複合機|スキャナ|プリンタ|バッチ|監視|連携|自動/,
    ],
    [
      'accounts.sharedAccounts',
      [
        ...['kiosk', 'frontdesk', 'reception', 'till', 'pos', 'counter', 'warehouse', 'shopfloor'],
        ...['lobby', 'terminal', 'guestpc'],
      ],
      /受付|共用|レジ|端末|キオスク|窓口/,
    ],
    [
      'accounts.sharedMailboxes',
      ['shared', 'info', 'infomailbox', 'sales', 'support', 'contact', 'billing', 'jobs', 'hello'],
      /代表|共有|お問い合わせ|問合せ|採用/,
    ],
  ];

/** Parts of a name: split at separators, at digits and where a capital begins a new word. */
function partsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((part) => part !== '');
}

/** The list a name hints at, and the word that does; null: an ordinary name. */
export function nameHint(
  upn: string,
  displayName: string | null,
): { readonly path: AnswerPath; readonly word: string } | null {
  const local = upn.split('@')[0] ?? '';
  const parts = new Set([...partsOf(local), ...partsOf(displayName ?? '')]);
  for (const [path, words, japanese] of hints) {
    const word = words.find((one) => parts.has(one)) ?? japanese.exec(displayName ?? '')?.[0];
    if (word !== undefined) return { path, word };
  }
  return null;
}
