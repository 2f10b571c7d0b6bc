import type { GateDefaults } from '../config.ts';
import type { Gate, GateAttributes, RoadmapDocument } from '../model/document.ts';
import type { Folder } from '../model/workspace.ts';
import { readDuration } from '../parse/gateAttributes.ts';
import type { GateOwner } from './gateOwners.ts';
import { modulesOf } from './gateModule.ts';

/** How a gate runs, as far as the document and the project say; what is absent is up to people's settings. */
export interface GatePlace {
  /** Relative to the workspace folder; absent: the workspace folder itself. */
  readonly cwd?: string;
  /** Why it runs there where its text does not say so, as a phrase. */
  readonly cwdReason?: string;
  /** Milliseconds. */
  readonly timeout?: number;
  /** Globs of the files that its result speaks of, relative to the workspace folder. */
  readonly covers?: readonly string[];
  /** Variables that the project sets; a person approves them with the text. */
  readonly env?: Readonly<Record<string, string>>;
  /** Why it cannot run, as a sentence. */
  readonly problem?: string;
}

/**
 * How the gates of a task, phase or document are run, one entry for each: as the gate itself says, else as `.roadgate.yaml`
 * says for all, else in the module that its files lie in.
 * @param folder of the document; undefined for one that lies in none.
 */
export function gatePlaces(
  folder: Folder | undefined,
  document: RoadmapDocument,
  owner: GateOwner,
): readonly GatePlace[] {
  const { effective } = owner;
  const defaults = folder ? ofProject(folder.config.gateDefaults) : {};
  if (effective.source === 'project') {
    return effective.gates.map((gate) => ({ ...defaults, ...ofProject(gate) }));
  }
  return effective.gates.map((gate) => {
    const place: GatePlace = { ...defaults, ...ofComment(gate.attributes ?? {}) };
    return place.cwd === undefined && folder
      ? { ...place, ...inModule(folder, document, owner, gate) }
      : place;
  });
}

function ofProject({ cwd, timeout, covers, env }: GateDefaults): GatePlace {
  const milliseconds = timeout === undefined ? null : readDuration(timeout);
  return {
    ...(cwd === undefined ? {} : { cwd }),
    ...(milliseconds === null ? {} : { timeout: milliseconds }),
    ...(covers === undefined ? {} : { covers }),
    ...(env === undefined ? {} : { env }),
  };
}

function ofComment({ cwd, timeout, covers, problem }: GateAttributes): GatePlace {
  return {
    ...(cwd === undefined ? {} : { cwd }),
    ...(timeout === undefined ? {} : { timeout }),
    ...(covers === undefined ? {} : { covers }),
    ...(problem === undefined ? {} : { problem }),
  };
}

function inModule(
  folder: Folder,
  document: RoadmapDocument,
  owner: GateOwner,
  gate: Gate,
): Pick<GatePlace, 'cwd' | 'cwdReason'> {
  const [module, ...others] = modulesOf(folder, document, owner, gate);
  if (module === undefined) return {};
  if (others.length > 0)
    return { cwdReason: `the ${owner.level}'s files lie in ${others.length + 1} modules` };
  return { cwd: module.directory, cwdReason: `the ${module.manifest} of the ${owner.level}'s files` };
}
