import js from '@eslint/js';
import globals from 'globals';
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: ['node_modules/', 'out/', 'dist/', 'shared/paraglide/', 'test-results/', 'coverage/'],
  },
  js.configs.recommended,
  tseslint.configs.strict,
  svelte.configs.recommended,
  { languageOptions: { globals: globals.node } },
  { files: ['**/*.svelte'], languageOptions: { parserOptions: { parser: tseslint.parser } } },
);
