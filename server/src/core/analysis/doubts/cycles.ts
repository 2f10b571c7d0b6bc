import type { RoadmapDocument } from '../../model/document.ts';
import type { Cycle } from '../plan/cycles.ts';
import { dependencyOf, type Plan } from '../plan/plan.ts';
import type { Doubt } from './doubt.ts';
import { isPlainField } from './fields.ts';

interface Round extends Cycle {
  readonly document: RoadmapDocument;
  readonly plan: Plan;
}

/** What speaks against `dependency/cycle`. */
export const CYCLE_DOUBTS: readonly Doubt<Round>[] = [
  {
    because: 'a step of the round is not written down, but follows from a phase and what it holds',
    severity: 'information',
    applies: ({ steps }) =>
      steps.some(({ need }, index) => need.on !== steps[(index + 1) % steps.length]?.unit),
  },
  {
    because:
      'the title calls the document a register or a matrix, and ids of several kinds name each other (R-1, Q-1): they may be cross references',
    severity: 'information',
    applies: ({ document, steps }) =>
      REGISTER.test(document.title ?? '') && new Set(steps.map(({ need }) => kindOf(need.id))).size > 1,
  },
  {
    because: 'one of the ids is a number without a mark (`3`), which may count something else',
    severity: 'information',
    applies: ({ steps }) => steps.some(({ need }) => /^\d+$/.test(need.id)),
  },
  {
    because:
      'one of the dependencies stands in a sentence, not in a field or cell that holds nothing but ids',
    severity: 'information',
    applies: ({ document, plan, steps }) =>
      steps.some(({ unit, need }) => {
        const dependency = dependencyOf(document, plan, unit, need);
        return dependency !== undefined && !isPlainField(document.source, dependency.span);
      }),
  },
];

const REGISTER =
  /(?<!\p{L})(?:register|matrix|traceability|cross[- ]references?|registro|matriz|registre|matrice|реестр|матрица|rejestr|macierz)(?!\p{L})|登记|矩阵|台帳|매트릭스/iu;

/** `R` of `R-01`. */
function kindOf(id: string): string {
  return /^\P{N}*/u.exec(id)?.[0].toLowerCase() ?? '';
}
