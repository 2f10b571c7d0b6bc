import { toJson } from '../core/model/json.ts';
import { parseRoadmap } from '../core/parse/document.ts';
import { SourceText } from '../core/text/source.ts';
import { choose, type CliCommand } from './command.ts';
import { readInput } from './input.ts';

/** `roadgate model FILE...`: what Roadgate understands of each file, as JSON. */
export const modelCommand: CliCommand = {
  usage: 'model <...files>',
  description: 'Print what Roadgate understands of each file',
  options: [['--format <name>', 'json, the only one so far']],
  async run(input, terminal) {
    choose(input, 'format', ['json']);
    const documents: unknown[] = [];
    let unreadable = false;
    for (const path of input.args) {
      const read = await readInput(terminal.cwd, path);
      if (read.kind === 'text') documents.push(toJson(parseRoadmap(path, new SourceText(read.text))));
      else {
        unreadable = true;
        terminal.err(read.reason);
      }
    }
    terminal.out(`${JSON.stringify(documents, null, 2)}\n`);
    return unreadable ? 2 : 0;
  },
};
