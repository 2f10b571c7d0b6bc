import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';
import { makeOwnDirectory, readTrusted, removeOldest, writeTrusted } from './trustedFiles.ts';

interface Compiled {
  readonly script: vm.Script;
  readonly target: string;
}

/**
 * Loads bundles of ours with what V8 compiled of them the last time, so that a new process need not do it again.
 * Code is run from these files, so they are kept and looked for only where nobody but the user can write. Without
 * such a folder, or with a file that is damaged or of another Node, bundles load as they always do.
 */
export class CodeCache {
  readonly #directory: string | undefined;
  readonly #modules = new Map<string, { exports: unknown }>();
  /** What was compiled anew and is worth keeping. */
  readonly #compiled: Compiled[] = [];

  /** @param directory where compiled code is kept; undefined: nowhere. */
  constructor(directory: string | undefined) {
    this.#directory = directory;
  }

  /** Runs a CommonJS bundle, as `require` would; those that it requires by `./` are loaded the same way. */
  load(file: string): unknown {
    const known = this.#modules.get(file);
    if (known) return known.exports;
    const module = { exports: {} };
    this.#modules.set(file, module);
    const run = this.#compile(file).runInThisContext() as Wrapped;
    run.call(module.exports, module.exports, this.#requireFrom(file), module, file, path.dirname(file));
    return module.exports;
  }

  /** Keeps what was compiled since the process started. Call it when start-up is over: it takes a moment. */
  save(): void {
    const compiled = this.#compiled.splice(0);
    if (this.#directory === undefined || compiled.length === 0) return;
    try {
      if (!makeOwnDirectory(this.#directory)) return;
      for (const { script, target } of compiled) writeTrusted(target, script.createCachedData());
      removeOldest(this.#directory, MOST_FILES);
    } catch {
      // A disk that is full or read-only: the next process compiles anew.
    }
  }

  #compile(filename: string): vm.Script {
    const source = fs.readFileSync(filename, 'utf8');
    const code = `(function (exports, require, module, __filename, __dirname) { ${source}\n})`;
    if (this.#directory === undefined) return new vm.Script(code, { filename });
    const target = path.join(this.#directory, `${path.basename(filename)}-${keyOf(source)}${ENDING}`);
    const cachedData = readTrusted(this.#directory, target);
    const script = new vm.Script(code, cachedData ? { filename, cachedData } : { filename });
    if (cachedData === undefined || script.cachedDataRejected === true)
      this.#compiled.push({ script, target });
    return script;
  }

  #requireFrom(file: string): NodeJS.Require {
    const require = createRequire(file);
    const load = (id: string): unknown =>
      id.startsWith('./') && id.endsWith('.cjs')
        ? this.load(path.join(path.dirname(file), id))
        : (require(id) as unknown);
    return Object.assign(load, require);
  }
}

type Wrapped = (
  this: unknown,
  exports: unknown,
  require: NodeJS.Require,
  module: unknown,
  filename: string,
  dirname: string,
) => void;

const ENDING = '.v8';
/** So many files are kept: some versions of Roadgate, some of Node, four bundles each. */
const MOST_FILES = 24;

function keyOf(source: string): string {
  const { node, v8 } = process.versions;
  return createHash('sha256').update(`${node} ${v8} ${process.arch}\n${source}`).digest('hex').slice(0, 32);
}
