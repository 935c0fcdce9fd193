/** Katakana with a hiragana twin; the rest of the block has none. */
const katakana = /[\u30a1-\u30f6]/g;
const katakanaToHiragana = 0x60;

/** Text as a search compares it: width, case and the kana alphabet do not count. */
export function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(katakana, (kana) => String.fromCharCode(kana.charCodeAt(0) - katakanaToHiragana));
}
