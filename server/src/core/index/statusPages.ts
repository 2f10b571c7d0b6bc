import type { RoadmapDocument, Task } from '../model/document.ts';

/** A task with the document that it stands in. */
export interface TaskPlace {
  readonly document: RoadmapDocument;
  readonly task: Task;
}

/** Whether a document is called after the state of the work: STATUS.md, “Progress of the ferry”. */
export function isStatusPage({ uri, title }: RoadmapDocument): boolean {
  return NAMED.test(uri.slice(uri.lastIndexOf('/') + 1)) || (title !== null && NAMED.test(title));
}

const NAMED =
  /(?<!\p{L})(?:status|progress|fortschritt|arbeitsstand|estado|progreso|statut|état|avancement|stato|avanzamento|progresso|статус|прогресс|voortgang|postęp|durum|ilerleme)(?!\p{L})|状态|進捗|进度|進度|ステータス|상태|진행/iu;

/**
 * How much a task is said again rather than planned: the rows of a table most (2), then the items of a status page (1),
 * all others not at all (0). Of two tasks with the same id and title the greater repeats the lesser.
 */
export function repeatRank({ document, task }: TaskPlace): number {
  if (task.form === 'row') return 2;
  return task.form === 'item' && isStatusPage(document) ? 1 : 0;
}
