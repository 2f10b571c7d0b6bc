import { distance } from 'fastest-levenshtein';
import type { FileIndex } from '../../index/files.ts';
import { normalizePath } from '../../index/paths.ts';
import type { RoadmapDocument } from '../../model/document.ts';
import type { Span } from '../../text/source.ts';
import type { Facts } from '../facts.ts';
import type { Severity } from '../finding.ts';
import { circumstancesOf, isHidden, isMadeByTools, leadsIntoProject } from '../missing.ts';
import { flatMapGates, type PlacedGate, spanOfGateLine } from '../placedGates.ts';
import type { Draft, PlacedContext, Rule } from '../rule.ts';
import { type Call, callsOf, type CargoSort, type PathCall, type TargetCall } from '../targets/calls.ts';
import { MANIFEST_NAMES, manifestsFor, TARGET_WORDS } from '../targets/manifests.ts';
import { isPathFound, pathsToAsk } from '../targets/paths.ts';

/** A gate asks for a target, a script or a file that the project does not have. */
export const gateUnknownTarget: Rule = {
  code: 'gate/unknown-target',
  severity: 'warning',
  reads: 'document',
  check(context) {
    const { document, place, facts } = context;
    if (place === undefined) return [];
    const placed: PlacedContext = { ...context, place };
    const circumstances = circumstancesOf(placed);
    const needs = [place.folder, place.path, facts, circumstances];
    return flatMapGates(document, 'unknown targets', needs, (gate) =>
      callsOf(gate.gate).flatMap((call) => {
        const problem = call.runner === 'path' ? missingPath(placed, call) : missingTarget(placed, call);
        return problem === undefined ? [] : toDraft(placed, gate, call, problem);
      }),
    );
  },
};

interface Problem {
  readonly message: string;
  /** The one name that a slip of the keyboard explains. */
  readonly near: string | undefined;
}

/** No file that lists targets has it, whichever folder the command runs in. */
function missingTarget({ place, facts }: PlacedContext, call: TargetCall): Problem | undefined {
  const { runner, name } = call;
  const { files } = place.folder;
  const paths = manifestsFor(files, runner);
  if (paths === undefined || paths.length === 0) return undefined;
  const targets = targetsFor(call, facts, paths);
  if (targets === undefined || isTarget(call, targets)) return undefined;
  // `make dist/app.js`: a file that is there needs no rule.
  if (runner === 'make' && files.has(name) !== undefined) return undefined;
  if (call.sort !== undefined) {
    if (hasCargoFile(files, call.sort, name)) return undefined;
    const thing = CARGO_WORDS[call.sort];
    return { message: `No package of the project has ${thing} ${name}`, near: nearest(name, targets) };
  }
  const near = nearest(name, targets);
  // Behind `poetry run` stands any program that is installed: only a slip of the keyboard is sure.
  if (runner === 'poetry' && near === undefined) return undefined;
  const [only = '', ...others] = paths;
  const thing = TARGET_WORDS[runner];
  const message =
    others.length === 0
      ? `${only} has no ${thing} ${name}`
      : `No ${MANIFEST_NAMES[runner]} of the project has ${/^[aeiou]/.test(thing) ? 'an' : 'a'} ${thing} ${name}`;
  return { message, near };
}

const CARGO_WORDS: Readonly<Record<CargoSort, string>> = {
  tests: 'an integration test',
  bin: 'a binary',
  examples: 'an example',
  benches: 'a benchmark',
};

/** Cargo finds most of its targets by where their files are. */
function hasCargoFile(files: FileIndex, sort: CargoSort, name: string): boolean {
  const folder = sort === 'bin' ? 'src/bin' : sort;
  const paths = [...files.byName(`${name}.rs`), ...files.byName('main.rs')];
  return paths.some((path) => {
    const end = path.endsWith('/main.rs') ? `${folder}/${name}/main.rs` : `${folder}/${name}.rs`;
    return path === end || path.endsWith(`/${end}`);
  });
}

/** The targets that could be meant; undefined where nobody knows all of them. */
function targetsFor(
  { runner, sort }: TargetCall,
  facts: Facts,
  paths: readonly string[],
): ReadonlySet<string> | undefined {
  const all = allTargets(facts, paths);
  if (all === undefined) return undefined;
  const prefix = sort ?? (runner === 'poe' || runner === 'poetry' ? runner : undefined);
  const own = [...all].flatMap((target) => {
    const [first = '', second] = target.split(' ');
    if (prefix === undefined) return second === undefined ? [first] : [];
    return first === prefix && second !== undefined ? [second] : [];
  });
  // What a file says nothing of is told somewhere else; targets of cargo need not be told at all.
  return own.length === 0 && sort === undefined ? undefined : new Set(own);
}

function isTarget({ runner, name }: TargetCall, targets: ReadonlySet<string>): boolean {
  if (targets.has(name)) return true;
  const isKnown = (part: string): boolean => targets.has(part) || /^(?:py|pypy)[\d.]*$/.test(part);
  return runner === 'tox' && name.split('-').every(isKnown);
}

/** Undefined where one of the files could not be read, or may have any target. */
function allTargets(facts: Facts, paths: readonly string[]): ReadonlySet<string> | undefined {
  const all = new Set<string>();
  for (const path of paths) {
    const manifest = facts.manifest(path);
    if (manifest === undefined || manifest.isOpen) return undefined;
    for (const target of manifest.targets) all.add(target);
  }
  return all;
}

function nearest(name: string, targets: ReadonlySet<string>): string | undefined {
  // Letters that changed places count twice, but hardly anybody mistypes the first one.
  const limit = (target: string): number => (name.length > 3 && target[0] === name[0] ? 2 : 1);
  const near = [...targets].filter((target) => distance(target, name) <= limit(target));
  return near.length === 1 ? near[0] : undefined;
}

function missingPath(context: PlacedContext, call: PathCall): Problem | undefined {
  const { place, facts, document } = context;
  if (isPathFound(place, document, call)) return undefined;
  const path = normalizePath(call.name) ?? '';
  if (isMadeByTools(path) || !leadsIntoProject(place, path)) return undefined;
  const candidates = pathsToAsk(place, call);
  if (candidates.some((each) => isHidden(context, each) || facts.exists(each) || facts.ignored(each)))
    return undefined;
  return { message: `There is no file ${call.name}`, near: place.folder.files.nearest(path) };
}

function toDraft(
  context: PlacedContext,
  placed: PlacedGate,
  call: Call,
  { message, near }: Problem,
): readonly Draft[] {
  const { document } = context;
  const span = spanOfName(document, placed, call);
  if (span === undefined) return [];
  return [
    {
      span,
      severity: saysSo(document, span) ? 'hint' : grade(context, placed, call),
      message: `${message}${near === undefined ? '' : `; ${near} is the nearest`}.`,
      fixes:
        near === undefined
          ? []
          : [
              {
                title: `Change to ${near}`,
                preferred: false,
                edits: [{ uri: document.uri, span, newText: near }],
              },
            ],
    },
  ];
}

/** ``✅ — `npm run lint` does not exist``: whoever wrote the line knew. */
function saysSo({ source }: RoadmapDocument, { to }: Span): boolean {
  return NOT_THERE.test(source.slice({ from: to, to: source.lineSpan(source.lineAt(to)).to }));
}

const NOT_THERE =
  /\b(?:do(?:es)?(?: not|n['’]t) (?:yet )?exist|no such (?:script|target|file)|(?:is|are)(?: not|n['’]t) (?:there|defined))\b|(?<!\p{L})(?:gibt es nicht|existiert nicht|no existe|não existe|n['’]existe pas|non esiste|не существует|nie istnieje)(?!\p{L})|不存在|存在しない|없음/iu;

/** Work that is done has what its gate asks for; open work may be about to make it. */
function grade(context: PlacedContext, { task }: PlacedGate, { name }: Call): Severity {
  const { isRecord, toCome, speaksOfProject } = circumstancesOf(context);
  if (isRecord || !speaksOfProject) return 'hint';
  if (task === undefined) return toCome.has(name) ? 'hint' : 'information';
  if (task.status === 'done') return 'warning';
  return task.status === 'in-progress' || task.status === 'in-review' ? 'information' : 'hint';
}

/** Where the name stands as a word of its own, from the line of its command on. */
function spanOfName(document: RoadmapDocument, { gate }: PlacedGate, { name, line }: Call): Span | undefined {
  const { from } = spanOfGateLine(document, gate, line);
  const text = document.source.slice({ from, to: gate.span.to });
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const isWord = !/[\w./:-]/.test(text[at - 1] ?? '') && !/[\w/-]/.test(text[at + name.length] ?? '');
    if (isWord) return { from: from + at, to: from + at + name.length };
  }
  return undefined;
}
