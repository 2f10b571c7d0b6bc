import assert from 'node:assert/strict';
import {
  type CodePage,
  IBM_437,
  IBM_850,
  LATIN_1,
  MAC_ROMAN,
  misread,
  WINDOWS_1252,
  WINDOWS_1254,
} from '../../../server/src/core/text/codePages.ts';
import { findMojibake, repairMojibake } from '../../../server/src/core/text/mojibake.ts';

const PAGES: readonly CodePage[] = [WINDOWS_1252, WINDOWS_1254, LATIN_1, IBM_437, IBM_850, MAC_ROMAN];

/** What people write in plans, accents and signs included. */
const WRITTEN: Readonly<Record<string, readonly string[]>> = {
  English: [
    'Phase 1 – Setup — “done”, it’s ready…',
    'Café menu: naïve résumé ✅ 🔄 → 5 ≥ 3',
    '├── src\n│   └── a.ts',
  ],
  German: [
    'Prüfung für Übung ändern: Größe und Maß – „fertig“',
    'Spaß… mit Straßenbau',
    'ÄNDERUNG DER GRÖSSE: §5 ²',
  ],
  French: [
    'Étape à venir : l’été, ça dépend — « terminé »',
    'ŒUVRE À L’ÉCOLE, où est-ce ? être',
    'CAFÉ’S, CAFÉ™ et « CAFÉ »',
  ],
  Spanish: ['¿Qué falta? ¡Más señales en el año!', 'AÑO NUEVO: GESTIÓN Y CORAZÓN', 'Acción nº 3 – 4ª fase'],
  Portuguese: ['Não são ações: a maçã é do avô', 'A IRMÃ… DECISÃO, MAÇÃ” e MANHÃ – fim', 'IRMÃ® AVÔ»'],
  Italian: ['È già così: più città, perché no', 'L’ATTIVITÀ È… FINITA', 'Però — virtù “già”'],
  Polish: ['Zażółć gęślą jaźń, część źródła', 'ŁÓDŹ – ŻÓŁĆ… GOTOWE', 'Są też inne'],
  Russian: ['Этап 1: готово – проверить “всё”', 'Ёлка и ещё №5'],
  Vietnamese: ['Giai đoạn một: đã hoàn thành — “tốt”', 'TRẦN VĂN Â… và Ã ấy', 'cà phê “đâu” ở đâu…'],
  Romanian: ['Când începe? Până în mâine, țară și școală', 'ÎN ROMÂNIA: HOTĂRÂRE…', 'română – “da”'],
  Czech: ['Příliš žluťoučký kůň úpěl ďábelské ódy', 'DÍŽE, MÁŠ, NÍŽE – ÚŽAS', 'Čeština'],
  Turkish: ['Aşama 1: görev – bitti, ığdır “İş”', 'İŞ… ŞİMDİ GÖĞÜS'],
  Chinese: ['第一阶段：已完成 — 测试“通过”', '任务 A：待办'],
  Japanese: ['フェーズ1：完了「はい」— 次へ', 'タスク①の確認'],
  Korean: ['1단계: 완료 — 다음 작업', '검증 ✅'],
  Greek: ['Φάση 1: έτοιμο – “ναι”', 'ΕΡΓΑΣΊΑ Γ…'],
  Mathematics: ['√π + √∑x ≤ ∞, ¬∞, 3×², 90°±½', '‚so‘ und „so“ – «né»', '╔═╦═╗ ─┐ ├── ┬┐ │'],
};

/** Numbers that are the same in every run. */
function createRandom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

describe('mojibake', () => {
  for (const [language, texts] of Object.entries(WRITTEN))
    it(`is not seen in ${language}`, () => {
      for (const text of [...texts, texts.join(' '), texts.join('').toUpperCase()])
        assert.deepEqual(findMojibake(text), [], text);
    });

  for (const page of PAGES)
    it(`read as ${page.name} is repaired whole`, () => {
      for (const [language, texts] of Object.entries(WRITTEN)) {
        if (language === 'Mathematics') continue;
        const text = `Intro — “café” déjà vu 🔄\n${texts.join('\n')}\n`;
        assert.equal(repairMojibake(misread(text, page)), text);
      }
    });

  it('read wrong twice is repaired, too', () => {
    for (const [language, texts] of Object.entries(WRITTEN)) {
      if (language === 'Mathematics') continue;
      const text = `Intro — “café” déjà vu 🔄\n${texts.join('\n')}\n`;
      assert.equal(repairMojibake(misread(misread(text, WINDOWS_1252), WINDOWS_1252)), text);
    }
  });

  it('of any mixture of texts is repaired, and only where it is damaged', () => {
    const random = createRandom(7);
    // `Ã®` behind capitals is anyone's guess where the whole text around it is damaged.
    const all = Object.entries(WRITTEN)
      .flatMap(([language, texts]) => (language === 'Mathematics' ? [] : texts))
      .filter((text) => text !== 'IRMÃ® AVÔ»');
    for (let run = 0; run < 3000; run++) {
      const page = PAGES[random(PAGES.length)] ?? WINDOWS_1252;
      const parts = Array.from({ length: 1 + random(6) }, () => ({
        text: all[random(all.length)] ?? '',
        damaged: random(2) === 0,
      }));
      const written = ['— “é” 🔄', ...parts.map(({ text }) => text)].join('\n');
      const seen = [
        misread('— “é” 🔄', page),
        ...parts.map(({ text, damaged }) => (damaged ? misread(text, page) : text)),
      ].join('\n');
      assert.equal(repairMojibake(seen), written, `run ${run}, ${page.name}`);
    }
  });

  it('beside genuine accents is repaired alone', () => {
    for (const [seen, expected] of [
      ['São Paulo: não é â€” sÃ£o', 'São Paulo: não é — são'],
      ['Ã é uma letra; aÃ§Ã£o não', 'Ã é uma letra; ação não'],
      ['MAÇÃ” e pÃ¡gina', 'MAÇÃ” e página'],
      ['română: ROMÂNIA… È™', 'română: ROMÂNIA… È™'],
      ['âœ… Terminé', '✅ Terminé'],
    ] as const)
      assert.equal(repairMojibake(seen), expected);
  });

  it('with lost bytes is repaired where there is one answer, and left alone elsewhere', () => {
    assert.equal(repairMojibake('âœ… a âŒ b âš\u00a0ï¸ c â€œqâ€ d'), '✅ a ❌ b ⚠️ c “q” d');
    assert.equal(repairMojibake('ðŸ Ã cÃ©'), 'ðŸ Ã cé');
    assert.equal(repairMojibake('â\ufffd\ufffd ok'), 'â\ufffd\ufffd ok');
  });

  it('tells where it is, and what it was read as', () => {
    assert.deepEqual(findMojibake('a â€” b Â°'), [
      { from: 2, to: 5, repaired: '—', page: 'Windows-1252' },
      { from: 8, to: 10, repaired: '°', page: 'Windows-1252' },
    ]);
    assert.deepEqual(findMojibake('ok ΓÇö'), [{ from: 3, to: 6, repaired: '—', page: 'code page 437' }]);
  });
});
