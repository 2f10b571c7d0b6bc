import assert from 'node:assert/strict';
import { parseRoadmap } from '../../../server/src/core/parse/document.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';
import { dedent } from '../../support/fixture.ts';

/** Tasks as `id title: status`. */
function tasksOf(text: string): string[] {
  const { tasks } = parseRoadmap('/plan.md', new SourceText(dedent(text)));
  return tasks.map(({ id, title, status }) => `${id ?? '-'} ${title}: ${status ?? '-'}`);
}

describe('A word that another language uses otherwise', () => {
  it('names a date only with one behind it: data', () => {
    const labels = '# Roadmap\n**Backend:**\n- [ ] a\n\n**Data:**\n- [ ] b\n';
    assert.deepEqual(tasksOf(labels), ['- a: todo', '- b: todo']);
    assert.deepEqual(tasksOf('# Roadmap\n- [ ] a\n## Data\n- [x] b\n'), ['- a: todo', '- b: done']);
    const task = '# Roadmap\n- [ ] a\n## Export\n**Status:** Open\n**Data:** orders of 3 shops\n';
    assert.deepEqual(tasksOf(task), ['- a: todo', '- Export: todo']);
    const report = '# Roadmap\n- [ ] a\n## Relatório\n**Status:** Aberto\n**Data:** 12/03/2025\n';
    assert.deepEqual(tasksOf(report), ['- a: todo']);
  });

  it('is no label of a finding: bug', () => {
    const text =
      '# Roadmap\n### Bug: The list jumps\n**Status:** Open\n### Bug 2: It flickers\n**Status:** Done\n';
    assert.deepEqual(tasksOf(text), ['- Bug: The list jumps: todo', '2 It flickers: done']);
  });

  it('is a topic where more words follow', () => {
    const headings = [
      'Validación — lista de errores',
      'Schnittstelle — Entwurf der Felder',
      '注文 — キャンセル',
      '예약 — 취소 화면',
      'Отчёт — тестирование форм',
      'Pedido — revisión de precios',
    ];
    for (const heading of headings)
      assert.match(tasksOf(`# Roadmap\n### T-1: ${heading}\n**Effort:** 2h\n`)[0] ?? '', /: -$/, heading);
  });
});

describe('A negated status', () => {
  const NEGATED = {
    en: ['not done', 'not yet done', 'not finished', 'unresolved', 'incomplete', 'not implemented'],
    zh: ['未完成', '尚未完成', '没有完成', '未解决', '未修复'],
    ja: ['未完了', '未対応', '未解決', '未実装'],
    ko: ['미완료', '미해결', '완료되지 않음'],
    de: ['nicht erledigt', 'noch nicht fertig', 'nicht abgeschlossen', 'unvollständig', 'Unerledigt'],
    es: ['no completado', 'sin terminar', 'no hecho', 'Incompleto', 'sin resolver'],
    fr: ['pas fait', 'non terminé', 'pas encore terminé', 'incomplet', 'non résolu'],
    pt: ['não feito', 'não concluído', 'incompleto', 'não resolvido'],
    it: ['non fatto', 'non completato', 'incompleto', 'non risolto'],
    ru: ['не готово', 'не сделано', 'не завершено', 'не решено'],
    pl: ['nie zrobione', 'niezrobione', 'nieukończone', 'nie gotowe'],
    id: ['belum selesai', 'tidak selesai', 'belum diperbaiki'],
    tr: ['tamamlanmadı', 'bitmedi', 'yapılmadı', 'çözülmedi', 'hazır değil'],
    nl: ['niet klaar', 'niet gereed', 'niet voltooid', 'nog niet klaar', 'niet opgelost'],
  };
  for (const [language, words] of Object.entries(NEGATED)) {
    it(`is to do, not done: ${language}`, () => {
      for (const word of words) {
        assert.deepEqual(tasksOf(`# Roadmap\n### T-1: X\n**Status:** ${word}\n`), ['T-1 X: todo'], word);
        assert.deepEqual(tasksOf(`# Roadmap\n### T-1: X (${word})\n`), ['T-1 X: todo'], word);
      }
    });
  }
});
