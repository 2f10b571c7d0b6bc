// Bundles the extension, the language server and the command line into dist/.
//   node scripts/build.mjs [--watch] [--dev]
import path from 'node:path';
import { build, context } from 'esbuild';

const development = process.argv.includes('--dev') || process.argv.includes('--watch');

// What several bundles need is bundled once, into dist/lib.
const shared = ['simple-git', 'yaml', 'zod'];
const remark = 'server/src/core/markdown/remark.ts';

/** @type {import('esbuild').Plugin} */
const sharedLibraries = {
  name: 'shared-libraries',
  setup(build) {
    build.onResolve({ filter: new RegExp(`^(${shared.join('|')})$`) }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path: `./lib/${path}.cjs`, external: true },
    );
    build.onResolve({ filter: /\/remark\.ts$/ }, ({ kind }) =>
      kind === 'entry-point' ? undefined : { path: './lib/remark.cjs', external: true },
    );
  },
};

// zod carries its messages in fifty languages; ours are read by people in ours.
/** @type {import('esbuild').Plugin} */
const oneLocale = {
  name: 'one-locale',
  setup(build) {
    build.onLoad({ filter: /[\\/]zod[\\/].*locales[\\/]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  },
};

// The page checks messages and makes no JSON schemas of what it checks them with.
/** @type {import('esbuild').Plugin} */
const noJsonSchema = {
  name: 'no-json-schema',
  setup({ onLoad }) {
    const filter = /[\\/]zod[\\/].*core[\\/](json-schema-processors|to-json-schema)\.js$/;
    const contents =
      'module.exports = { createToJSONSchemaMethod() {}, createStandardJSONSchemaMethod() {} };';
    onLoad({ filter }, () => ({ contents }));
  },
};

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  minify: !development,
  sourcemap: development,
  legalComments: 'none',
  logLevel: 'warning',
  charset: 'utf8',
  // Some libraries call createRequire(import.meta.url); a CommonJS bundle has no import.meta.
  define: { 'import.meta.url': 'importMetaUrl' },
  banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
  external: ['vscode'],
  plugins: [sharedLibraries],
};

// What an import names with `?worker` is bundled by itself and arrives as text: the page makes a worker of it.
/** @type {import('esbuild').Plugin} */
const workerText = {
  name: 'worker-text',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\?worker$/ }, ({ path: name, resolveDir }) => ({
      path: path.resolve(resolveDir, name.replace('?worker', '')),
      namespace: 'worker',
    }));
    onLoad({ filter: /.*/, namespace: 'worker' }, async ({ path: file }) => {
      const { outputFiles } = await build({
        ...browser,
        entryPoints: [file],
        write: false,
        outdir: undefined,
      });
      return { contents: outputFiles[0].text, loader: 'text', watchFiles: [file] };
    });
  },
};

/** @type {import('esbuild').BuildOptions} */
const browser = {
  bundle: true,
  platform: 'browser',
  target: ['es2023', 'chrome120'],
  format: 'iife',
  minify: !development,
  legalComments: 'none',
  logLevel: 'warning',
  charset: 'utf8',
};

const bundles = [
  {
    ...common,
    entryPoints: { ...Object.fromEntries(shared.map((name) => [`lib/${name}`, name])), 'lib/remark': remark },
    plugins: [oneLocale],
  },
  { ...common, entryPoints: { extension: 'client/src/extension.ts' } },
  // Loaded when they are first needed, so that activation stays light.
  { ...common, entryPoints: { languageClient: 'client/src/languageClient.ts' } },
  { ...common, entryPoints: { pullRequest: 'client/src/pullRequest/bundle.ts' } },
  { ...common, entryPoints: { syncStates: 'client/src/sync/flow.ts' } },
  { ...common, entryPoints: { startWork: 'client/src/startWork/flow.ts' } },
  // What is started is small, and loads the program as V8 compiled it the last time.
  { ...common, entryPoints: { server: 'server/src/startServer.ts' } },
  { ...common, entryPoints: { serverMain: 'server/src/main.ts' } },
  { ...common, entryPoints: { parser: 'server/src/host/parserThread.ts' } },
  { ...common, entryPoints: { supervisor: 'server/src/host/supervisor.ts' } },
  {
    ...common,
    entryPoints: { cli: 'server/src/startCli.ts' },
    banner: { js: `#!/usr/bin/env node\n${common.banner.js}` },
  },
  { ...common, entryPoints: { cliMain: 'server/src/cli.ts' } },
  {
    ...browser,
    entryPoints: { board: 'client/webview/main.tsx', 'board-style': 'client/webview/board.css' },
    outdir: 'dist/webview',
    plugins: [oneLocale, noJsonSchema, workerText],
  },
];

if (process.argv.includes('--watch')) {
  for (const options of bundles) await (await context(options)).watch();
} else {
  const results = await Promise.allSettled(bundles.map((options) => build(options)));
  // esbuild has printed what is wrong.
  if (results.some((result) => result.status === 'rejected')) process.exitCode = 1;
}
