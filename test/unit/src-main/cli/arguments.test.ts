import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../../../src-main/cli/arguments';
import { commandNames, commands } from '../../../../src-main/cli/command-table';
import { helpText } from '../../../../src-main/cli/help';
import { languageOf } from '../../../../src-main/cli/language';
import { hasMessage } from '../../../../shared/i18n/message-text';

const parse = (...words: string[]) => parseArguments(words, 'en');
const detailOf = (...words: string[]) => {
  const parsed = parse(...words);
  return parsed.ok ? 'accepted' : (parsed.failure.values['detail'] ?? '');
};

describe('words of a command', () => {
  it('reads values, values after an equals sign, and switches', () => {
    const parsed = parse('assess', '--capture', 'a.json', '--as-of=2026-11-22', '--json');
    expect(parsed.ok && parsed.value.kind === 'run' && [...parsed.value.options]).toEqual([
      ['capture', 'a.json'],
      ['as-of', '2026-11-22'],
      ['json', true],
    ]);
  });

  it.each([
    [[], { kind: 'help', command: null }],
    [['--help'], { kind: 'help', command: null }],
    [['help', 'plan'], { kind: 'help', command: 'plan' }],
    [['plan', '--help'], { kind: 'help', command: 'plan' }],
    [['--help', '--lang', 'ja'], { kind: 'help', command: null }],
    [['--version'], { kind: 'version' }],
    [['fleet', '--help'], { kind: 'help', command: 'fleet' }],
    [['help', 'fleet'], { kind: 'help', command: 'fleet' }],
    [['help', 'fleet', 'status'], { kind: 'help', command: 'fleet status' }],
    [['fleet', 'assess', '-h'], { kind: 'help', command: 'fleet assess' }],
  ])('%j is %j', (words, invocation) => {
    expect(parse(...words)).toEqual({ ok: true, value: invocation });
  });

  it.each([
    [['asess'], 'There is no command “asess”. Did you mean assess?'],
    [['zzzz'], 'There is no command “zzzz”.'],
    [['fleet'], 'fleet needs a second word: fleet assess or fleet status.'],
    [['fleet', 'asses'], 'There is no command “fleet asses”. Did you mean fleet assess?'],
    [['fleat', 'status'], 'There is no command “fleat”. Did you mean fleet status?'],
    [['fleet', 'status', '--out', 'a'], 'This is required: --tenants FILE.'],
    [['help', 'aply'], 'There is no command “aply”. Did you mean apply?'],
    [['--help', 'zzzz'], 'There is no command “zzzz”.'],
    [['assess', '--caputre', 'a'], 'There is no option --caputre here. Did you mean --capture?'],
    [['assess', '--zzzzzzzz'], 'There is no option --zzzzzzzz here.'],
    [['assess', 'a.json'], '“a.json” does not belong to any option.'],
    [['assess', '--capture'], 'A value is missing: --capture FILE.'],
    [['assess', '--capture', '--json'], 'A value is missing: --capture FILE.'],
    [['assess', '--capture', 'a', '--json=yes'], '--json takes no value.'],
    [['assess', '--capture', 'a', '--capture', 'b'], '--capture is given twice.'],
    [['assess'], 'Give exactly one of --capture, --graph-url, --snapshot.'],
    [
      ['assess', '--capture', 'a', '--snapshot', 'b'],
      'Give exactly one of --capture, --graph-url, --snapshot.',
    ],
    [['plan', '--capture', 'a'], 'This is required: --out FILE.causeway.'],
    [
      ['practice', '--scenario', 'S02', '--capture', 'a'],
      '--scenario, --capture do not go together. Give one of them.',
    ],
    [
      ['practice', '--users', '9', '--capture', 'a'],
      '--users, --capture do not go together. Give one of them.',
    ],
  ])('%j is refused', (words, detail) => {
    expect(detailOf(...words)).toBe(detail);
  });
});

describe('help', () => {
  it('lists exactly the commands there are', () => {
    const listed = [...helpText(null, 'en').matchAll(/^ {2}(\w+(?: \w+)?) {2,}/gm)].map(
      ([, name]) => name,
    );
    expect(listed).toEqual([...commandNames]);
  });

  it.each(commandNames)('%s has a text for itself and each option in both languages', (name) => {
    expect(hasMessage(commands[name].about)).toBe(true);
    for (const { help } of commands[name].options) expect(hasMessage(help)).toBe(true);
    for (const language of ['en', 'ja'] as const) {
      const text = helpText(name, language);
      for (const option of commands[name].options) expect(text).toContain(`--${option.name}`);
      expect(text).not.toMatch(/cli_|undefined/);
    }
  });
});

describe('language', () => {
  it.each([
    [[], { LANG: 'ja_JP.UTF-8' }, 'ja'],
    [[], { LANG: 'de_DE.UTF-8' }, 'en'],
    [[], {}, 'en'],
    [[], { LC_ALL: 'en_GB', LANG: 'ja_JP' }, 'en'],
    [['assess', '--lang', 'ja'], { LANG: 'en_US' }, 'ja'],
    [['assess', '--lang=en'], { LANG: 'ja_JP' }, 'en'],
    [['export', '--lang', 'both'], { LANG: 'ja_JP' }, 'ja'],
  ])('%j with %j is %s', (words, variables, language) => {
    expect(languageOf(words, variables)).toBe(language);
  });
});
