import type { Rule } from './rule.ts';
import { branchInvalid } from './rules/branch-invalid.ts';
import { branchMergedButOpen } from './rules/branch-merged-but-open.ts';
import { claimLineCount } from './rules/claim-line-count.ts';
import { criteriaMetButOpen } from './rules/criteria-met-but-open.ts';
import { criteriaMissing } from './rules/criteria-missing.ts';
import { criteriaUnmet } from './rules/criteria-unmet.ts';
import { criteriaUnmetButDone } from './rules/criteria-unmet-but-done.ts';
import { dependencyCycle } from './rules/dependency-cycle.ts';
import { dependencyDoneBefore } from './rules/dependency-done-before.ts';
import { dependencyOrder } from './rules/dependency-order.ts';
import { dependencyUnknown } from './rules/dependency-unknown.ts';
import { encodingMojibake } from './rules/encoding-mojibake.ts';
import { gateFailed } from './rules/gate-failed.ts';
import { gateIneffective } from './rules/gate-ineffective.ts';
import { gateStale } from './rules/gate-stale.ts';
import { gateUnknownTarget } from './rules/gate-unknown-target.ts';
import { idDuplicate } from './rules/id-duplicate.ts';
import { labelUndeclared } from './rules/label-undeclared.ts';
import { labelUnused } from './rules/label-unused.ts';
import { linkAnchorMissing } from './rules/link-anchor-missing.ts';
import { linkMissing } from './rules/link-missing.ts';
import { referenceAlreadyExists } from './rules/reference-already-exists.ts';
import { referenceAmbiguous } from './rules/reference-ambiguous.ts';
import { referenceDrifted } from './rules/reference-drifted.ts';
import { referenceGlobEmpty } from './rules/reference-glob-empty.ts';
import { referenceLineOutOfRange } from './rules/reference-line-out-of-range.ts';
import { referenceMissing } from './rules/reference-missing.ts';
import { statusConflict } from './rules/status-conflict.ts';
import { statusParent } from './rules/status-parent.ts';
import { suppressionUnknownRule } from './rules/suppression-unknown-rule.ts';
import { suppressionUnused } from './rules/suppression-unused.ts';
import { totalEffort } from './rules/total-effort.ts';
import { totalTasks } from './rules/total-tasks.ts';

/** Every rule, by code. */
export const RULES: readonly Rule[] = [
  branchInvalid,
  branchMergedButOpen,
  claimLineCount,
  criteriaMetButOpen,
  criteriaMissing,
  criteriaUnmet,
  criteriaUnmetButDone,
  dependencyCycle,
  dependencyDoneBefore,
  dependencyOrder,
  dependencyUnknown,
  encodingMojibake,
  gateFailed,
  gateIneffective,
  gateStale,
  gateUnknownTarget,
  idDuplicate,
  labelUndeclared,
  labelUnused,
  linkAnchorMissing,
  linkMissing,
  referenceAlreadyExists,
  referenceAmbiguous,
  referenceDrifted,
  referenceGlobEmpty,
  referenceLineOutOfRange,
  referenceMissing,
  statusConflict,
  statusParent,
  suppressionUnknownRule,
  suppressionUnused,
  totalEffort,
  totalTasks,
];
