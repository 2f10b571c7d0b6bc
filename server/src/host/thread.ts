import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

/** Starts a program in a thread. */
export function startThread(program: URL): Worker {
  if (!program.href.endsWith('.ts')) return new Worker(program);
  // What loads the sources is no part of a thread until the thread asks for it.
  // A thread without a file looks for packages in the current directory, and `require` finds another form of it.
  const packages = pathToFileURL(createRequire(program).resolve('tsx/package.json'));
  const loader = new URL('dist/esm/api/index.mjs', packages).href;
  const load = `import(${JSON.stringify(loader)}).then(({ register }) => { register(); return import(${JSON.stringify(program.href)}); })`;
  return new Worker(load, { eval: true, execArgv: [] });
}
