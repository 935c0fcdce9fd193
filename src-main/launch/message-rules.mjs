/** Rules every message keeps; the tool that adds messages and the parity test share them. */

const KEY_PATTERN = /^[a-z][a-z0-9]*(_[a-z0-9]+)+$/;
const JAPANESE_PATTERN = /[\u3041-\u30ff\u3400-\u9fff々〆]/u;

/** Every text of a message: one for a plain string, one per arm for a variant list. */
export function textsOf(message) {
  if (typeof message === 'string') return [message];
  if (!Array.isArray(message)) return [];
  return message.flatMap((variant) => Object.values(variant.match ?? {}));
}

/** Names between braces, `{count}` → `count`, over all arms; `\{` is a literal brace. */
export function placeholdersOf(message) {
  const names = textsOf(message).flatMap((text) =>
    [...text.matchAll(/(?<!\\)\{([^{}]+)\}/g)].map((match) => match[1].trim()),
  );
  return [...new Set(names)].sort();
}

/** Inputs a caller has to pass: placeholders of a string, `input` declarations of a variant list. */
export function inputsOf(message) {
  if (typeof message === 'string') return placeholdersOf(message);
  if (!Array.isArray(message)) return [];
  const declarations = message.flatMap((variant) => variant.declarations ?? []);
  const names = declarations
    .map((declaration) => /^input\s+(\w+)$/.exec(declaration.trim())?.[1])
    .filter((name) => name !== undefined);
  return [...new Set(names)].sort();
}

/** Arms of a variant list as `selector=value`, in order; empty for a plain string. */
export function armsOf(message) {
  if (!Array.isArray(message)) return [];
  return message.flatMap((variant) => Object.keys(variant.match ?? {}));
}

/** English counts with one and other, Japanese with other alone; other selectors agree. */
function pluralFaults(key, en, ja) {
  const isPlural = (message) => JSON.stringify(message).includes(': plural');
  const armsBy = { en: armsOf(en).join(), ja: armsOf(ja).join() };
  const faults = [];
  if (isPlural(en) && !/=one/.test(armsBy.en)) faults.push(`${key}: no arm for one in en`);
  for (const [locale, message] of Object.entries({ en, ja })) {
    if (Array.isArray(message) && !/=(other|\*)/.test(armsBy[locale])) {
      faults.push(`${key}: no arm for the rest in ${locale}`);
    }
  }
  if (isPlural(ja) && /=(zero|one|two|few|many)/.test(armsBy.ja)) {
    faults.push(`${key}: Japanese has no arm but other`);
  }
  const isChoice = Array.isArray(en) && Array.isArray(ja) && !isPlural(en) && !isPlural(ja);
  if (isChoice && armsOf(en).sort().join() !== armsOf(ja).sort().join()) {
    faults.push(`${key}: arms differ between en and ja`);
  }
  return faults;
}

/** Whether a text holds kana or kanji. */
export function isJapanese(text) {
  return JAPANESE_PATTERN.test(text);
}

/** Names both languages write alike; a text made of nothing else may be the same in both. */
const SHARED_NAMES = new Set(
  (
    'Causeway Microsoft Entra ID Graph Windows Hello for Business Azure Authenticator PowerShell ' +
    'Electron Chromium Node SQLite FIDO2 OATH TOTP SMS MFA SSPR CBA TAP P1 P2 AD FS NPS VPN IP UPN ' +
    'URL GUID UTC JSON CSV HTML PDF Markdown SHA MB KB GB ms Ctrl Shift Alt Enter Esc Tab Cmd ' +
    'GitHub MIT OK'
  ).split(' '),
);

/** Whether a text is only names, figures and signs, so both languages may agree on it. */
export function isTrivial(text) {
  const words = text.replaceAll(/\{[^{}]+\}/g, ' ').match(/[A-Za-z][A-Za-z0-9]+/g) ?? [];
  return words.every((word) => SHARED_NAMES.has(word));
}

/** Faults of one entry `{ en, ja, note }`, each a sentence that begins with the key. */
export function checkEntry(key, entry) {
  const faults = [];
  if (!KEY_PATTERN.test(key)) faults.push(`${key}: keys are flat snake_case with a prefix`);
  const { en, ja, note } = entry ?? {};
  if (typeof note !== 'string' || note.trim() === '')
    faults.push(`${key}: no note for translators`);
  for (const [locale, message] of Object.entries({ en, ja })) {
    const texts = textsOf(message);
    if (texts.length === 0) faults.push(`${key}: no ${locale} text`);
    if (texts.some((text) => typeof text !== 'string' || text.trim() === '')) {
      faults.push(`${key}: an empty ${locale} text`);
    }
  }
  if (faults.length > 0) return faults;
  if (inputsOf(en).join() !== inputsOf(ja).join()) {
    faults.push(`${key}: inputs differ: en (${inputsOf(en)}), ja (${inputsOf(ja)})`);
  }
  if (placeholdersOf(en).join() !== placeholdersOf(ja).join()) {
    faults.push(
      `${key}: placeholders differ: en (${placeholdersOf(en)}), ja (${placeholdersOf(ja)})`,
    );
  }
  if (textsOf(en).some((text) => /\p{L}'\p{L}/u.test(text))) {
    faults.push(`${key}: a straight apostrophe in English prose, where ’ stands`);
  }
  const isUntranslated = textsOf(ja).some((text) => !isJapanese(text) && !isTrivial(text));
  if (isUntranslated) faults.push(`${key}: the Japanese text holds no Japanese`);
  faults.push(...pluralFaults(key, en, ja));
  return faults;
}
