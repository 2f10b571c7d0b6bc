import type { RoadmapDocument } from '../model/document.ts';
import { anyCase } from '../text/patterns.ts';
import type { Day } from './days.ts';
import { readPeriod } from './period.ts';

/** Lines at the top in which a document says things about itself. */
const HEAD = 60;

/** The day on which the plan begins by the head of the document (`**Start date:** 2026-01-05`); null without one. */
export function statedStart({ source, groups, tasks }: RoadmapDocument): Day | null {
  const first = Math.min(groups[0]?.line ?? Infinity, tasks[0]?.line ?? Infinity, source.lineCount + 1, HEAD);
  for (let line = 0; line < first - 1; line++) {
    const text = source.lineText(line);
    const match = START.exec(text);
    if (!match) continue;
    const period = readPeriod(text.slice(match.index + match[0].length));
    if (period?.kind === 'dated' && period.from !== null) return period.from;
  }
  return null;
}

const START = anyCase`^[\s>*_|-]*(?:(?:project|plan|planned)\s+)?(?:start(?:s|ing|ed)?(?:\s+(?:date|on|of week 1))?|kick-?off|week 1|begins?|startdatum|beginn|inicio|fecha de inicio|début|date de début|开始日期|開始日)[\s*_|]*[:：|][\s*_]*`;
