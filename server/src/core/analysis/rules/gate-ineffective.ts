import type { Gate, RoadmapDocument } from '../../model/document.ts';
import { short } from '../criteria.ts';
import type { Fix } from '../finding.ts';
import { flatMapGates, type PlacedGate, spanOfGateLine } from '../placedGates.ts';
import { findIneffective, type GateCommand, type Ineffectiveness } from '../ineffective.ts';
import type { Draft, Rule } from '../rule.ts';

/** A gate that succeeds whether the work holds or not. */
export const gateIneffective: Rule = {
  code: 'gate/ineffective',
  severity: 'hint',
  reads: 'document',
  check: ({ document }) =>
    flatMapGates(document, 'ineffective gates', [document.uri], (placed) => checkGate(document, placed)),
};

function checkGate(document: RoadmapDocument, { gate, siblings }: PlacedGate): readonly Draft[] {
  const sentence = document.source.lineText(document.source.lineAt(gate.span.from));
  const found = findIneffective(gate, gate.form === 'inline' ? sentence : gate.name, siblings);
  return found.map((reason) => toDraft(document, gate, reason));
}

function toDraft(document: RoadmapDocument, gate: Gate, reason: Ineffectiveness): Draft {
  if (reason.kind === 'cannot-fail') {
    return {
      span: spanOfGateLine(document, gate, reason.command.line),
      message: `This cannot fail: whatever happens, \`${short(reason.by, 40)}\` succeeds.`,
    };
  }
  if (reason.kind === 'finds-bad') {
    const span = spanOfGateLine(document, gate, reason.command.line);
    return {
      span,
      message: `This succeeds when ${reason.program} finds something, and fails when it finds nothing.`,
      fixes: turnAround(document, gate, reason.command, span),
    };
  }
  const [first = ''] = gate.commands;
  return {
    span: spanOfGateLine(document, gate, firstLine(gate)),
    message: `${WHOLE[reason.kind]}: ${short(first, 50)}.`,
  };
}

const WHOLE = {
  changes: 'This changes something rather than checks it',
  prepares: 'This prepares something rather than checks it',
  prints: 'This cannot fail, as it only prints something',
} as const;

/** 0-based line of the gate's text that holds its first command. */
function firstLine({ text, commands }: Gate): number {
  const [first = ''] = (commands[0] ?? '').split('\n');
  const lines = text.split(/\r\n?|\n/);
  return Math.max(
    0,
    lines.findIndex((line) => line.includes(first.slice(0, 20))),
  );
}

/** What the POSIX shells read alike, and what also stops in the middle of a script: `! grep` does not. */
function turnAround(
  document: RoadmapDocument,
  gate: Gate,
  { text }: GateCommand,
  span: Draft['span'],
): readonly Fix[] {
  if (gate.form !== 'fence' || !POSIX.has(gate.language ?? '')) return [];
  const at = document.source.slice(span).indexOf(text);
  if (at < 0) return [];
  const place = { from: span.from + at, to: span.from + at + text.length };
  const newText = `if ${text}; then exit 1; fi`;
  const expect: Fix = {
    title: 'Expect that nothing is found',
    preferred: false,
    edits: [{ uri: document.uri, span: { from: place.to, to: place.to }, newText: ' # roadgate: expect=1' }],
  };
  return [
    // The mark stands alone behind its command.
    ...(place.to === span.to ? [expect] : []),
    {
      title: 'Fail when something is found',
      preferred: false,
      edits: [{ uri: document.uri, span: place, newText }],
    },
  ];
}

const POSIX = new Set(['bash', 'sh', 'shell', 'zsh']);
