import { cac, type CAC } from 'cac';
import { distance } from 'fastest-levenshtein';
import { burndownCommand } from './burndown.ts';
import { checkCommand } from './check.ts';
import { type CliCommand, type ExitStatus, UsageError } from './command.ts';
import { explainCommand } from './explain.ts';
import { gateCommand } from './gate.ts';
import { graphCommand } from './graph.ts';
import { issuesCommand } from './issues.ts';
import { lspCommand } from './lsp.ts';
import { modelCommand } from './model.ts';
import { prCommand } from './pr.ts';
import { startCommand } from './start.ts';
import { statusCommand } from './status.ts';
import { syncCommand } from './sync.ts';
import { timelineCommand } from './timeline.ts';
import type { Terminal } from './terminal.ts';

/** In the order of help. */
export const COMMANDS: readonly CliCommand[] = [
  burndownCommand,
  checkCommand,
  modelCommand,
  explainCommand,
  gateCommand,
  issuesCommand,
  graphCommand,
  lspCommand,
  prCommand,
  startCommand,
  statusCommand,
  syncCommand,
  timelineCommand,
];

/**
 * Runs one command line, without the program's own name.
 * @returns the exit status; mistakes of the caller are told on standard error in one sentence.
 */
export async function runCommandLine(
  argv: readonly string[],
  terminal: Terminal,
  version: string,
): Promise<ExitStatus> {
  try {
    return await dispatch(argv, terminal, version);
  } catch (error) {
    const mistake = describeMistake(error, argv);
    if (mistake === undefined) throw error;
    terminal.err(mistake);
    return 2;
  }
}

async function dispatch(argv: readonly string[], terminal: Terminal, version: string): Promise<ExitStatus> {
  const parser = createParser(version);
  const { options, args } = parser.parse(['node', 'roadgate', ...switchesLast(argv)], { run: false });
  if (options.help === true || (options.version === true && parser.matchedCommand === undefined)) return 0;

  const command = COMMANDS.find((candidate) => nameOf(candidate) === parser.matchedCommandName);
  if (command === undefined) throw unknownCommand(args[0], options);

  parser.matchedCommand?.checkUnknownOptions();
  parser.matchedCommand?.checkOptionValue();
  const { '--': rest, ...flags }: Record<string, unknown> = options;
  const positional = [...args, ...(Array.isArray(rest) ? rest.map(String) : [])];
  parser.args = positional;
  parser.matchedCommand?.checkRequiredArgs();
  parser.matchedCommand?.checkUnusedArgs();
  return command.run({ args: positional, options: flags, argv, version }, terminal);
}

/**
 * The command line with its switches behind everything else before `--`: the parser takes the word behind a switch such
 * as `--dry-run` for a value of it, and what looks like a number for one.
 */
function switchesLast(argv: readonly string[]): readonly string[] {
  const command = commandOf(argv);
  const switches = (command?.options ?? []).map(([flags]) => flags).filter((flags) => !/[<[]/.test(flags));
  const end = argv.indexOf('--');
  const words = end < 0 ? argv : argv.slice(0, end);
  const isSwitch = (word: string): boolean => switches.includes(word);
  return [
    ...words.filter((word) => !isSwitch(word)),
    ...words.filter(isSwitch),
    ...(end < 0 ? [] : argv.slice(end)),
  ];
}

function commandOf(argv: readonly string[]): CliCommand | undefined {
  const name = argv.find((word) => !word.startsWith('-'));
  return COMMANDS.find((candidate) => nameOf(candidate) === name);
}

function createParser(version: string): CAC {
  const parser = cac('roadgate');
  for (const command of COMMANDS) {
    const registered = parser.command(command.usage, command.description);
    for (const [flags, description] of command.options) registered.option(flags, description);
  }
  // Of a `--no-x` the parser would say that it is on by default.
  const told = ' (default: true)';
  return parser
    .help((sections) =>
      sections.map(({ title, body }) => ({
        ...(title === undefined ? {} : { title }),
        body: body.replace(told, ''),
      })),
    )
    .version(version);
}

function unknownCommand(name: string | undefined, options: Record<string, unknown>): UsageError {
  const help = '`roadgate --help` lists the commands.';
  if (name === undefined) {
    const flag = Object.keys(options).find((option) => option !== '--');
    return new UsageError(
      flag === undefined ? `Name a command: ${help}` : `There is no option --${flag}: ${help}`,
    );
  }
  const nearest = COMMANDS.map(nameOf).find((candidate) => distance(candidate, name) <= 2);
  const hint = nearest === undefined ? help : `did you mean ${nearest}?`;
  return new UsageError(`There is no command ${name}: ${hint}`);
}

function nameOf(command: CliCommand): string {
  return command.usage.split(' ', 1)[0] ?? '';
}

/** What a mistake of the caller is told as; undefined: it is none. */
function describeMistake(error: unknown, argv: readonly string[]): string | undefined {
  if (!(error instanceof Error)) return undefined;
  // By name: a command that is loaded when it is used may bring its own class, and cac does not export its.
  if (error.name === 'UsageError') return sentence(error.message);
  if (error.name !== 'CACError') return undefined;
  const command = commandOf(argv);
  const help = `roadgate ${command === undefined ? '' : `${nameOf(command)} `}--help`;
  return sentence(`${asTyped(error.message, argv)}: see \`${help}\``);
}

/** The parser names options in its own spelling: `--maxWarning` for `--max-warning`. */
function asTyped(message: string, argv: readonly string[]): string {
  const inItsSpelling = (word: string): string =>
    word.replace(/=.*/s, '').replace(/([a-z])-([a-z])/g, (_, a: string, b: string) => a + b.toUpperCase());
  return message.replace(/(?<=^Unknown option `)--.*(?=`$)/s, (name) => {
    return argv.find((word) => inItsSpelling(word) === name)?.replace(/=.*/s, '') ?? name;
  });
}

/** A sentence may begin with a file's name, which stays as it is: only a word gets its capital. */
function sentence(message: string): string {
  const start = message.replace(/^[a-z]+(?= )/, (word) => word.charAt(0).toUpperCase() + word.slice(1));
  return /[.!?]$/.test(start) ? start : `${start}.`;
}
