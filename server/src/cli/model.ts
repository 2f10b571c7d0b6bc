import path from 'node:path';
import { toJson } from '../core/model/json.ts';
import { parseRoadmap } from '../core/parse/document.ts';
import { SourceText } from '../core/text/source.ts';
import { choose, type CliCommand } from './command.ts';
import { readInput } from './input.ts';
import { ProjectOptions } from './projectOptions.ts';

/** `roadgate model FILE...`: what Roadgate understands of each file, as JSON. */
export const modelCommand: CliCommand = {
  usage: 'model <...files>',
  description: 'Print what Roadgate understands of each file',
  options: [['--format <name>', 'json, the only one so far']],
  async run(input, terminal) {
    choose(input, 'format', ['json']);
    const documents: unknown[] = [];
    const projects = new ProjectOptions(terminal);
    let unreadable = false;
    for (const name of input.args) {
      const read = readInput(terminal.cwd, name);
      if (read.kind === 'text') {
        if (read.warning !== undefined) terminal.err(read.warning);
        const options = await projects.of(path.resolve(terminal.cwd, name));
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
