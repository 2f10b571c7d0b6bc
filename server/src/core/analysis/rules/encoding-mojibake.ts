import { type Damage, findMojibake, mayBeMojibake } from '../../text/mojibake.ts';
import { areSame } from '../../remember.ts';
import type { DocumentEdit, Fix } from '../finding.ts';
import type { Draft, Rule } from '../rule.ts';

/** Text that was decoded with the wrong code page: `â€”` where a dash was meant. */
export const encodingMojibake: Rule = {
  code: 'encoding/mojibake',
  severity: 'information',
  reads: 'document',
  *check({ document, memory }) {
    const { source } = document;
    const inDoubt = memory.flatMap(
      'pieces in doubt',
      [],
      source.pieces,
      (piece) => (mayBeMojibake(piece.text) ? [piece] : []),
      areSame,
    );
    // Whether one place is damage, others decide, too.
    const found = memory.derive('damage', [inDoubt], () =>
      inDoubt.length === 0 ? [] : findMojibake(source.text),
    );
    const [first] = found;
    if (!first) return;
    const toEdit = ({ from, to, repaired }: Damage): DocumentEdit => ({
      uri: document.uri,
      span: { from, to },
      newText: repaired,
    });
    const all: Fix = {
      title: `Repair all ${found.length} places of the document`,
      preferred: true,
      edits: found.map(toEdit),
    };
    const many = found.length > MOST_FINDINGS;
    for (const damage of many ? [first] : found) {
      const own: Fix = {
        title: `Change to ${quote(damage.repaired)}`,
        preferred: !many,
        edits: [toEdit(damage)],
      };
      const fixes = found.length === 1 ? [own] : many ? [all, own] : [own, { ...all, preferred: false }];
      yield {
        span: { from: damage.from, to: damage.to },
        message: describe(damage, many ? found.length : 1),
        fixes,
      };
    }
  },
};

/** A document that went through the wrong code page is damaged all over: one finding says so. */
const MOST_FINDINGS = 5;

function describe({ repaired, page }: Damage, count: number): Draft['message'] {
  const what = `This was ${quote(repaired)} before UTF-8 was read as ${page}`;
  return count === 1 ? `${what}.` : `${what}; the document has ${count} such places.`;
}

function quote(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return `“${short}”`;
}
