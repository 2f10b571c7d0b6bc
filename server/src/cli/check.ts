import { NodeFileSystem } from '../host/files.ts';
import { checkProject } from './checkProject.ts';
import { choose, type CliCommand, type ExitStatus } from './command.ts';
import { loadProjects } from './load.ts';
import { FORMATS, WRITERS } from './report/formats.ts';
import { summarize, type CheckReport } from './report/report.ts';

/** `roadgate check [PATH...]`: findings of the files named and of all Markdown files below directories. */
export const checkCommand: CliCommand = {
  usage: 'check [...paths]',
  description: 'Report what is wrong in roadmaps',
  options: [['--format <name>', 'pretty (the default) or json']],
  async run(input, terminal) {
    const format = choose(input, 'format', FORMATS);
    const files = new NodeFileSystem({ processes: true });
    const paths = input.args.length > 0 ? input.args : ['.'];
    const { projects, unreadable } = await loadProjects(paths, terminal, files);
    const checked = await Promise.all(projects.map((project) => checkProject(project, terminal.cwd, files)));
    const report: CheckReport = { files: checked.flat().sort((a, b) => (a.path < b.path ? -1 : 1)) };
    terminal.out(WRITERS[format](report, terminal));
    return unreadable ? 2 : exitStatus(report);
  },
};

function exitStatus(report: CheckReport): ExitStatus {
  const { error, warning } = summarize(report);
  return error + warning > 0 ? 1 : 0;
}
