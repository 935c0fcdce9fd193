import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { house } from './test/tools/lint-rules.mjs';

const rawEnter = {
  selector:
    ":matches(BinaryExpression > Literal[value='Enter'], SwitchCase > Literal[value='Enter'])",
  message: 'Use isEnter of keys.ts: a raw Enter also ends a Japanese conversion.',
};
const enums = { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' };
const defaultExports = { selector: 'ExportDefaultDeclaration', message: 'Use a named export.' };
const clockOf = (place) => [
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: `The time comes as an argument in ${place}.`,
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: `The time comes as an argument in ${place}.`,
  },
  {
    selector: "MemberExpression[object.name='Temporal'][property.name='Now']",
    message: `The time comes as an argument in ${place}.`,
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: `Randomness comes as an argument in ${place}.`,
  },
];
const blockingKeyStore = {
  selector:
    'MemberExpression[property.name=/^(isEncryptionAvailable|encryptString|decryptString|setUsePlainTextEncryption)$/]',
  message:
    'These block and are gone in Electron 46: use the asynchronous calls of auth/keyring.ts.',
};
const graphRawQuery = {
  selector:
    "CallExpression[callee.property.name=/^(filter|query|search)$/]:has(CallExpression[callee.property.name='api'])",
  message: 'Raw query text: build the path in graph/reads.ts.',
};
const everywhere = [rawEnter, enums, defaultExports, blockingKeyStore];
const syntax = (...entries) => ({ 'no-restricted-syntax': ['error', ...entries] });
const noGlobals = (names, message) => ({
  'no-restricted-globals': ['error', ...names.map((name) => ({ name, message }))],
});

export default tseslint.config(
  {
    ignores: [
      'node_modules/',
      'out/',
      'dist/',
      'coverage/',
      'playwright-report/',
      'shared/paraglide/',
      'test-results/',
    ],
  },
  js.configs.recommended,
  tseslint.configs.strict,
  {
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
    plugins: { house },
    rules: {
      'house/imports': 'error',
      'house/literal-message-keys': 'error',
      'house/no-fs-on-databases': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      ...syntax(...everywhere),
    },
  },
  {
    files: ['**/*.ts', '**/*.svelte'],
    ignores: ['*.ts'],
    extends: [tseslint.configs.recommendedTypeCheckedOnly],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
        parser: tseslint.parser,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // A port may ask for a promise of what is known at once.
      '@typescript-eslint/require-await': 'off',
      // Ports are objects of closures; none of their functions reads `this`.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  // After the rules with types: these set the parser of components.
  svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
        parser: tseslint.parser,
      },
    },
    rules: {
      // `let { … } = $props()` is Svelte's own way to write it.
      'prefer-const': 'off',
      'svelte/prefer-const': 'error',
      'svelte/button-has-type': 'error',
      'svelte/no-at-html-tags': 'error',
      'svelte/no-inline-styles': 'error',
      'svelte/no-target-blank': 'error',
      'svelte/require-each-key': 'error',
      // Svelte's compiler and svelte-check type the markup; these rules see only `any` there.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['shared/**/*.ts'],
    rules: {
      ...syntax(...everywhere, ...clockOf('shared')),
      ...noGlobals(
        ['process', 'crypto', 'fetch', 'window', 'document', 'performance', 'setTimeout'],
        'shared only thinks: this comes as an argument.',
      ),
    },
  },
  { files: ['shared/i18n/**/*.ts'], rules: { 'house/literal-message-keys': 'off' } },
  {
    files: ['src-main/**/*.ts'],
    rules: {
      ...noGlobals(
        ['crypto', 'File', 'WebSocket', 'navigator', 'CustomEvent', 'Temporal'],
        'The oldest runtime lacks this global: import it, or do without.',
      ),
      'no-restricted-properties': [
        'error',
        ...[
          ['AbortSignal', 'any'],
          ['Promise', 'withResolvers'],
          ['Object', 'groupBy'],
          ['Array', 'fromAsync'],
        ].map(([object, property]) => ({
          ...{ object, property },
          message: 'The oldest runtime lacks it: do without.',
        })),
      ],
    },
  },
  // The command line runs on plain Node.
  { files: ['src-main/cli/**/*.ts'], rules: { 'no-restricted-properties': 'off' } },
  {
    files: ['src-main/rollout/**/*.ts'],
    rules: noGlobals(
      ['setTimeout', 'setInterval', 'setImmediate', 'crypto', 'File', 'Temporal'],
      'Waiting goes through the clock that is handed in, so tests need no real time.',
    ),
  },
  { files: ['src-main/graph/**/*.ts'], rules: syntax(...everywhere, graphRawQuery) },
  {
    files: ['src-renderer/keys.ts', 'test/**'],
    rules: syntax(enums, defaultExports),
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'house/literal-message-keys': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    // Parts of it run in a page.
    files: ['test/tools/visual.mjs'],
    languageOptions: { globals: globals.browser },
  },
  { files: ['**/*.mjs', '*.js'], languageOptions: { globals: globals.node } },
  {
    // What `--require` takes.
    files: ['**/*.cjs'],
    languageOptions: { globals: globals.node },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    // Their readers want a default export.
    files: ['*.config.js', '*.config.ts', 'test/fixtures/playwright-setup.ts'],
    rules: syntax(rawEnter, enums),
  },
);
