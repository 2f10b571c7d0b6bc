import tseslint from 'typescript-eslint';

const zodForm = {
  selector: "ImportDeclaration[source.value='zod'] > ImportSpecifier",
  message: "Use `import * as z from 'zod'`: the named form bundles five times the code.",
};
const innerHtml = {
  selector: "MemberExpression[property.name='innerHTML']",
  message: 'Workspace text is untrusted: build DOM from text nodes.',
};

/** One entry of the import table of docs/architecture.md. */
const room = (files, forbidden) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: forbidden.map((regex) => ({ regex })) }] },
});
const NODE = '^node:';
const VSCODE = '^vscode$';
const CONNECTION = '^vscode-language(server|client)(/|$)';

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'out/**',
      'scripts/**/*.d.mts',
      'node_modules/**',
      'examples/**',
      'test/fixtures/**',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js', 'scripts/*.mjs'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'no-restricted-syntax': ['error', zodForm, innerHtml],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
    },
  },
  { files: ['**/*.mjs', '*.js'], extends: [tseslint.configs.disableTypeChecked] },
  {
    files: ['test/**'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: ['describe', 'it'] }],
    },
  },
  room(['server/src/core/**'], [NODE, VSCODE, CONNECTION, '/(features|host|lsp|cli|forge|gates|protocol)/']),
  room(['server/src/gates/**'], [NODE, VSCODE, CONNECTION, '/(features|host|lsp|cli|forge)/']),
  room(['server/src/protocol/**'], [NODE, VSCODE, CONNECTION, '/(core|features|host|lsp|cli|forge|gates)/']),
  room(['server/src/board/**'], [NODE, VSCODE, CONNECTION, '/(features|host|lsp|cli|forge)/']),
  room(['server/src/features/**'], [NODE, VSCODE, CONNECTION, '/(host|lsp|cli|forge)/']),
  room(['server/src/forge/**'], [NODE, VSCODE, CONNECTION, '/(features|host|lsp|cli)/']),
  room(['server/src/host/**'], [VSCODE, '/(features|lsp|cli|forge)/']),
  room(['server/src/lsp/**'], [VSCODE, '/(forge|gates|cli|client)/']),
  room(['server/src/cli/**', 'server/src/cli.ts'], [VSCODE, '/(features)/']),
  room(['client/src/**'], ['/(core/parse|features|lsp|cli)/']),
  room(
    ['client/webview/**'],
    [NODE, VSCODE, CONNECTION, '/(core|features|host|lsp|cli|forge|gates)/', '/board/data/'],
  ),
);
