import { compile } from '../text/patterns.ts';
import { COMPANION_WORDS, anyOf, fold } from './vocabulary/index.ts';

const COMPANION = compile(`${anyOf(COMPANION_WORDS)}$`);

/**
 * Documents that go with a plan and are none: a summary of what was done, a retrospective. Both name and title end with what they are
 * (`search-summary.md`, `Phase 2: Search — Summary`), or the title begins so (`Summary: Search`).
 */
export function isCompanion(title: string, uri: string): boolean {
  const file = fileWords(uri).trim();
  if (title.length > LONGEST_TITLE || !COMPANION.test(file) || SUMS_UP_WORK.test(file)) return false;
  const parts = fold(title)
    .replace(/\s*\([^)]*\)\s*$/u, '')
    .split(/[:：]\s|\s[-–—|]+\s/u);
  return [parts.at(0), parts.at(-1)].some((part) =>
    COMPANION.test(part?.replace(/-/gu, ' ').replace(/[^\p{L}\p{N}]+$/u, '') ?? ''),
  );
}

/** A longer line says of many things what they are. */
const LONGEST_TITLE = 300;

/** `REMAINING_WORK_SUMMARY.md` lists work in few words. */
const SUMS_UP_WORK =
  /(?:next (?:actions|steps)|open (?:items|issues)|remaining (?:work|tasks|items)|action items|status|roadmap|backlog|to ?do|plan) summary$/;

/**
 * Files that a tool for planning keeps beside its roadmap: in `.planning` (GSD), for each phase, what was read, decided, done and
 * checked, and instructions whose tasks are no Markdown; in Agent OS, recaps of what was done.
 */
export function isToolFile(uri: string): boolean {
  return OF_PLANNING.test(uri) || OF_AGENT_OS.test(uri);
}

/** Files whose name says that they tell an agent how to do something: `SKILL.md`, `plan.prompt.md`. */
export function isInstruction(uri: string): boolean {
  return OF_AGENT.test(uri);
}

/** What an agent is to know of a project: `AGENTS.md`. Some keep their plan there. */
export function isGuide(uri: string): boolean {
  return OF_PROJECT.test(uri);
}

const OF_AGENT = /[\\/](?:skill|[^\\/]+\.(?:prompt|instructions|agent|chatmode))\.md$/iu;
const OF_PROJECT = /[\\/](?:claude|agents|gemini|copilot-instructions)\.md$/iu;

/** Records of what was decided, each with an id and a state: they plan nothing. */
export function isDecision(uri: string): boolean {
  return OF_DECISIONS.test(uri);
}

const OF_DECISIONS = /[\\/](?:decisions|adrs?|decision-records)[\\/]/iu;

const OF_PLANNING =
  /[\\/]\.planning[\\/](?:(?:research|codebase|debug)[\\/]|.*[\\/][\w.-]*-(?:PLAN|SUMMARY|CONTEXT|RESEARCH|VALIDATION|VERIFICATION|REVIEW|REVIEW-FIX|UAT|UI-SPEC|PATTERNS|DISCUSSION-LOG)\.md$)/u;
const OF_AGENT_OS = /[\\/]\.?agent-os[\\/]recaps[\\/]/u;

/** The words of a file's name, folded, without numbers and its extension. */
export function fileWords(uri: string): string {
  const name = decode(uri.split(/[\\/]/).at(-1) ?? '');
  return fold(name.replace(/\.[^.]+$/, '').replace(/[-_.\d]+/g, ' '));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a per cent sign of the name's own
  }
}
