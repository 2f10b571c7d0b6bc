import assert from 'node:assert/strict';
import { provideWorkspaceSymbols } from '../../server/src/features/workspaceSymbol.ts';
import { featureFixture, pathOf } from './support.ts';

const { workspace } = featureFixture(`
  # Ferry
  ## Phase 1: Timetable
  ### Issue #61: Split the timetable
  **Status:** Open
  ### Issue #62: Delay notices
  **Status:** Open
  //- /other.md
  # Ticket roadmap
  ### Issue #7: Sell at the pier
  **Status:** Open
  //- /notes.md
  # Notes on the pier
  `).snapshot;

function checkSymbols(query: string, expected: readonly string[]): void {
  const found = provideWorkspaceSymbols(workspace, query).map(
    ({ name, containerName, location }) => `${name} in ${containerName ?? '-'} (${pathOf(location.uri)})`,
  );
  assert.deepEqual(found, expected);
}

describe('Workspace symbols', () => {
  it('are the tasks and phases of all roadmaps', () => {
    checkSymbols('', [
      '#7 Sell at the pier in Ticket roadmap (/other.md)',
      'Phase 1 Timetable in Ferry (/plan.md)',
      '#61 Split the timetable in Phase 1 Timetable (/plan.md)',
      '#62 Delay notices in Phase 1 Timetable (/plan.md)',
    ]);
  });

  it('match by id, by words, and by their beginnings', () => {
    checkSymbols('#62', ['#62 Delay notices in Phase 1 Timetable (/plan.md)']);
    checkSymbols('pier', ['#7 Sell at the pier in Ticket roadmap (/other.md)']);
    checkSymbols('dn', ['#62 Delay notices in Phase 1 Timetable (/plan.md)']);
    checkSymbols('nothing of the kind', []);
  });
});
