import path from 'node:path';
import type { ProjectConfig } from '../core/config.ts';
import { parseOptions } from '../core/parse/options.ts';
import { NodeFileSystem } from '../host/files.ts';
import { findProjectRoot, loadConfig } from './load.ts';
import type { Terminal } from './terminal.ts';

/** How files are to be read by the projects that they belong to, each project file loaded once. */
export class ProjectOptions {
  readonly #terminal: Terminal;
  readonly #files = new NodeFileSystem({ processes: false });
  readonly #configs = new Map<string, Promise<ProjectConfig>>();

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** @param file an absolute path. */
  async of(file: string): Promise<ReturnType<typeof parseOptions>> {
    const root = findProjectRoot(path.dirname(file), this.#terminal.cwd);
    let config = this.#configs.get(root);
    if (!config) this.#configs.set(root, (config = loadConfig(root, this.#terminal, this.#files)));
    return parseOptions(await config, path.relative(root, file).replaceAll(path.sep, '/'));
  }
}
