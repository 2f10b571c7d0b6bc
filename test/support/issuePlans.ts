import { issueSource, type IssueSource } from '../../server/src/core/issues/source.ts';
import { DEFAULT_CONFIG } from '../../server/src/core/config.ts';
import { FileIndex } from '../../server/src/core/index/files.ts';
import {
  createFolder,
  EMPTY_WORKSPACE,
  withComplete,
  withDocuments,
  withFolder,
} from '../../server/src/core/model/workspace.ts';
import { parseRoadmap } from '../../server/src/core/parse/document.ts';
import { parseOptions } from '../../server/src/core/parse/options.ts';
import { SourceText } from '../../server/src/core/text/source.ts';
import type { Forge, ForgeResult, RepositoryName } from '../../server/src/forge/forge.ts';
import { createGitHub } from '../../server/src/forge/github/github.ts';
import { applyIssues, withRelations, type ApplyOutcome } from '../../server/src/forge/issues/apply.ts';
import { planIssues, type IssuePlan, type PlanInput } from '../../server/src/forge/issues/plan.ts';
import { readForge } from '../../server/src/forge/issues/state.ts';
import { ROOT } from './workspace.ts';

export const REPOSITORY: RepositoryName = { owner: 'acme', name: 'parcel-tracker' };
const DOCUMENT = `${ROOT}/docs/plan.md`;
export const SECRET = 'ghp_nobody_may_see_this';

/** A plan with epics, milestones, dependencies and labels; small enough to fail at each of its requests. */
export const PARCELS = `# Parcel plan

**Start date:** 2026-01-05

## PHASE 1: STORE (Weeks 1-2)

### Epic: Keeping
**Labels:** \`epic\` \`phase-1\`

#### Issue #1: Keep parcels
**Labels:** \`store\` \`phase-1\`
**Assignee:** @robin

They are kept, see \`src/keep.ts\`.

**Acceptance Criteria:**
- [ ] one is kept
- [ ] two are kept

#### Issue #2: Forget parcels
**Labels:** \`store\` \`phase-1\`
**Depends on:** #1, #3

- [ ] one is forgotten

## PHASE 2: SHOW (Weeks 3-4)

#### Issue #3: Draw parcels
**Labels:** \`screen\`

They are seen.

- [ ] one is drawn

## Labels to create
- **Phases:** \`phase-1\`

## Milestones
1. **Kept** (Week 2) - Phase 1 done
2. **Shown** (Week 4) - Phase 2 done
`;

/** What `text` would become, as the file `docs/plan.md`. @param board that of the project file. */
export function sourceOf(text: string, board: IssueSource['board'] = null): IssueSource {
  const source = new SourceText(text);
  const document = parseRoadmap(DOCUMENT, source, parseOptions(DEFAULT_CONFIG, 'docs/plan.md'));
  const config = { ...DEFAULT_CONFIG, board };
  const folder = createFolder(ROOT, { files: FileIndex.from(['docs/plan.md']), config });
  const workspace = withDocuments(withFolder(EMPTY_WORKSPACE, folder), [document]);
  return issueSource(withComplete(workspace, true), document);
}

export function connect(url: string): Forge {
  return createGitHub({ name: 'GitHub', apiUrl: url, token: SECRET, second: 1, pauses: false });
}

/** The plan of a source against what the forge has. */
export async function planAgainst(
  forge: Forge,
  source: IssueSource,
  options: Partial<Pick<PlanInput, 'only' | 'formerPaths'>> & { readonly documentPath?: string } = {},
): Promise<ForgeResult<{ readonly input: PlanInput; readonly plan: IssuePlan }>> {
  const state = await readForge(forge, REPOSITORY, true, source.board);
  if (state.kind === 'failed') return state;
  const { documentPath = 'docs/plan.md', ...rest } = options;
  const input: PlanInput = {
    source,
    state: state.value,
    place: {
      documentPath,
      documentTitle: source.title,
      fileUrl: (file, line) => `https://x/blob/main/${file}${line === undefined ? '' : `?plain=1#L${line}`}`,
    },
    start: source.start,
    only: null,
    formerPaths: [],
    ...rest,
  };
  const known = await withRelations(input, forge, REPOSITORY);
  if (known.kind === 'failed') return known;
  return { kind: 'ok', value: { input: known.value, plan: planIssues(known.value) } };
}

/** Plans and applies; a failure to plan is a run that was stopped. */
export async function applyTo(
  forge: Forge,
  source: IssueSource,
  signal = new AbortController().signal,
): Promise<
  Pick<ApplyOutcome, 'kind' | 'message' | 'refused'> &
    Partial<ApplyOutcome> & { readonly waits: readonly number[] }
> {
  const planned = await planAgainst(forge, source);
  const waits: number[] = [];
  if (planned.kind === 'failed') {
    return { kind: 'stopped', message: planned.error.message, refused: [], waits };
  }
  const outcome = await applyIssues(planned.value.input, {
    forge,
    repository: REPOSITORY,
    signal,
    sleep: () => Promise.resolve(),
    onProgress: (progress) => {
      if (progress.kind === 'wait') waits.push(progress.seconds);
    },
  });
  return { ...outcome, waits };
}
