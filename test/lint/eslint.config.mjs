import js from '@eslint/js'
import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'
import { architecture } from './architecture.mjs'

/** Rules of taste and care, on top of the recommended ones. */
const CARE = {
  eqeqeq: ['error', 'always'],
  'no-var': 'error',
  'prefer-const': 'error',
  'object-shorthand': 'error',
  'no-constant-binary-expression': 'error',
  'no-self-compare': 'error',
  'no-template-curly-in-string': 'error',
  'no-eval': 'error',
  'no-new-func': 'error',
  'no-implied-eval': 'error',
  'no-throw-literal': 'error',
  'array-callback-return': 'error',
  'default-case-last': 'error',
  semi: ['error', 'never', { beforeStatementContinuationChars: 'always' }],
  quotes: ['error', 'single', { avoidEscape: true, allowTemplateLiterals: true }],
}

const TYPES = {
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }],
  '@typescript-eslint/no-import-type-side-effects': 'error',
  '@typescript-eslint/no-useless-constructor': 'error',
  '@typescript-eslint/ban-ts-comment': ['error', { minimumDescriptionLength: 10 }],
  // TypeScript itself knows the names.
  'no-undef': 'off',
}

const NODE_GLOBALS = ['Buffer', 'URL', 'clearInterval', 'clearTimeout', 'console', 'fetch', 'performance', 'process', 'setInterval', 'setTimeout']

/** Marks and units that are the same in every language. */
const SAME_EVERYWHERE = ['api/docs', ...'()（）,.。、:：;；/·•-–—+−%×←→↑↓‹›▲▼●◆■○✕✓℃#|…?!&*[]{}<>=~']

export default tseslint.config(
  { ignores: ['dist/**', 'data/**', 'coverage/**', 'node_modules/**', 'public/**', 'test/browser/output/**', '**/*.d.mts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  ...vue.configs['flat/essential'],
  { files: ['**/*.{ts,mjs,vue}'], rules: CARE },
  { files: ['**/*.{ts,vue}'], rules: TYPES },
  { files: ['**/*.mjs'], languageOptions: { globals: Object.fromEntries(NODE_GLOBALS.map((name) => [name, 'readonly'])) } },
  {
    // The only rules that need types (15 s): a promise nobody waits for is a crash of the server, or a row not written.
    files: ['{server,geodata,web}/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/await-thenable': 'error',
    },
  },
  // A test may run a formula that it read from a shader.
  { files: ['test/**'], rules: { 'no-new-func': 'off' } },
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser, sourceType: 'module' } },
    rules: {
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/no-v-html': 'error',
      'vue/require-explicit-emits': 'error',
      'vue/no-unused-refs': 'error',
      'vue/no-bare-strings-in-template': ['error', { allowlist: SAME_EVERYWHERE }],
    },
  },
  {
    files: ['**/*.{ts,mjs,vue}'],
    plugins: { architecture },
    rules: Object.fromEntries(Object.keys(architecture.rules).map((name) => [`architecture/${name}`, 'error'])),
  },
)
