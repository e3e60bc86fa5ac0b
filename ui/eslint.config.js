import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import { direction } from './lint/direction.js';
import { elided } from './lint/elided.js';
import { keyed } from './lint/keyed.js';
import svelteConfig from './svelte.config.js';

export default ts.config(
  { ignores: ['dist', 'node_modules', 'src/lib/api/generated'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...ts.configs.stylistic,
  ...svelte.configs['flat/recommended'],
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node, __GALLERY__: 'readonly' } },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig },
    },
  },
  {
    plugins: { preau: { rules: { direction, elided, keyed } } },
    rules: {
      'preau/direction': 'error',
      'preau/elided': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
      'no-undef': 'off', // TypeScript knows better
      'prefer-const': 'off',
      'svelte/prefer-const': ['error', { destructuring: 'all' }],
      'svelte/no-at-html-tags': 'error',
      'svelte/button-has-type': 'error',
      // The content policy refuses style attributes in markup; `style:name` directives go through the CSSOM and pass.
      'no-restricted-syntax': [
        'error',
        { selector: 'SvelteAttribute[key.name="style"]', message: 'Use a class, or a style: directive.' },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      // With `noUncheckedIndexedAccess`, a `!` after a checked index says what the reader already sees.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Reactive collections are chosen one by one; the others are plain on purpose.
      'svelte/prefer-svelte-reactivity': 'off',
      // Links are written by `hrefOf`; the rule knows SvelteKit's `resolve` only.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    files: ['src/screens/**/*.svelte'],
    // The sheet of parts draws buttons that do nothing.
    ignores: ['src/screens/gallery/**'],
    rules: { 'preau/keyed': 'error' },
  },
);
