// Bundles the extension, the language server and the command line into dist/.
//   node scripts/build.mjs [--watch] [--dev]
import { build, context } from 'esbuild';

const development = process.argv.includes('--dev') || process.argv.includes('--watch');

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
  // Some libraries call createRequire(import.meta.url); a CommonJS bundle has no import.meta.
  define: { 'import.meta.url': 'importMetaUrl' },
  banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
  external: ['vscode'],
};

const bundles = [
  { ...common, entryPoints: { extension: 'client/src/extension.ts' } },
  { ...common, entryPoints: { server: 'server/src/main.ts' } },
  { ...common, entryPoints: { supervisor: 'server/src/host/supervisor.ts' } },
  {
    ...common,
    entryPoints: { cli: 'server/src/cli.ts' },
    banner: { js: `#!/usr/bin/env node\n${common.banner.js}` },
  },
];

if (process.argv.includes('--watch')) {
  for (const options of bundles) await (await context(options)).watch();
} else {
  const results = await Promise.allSettled(bundles.map((options) => build(options)));
  // esbuild has printed what is wrong.
  if (results.some((result) => result.status === 'rejected')) process.exitCode = 1;
}
