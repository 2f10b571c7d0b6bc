import type { Gate } from '../model/document.ts';
import { classifyCommands, splitJoined } from '../parse/commands/classify.ts';
import { placeCommands } from '../parse/commands/split.ts';

/** Why a gate, or one command of it, proves nothing. */
export type Ineffectiveness =
  /** The whole gate does things, and looks at nothing. */
  | { readonly kind: 'changes' | 'prepares' | 'prints' }
  /** It succeeds whatever happens before its last part, which is `by`. */
  | { readonly kind: 'cannot-fail'; readonly command: GateCommand; readonly by: string }
  /** A search that succeeds when it finds what should not be there. */
  | { readonly kind: 'finds-bad'; readonly command: GateCommand; readonly program: string };

/** One logical line of a gate. */
export interface GateCommand {
  readonly text: string;
  /** 0-based, within the gate's text. */
  readonly line: number;
}

/**
 * What makes a gate worthless as evidence; empty where nothing is known to.
 * @param sentence the line of the document that holds it, or what announces it.
 * @param siblings all gates of the same task, phase or document: what one prepares, another may check.
 */
export function findIneffective(
  gate: Gate,
  sentence: string,
  siblings: readonly Gate[],
): readonly Ineffectiveness[] {
  if (gate.class === 'example' || gate.class === 'long-running') return [];
  const commands = placeCommands(gate.text, gate.language).map(({ command, line }) => ({
    text: command,
    line,
  }));
  const whole = judgeWhole(commands);
  if (whole !== undefined) {
    const isCounted = whole === 'prints' || isTakenForCheck(gate, sentence, siblings);
    return isCounted ? [{ kind: whole }] : [];
  }
  if (gate.class !== 'check') return [];
  const lines = gate.text.split(/\r\n?|\n/);
  return commands.flatMap((command) => {
    // It says which exit code it expects: then finding something fails.
    const isExpected = EXPECTS_FAILURE.test(lines[command.line] ?? '');
    const found = judgeCommand(command, [sentence, ...remarks(lines, command.line)]);
    return isExpected ? found.filter(({ kind }) => kind !== 'finds-bad') : found;
  });
}

const EXPECTS_FAILURE = /#\s*roadgate:\s*expect=(?!0|\d+,0)\d/;

/** What all commands of a gate do, if none of them looks at anything. */
function judgeWhole(commands: readonly GateCommand[]): 'changes' | 'prepares' | 'prints' | undefined {
  const parts = commands.flatMap(({ text }) => splitJoined(text)).map(({ text }) => text);
  // A block of several lines may hold anything.
  if (parts.length === 0 || commands.some(({ text }) => text.includes('\n'))) return undefined;
  const acting = parts.filter((part) => !PRINTS.test(part));
  if (acting.length === 0) return 'prints';
  // Where to stand, and what to set, are half of what somebody does by hand.
  if (acting.every((part) => PLACES.test(part))) return undefined;
  const classes = acting.map((part) => classifyCommands([part]).class);
  if (!classes.every((each) => each === 'mutating' || each === 'setup')) return undefined;
  return classes.includes('mutating') ? 'changes' : 'prepares';
}

const PRINTS = /^(?:echo|printf|Write-Host|Write-Output|true|:|exit 0)(?:$|\s)(?!.*(?:\$\(|`|>))/;

const PLACES = /^(?:cd|pushd|popd|export|source|\.|set|unset|sleep|Set-Location)(?:\s|$)|^\$?[\w:]+\s*=/;

/**
 * Whether an action stands where a check should: the sentence says to verify, or nothing else in its place checks. A
 * step that only has to be done is no gate, and where it says that it has to work, it is one.
 */
function isTakenForCheck(gate: Gate, sentence: string, siblings: readonly Gate[]): boolean {
  if (gate.form === 'fence') return !siblings.some((other) => other.class === 'check');
  return (
    VERIFY.test(sentence) &&
    !MUST_WORK.test(sentence) &&
    gate.commands.every((command) => ACTION.test(command))
  );
}

const VERIFY = /\b(?:ensure|verify|verified|check|confirm|validate|make sure|up[- ]to[- ]date)\b/i;

const MUST_WORK =
  /\b(?:succe|pass|works?\b|working|complet|without|no (?:errors?|warnings?)|finish|exits?\b|clean|starts?\b|green|ok\b|within|under|then|resolves?|links?)/i;

/** What by its nature looks at nothing. */
const ACTION =
  /^(?:(?:rm|mv|cp|mkdir|touch|chmod|chown|kill|pkill|sed -i)\s|(?:docker|docker-compose|podman)\s.*\b(?:up|down|stop|start|pull|rm)\b|(?:kubectl|helm|terraform) \w|git (?:pull|push|commit|add|rm|mv|tag|clone|merge|checkout|switch|rebase|fetch|stash|reset)\b|(?:npm|pnpm|yarn|bun|composer|bundle|poetry|pipenv|gem) (?:i|install|ci|add|require)\b|(?:pip3?|uv pip) install\b)/;

/** The comments that belong to a line: behind it, and right above it. */
function remarks(lines: readonly string[], line: number): readonly string[] {
  const own = /(?:^|\s)#\s*(.*)$/.exec(lines[line] ?? '')?.[1];
  const above = /^\s*#+\s*(.*)$/.exec(lines[line - 1] ?? '')?.[1];
  // A comment right above another command is that one's.
  const isLast = (lines[line + 2] ?? '').trim() === '';
  const below = isLast
    ? /^\s*#+\s*(?:should|expect\w*|must|=>|→|->)(.*)$/i.exec(lines[line + 1] ?? '')?.[0]
    : undefined;
  return [own, above, below].filter((text) => text !== undefined);
}

function judgeCommand(command: GateCommand, said: readonly string[]): readonly Ineffectiveness[] {
  // Blocks and substitutions keep a result for later.
  if (/\n|^\s*(?:if|while|until|for|case)\b|^\w+=|\$\(.*\|\|.*\)|[({]\s*$/.test(command.text)) return [];
  const parts = splitJoined(command.text);
  const last = parts.at(-1);
  if (last?.joint === '||' && SUCCEEDS.test(last.text) && !endsProgram(parts.map(({ text }) => text)))
    return [{ kind: 'cannot-fail', command, by: `|| ${last.text}` }];
  const search = parts.length === 1 ? SEARCH.exec(parts[0]?.text ?? '') : null;
  if (search && looksForBad(command.text, said)) {
    const program = search[1] ?? '';
    return [{ kind: 'finds-bad', command, program }];
  }
  return [];
}

const SUCCEEDS = /^(?:true|:|exit 0|echo\b[^>]*|printf\b[^>]*)$/;

function endsProgram(parts: readonly string[]): boolean {
  return parts.some((part) => /^(?:exit [1-9]|return [1-9]|false)\b/.test(part));
}

const SEARCH = /^(git grep|e?grep|rg|ag|ack|findstr|Select-String)\s/;

/** The search goes through folders for what no code should have, or its sentence says that nothing may be found. */
function looksForBad(command: string, said: readonly string[]): boolean {
  if (/\s-\w*[Lv]\w*\s|--files-without-match|--invert-match/.test(command)) return false;
  if (said.some((text) => FINDS_NOTHING.test(text))) return true;
  const isThroughFolders = /^(?:rg|ag|ack|git grep)\s|\s-\w*[rR]\w*\s|--recursive|\s\/s\s/.test(command);
  return isThroughFolders && BAD.test(command);
}

const FINDS_NOTHING =
  /\b(?:no (?:more )?(?:results?|matches|match|hits?|output|occurrences?|references?|remaining|leftovers?|usages?|imports?|secrets?)|returns? (?:nothing|empty|none|zero|0)\b|(?:finds?|prints?|shows?|outputs?|shows) nothing|(?:zero|0) (?:results|matches|hits|occurrences|references)|(?:should|must) (?:be empty|not (?:match|find|return|appear))|is empty)\b/i;

const BAD =
  /["'|\s(](?:\\b)?(?:Bearer|api[_-]?keys?|apikey|secrets?|passwords?|passwd|private[_ -]key|access[_-]?token|auth[_-]?token|AKIA|sk-|ghp_|BEGIN (?:RSA|OPENSSH|PRIVATE)|TODO|FIXME|XXX|HACK|console\\?\.log|debugger|breakpoint\(|pdb\.set_trace|@ts-ignore|@ts-nocheck|eslint-disable|type: ?ignore|as any|: any|\.only\(|\.skip\(|<{7})/i;
