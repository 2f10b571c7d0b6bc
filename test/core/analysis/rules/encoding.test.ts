import { checkFindings, checkFix } from '../../../support/findings.ts';

describe('encoding/mojibake', () => {
  const check = (markup: string) => checkFindings('encoding/mojibake', markup);

  it('finds each of a few damaged places', () =>
    check(`
      # Roadmap
      - [ ] T001 São â€” Ã é
      //             ^^^ encoding/mojibake information: This was “—” before UTF-8 was read as Windows-1252.
      - [ ] T002 MAÇÃ” e pÃ¡gina
      //                  ^^ encoding/mojibake information: This was “á” before UTF-8 was read as Windows-1252.
    `));

  it('finds a document with many of them once', () =>
    check(`
      # Roadmap
      - [ ] T001 â€” b
      //         ^^^ encoding/mojibake information: This was “—” before UTF-8 was read as Windows-1252; the document has 6 such places.
      - [ ] T002 â€” â€” â€” â€” â€”
    `));

  it('is silenced by comments', () =>
    check(`
      # Roadmap
      <!-- roadgate-disable-next-line encoding/mojibake -->
      - [ ] T001 â€” b
      - [ ] T002 b
    `));

  it('says nothing about accents', () =>
    check(`
      # Roteiro
      - [ ] T001 São Paulo: AÇÃO… à noite
      - [ ] T002 română, tiếng Việt, À L’ÉTÉ…
    `));

  const PLAN = '# Roadmap\n- [ ] T001 São â€” Ã\n- [x] T002 âœ… pÃ¡gina\n';

  it('changes one place', () => checkFix('Change to “—”', PLAN, PLAN.replace('â€”', '—')));

  it('repairs the document and leaves genuine accents alone', () =>
    checkFix(
      'Repair all 3 places of the document',
      PLAN,
      '# Roadmap\n- [ ] T001 São — Ã\n- [x] T002 ✅ página\n',
    ));
});
