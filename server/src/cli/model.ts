import path from 'node:path';
import type { ProjectConfig } from '../core/config.ts';
import { toJson } from '../core/model/json.ts';
import { parseRoadmap } from '../core/parse/document.ts';
import { parseOptions } from '../core/parse/options.ts';
import { SourceText } from '../core/text/source.ts';
import { NodeFileSystem } from '../host/files.ts';
import { choose, type CliCommand } from './command.ts';
import { readInput } from './input.ts';
import { findProjectRoot, loadConfig } from './load.ts';
import type { Terminal } from './terminal.ts';

/** `roadgate model FILE...`: what Roadgate understands of each file, as JSON. */
export const modelCommand: CliCommand = {
  usage: 'model <...files>',
  description: 'Print what Roadgate understands of each file',
  options: [['--format <name>', 'json, the only one so far']],
  async run(input, terminal) {
    choose(input, 'format', ['json']);
    const documents: unknown[] = [];
    const projects = new Projects(terminal);
    let unreadable = false;
    for (const name of input.args) {
      const read = await readInput(terminal.cwd, name);
      if (read.kind === 'text') {
        if (read.warning !== undefined) terminal.err(read.warning);
        const options = await projects.optionsFor(path.resolve(terminal.cwd, name));
        documents.push(toJson(parseRoadmap(name, new SourceText(read.text), options)));
      } else {
        unreadable = true;
        terminal.err(read.reason);
      }
    }
    terminal.out(`${JSON.stringify(documents, null, 2)}\n`);
    return unreadable ? 2 : 0;
  },
};

/** The project files of the files that are read, each loaded once. */
class Projects {
  readonly #terminal: Terminal;
  readonly #files = new NodeFileSystem({ processes: false });
  readonly #configs = new Map<string, Promise<ProjectConfig>>();

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** @param file an absolute path. */
  async optionsFor(file: string): Promise<ReturnType<typeof parseOptions>> {
    const root = findProjectRoot(path.dirname(file), this.#terminal.cwd);
    let config = this.#configs.get(root);
    if (!config) this.#configs.set(root, (config = loadConfig(root, this.#terminal, this.#files)));
    return parseOptions(await config, path.relative(root, file).replaceAll(path.sep, '/'));
  }
}
