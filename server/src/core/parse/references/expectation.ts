import type { Expectation, Status } from '../../model/document.ts';
import { anyCase } from '../../text/patterns.ts';

/** What decides whether a mentioned file should be there. */
export interface MentionContext {
  /** The text before the mention in its line or cell. */
  readonly before: string;
  /** The text after it in its line or cell. */
  readonly after: string;
  readonly struck: boolean;
  readonly hasLines: boolean;
  /** Status that the innermost task claims; null without a task or a claim. */
  readonly status: Status | null;
  readonly inTask: boolean;
  /** The box of the item that holds the mention; null without one. */
  readonly checked: boolean | null;
  /** What leads to the mention's place, innermost first, and its own heading. */
  readonly leads: readonly string[];
}

const GONE_BEFORE = anyCase`(?:(?<!\p{L})(?:removed|deleted|formerly|previously|renamed from|moved from|dropped|gelöscht|entfernt|ehemals|eliminado|supprimé|удал[её]н\p{L}*)(?!\p{L})[^.;:(]{0,40}|已删除\s*|删除了\s*)$`;
// The whole of a label or heading: "Deleted files:".
const GONE_LABEL = anyCase`^\P{L}*(?:deleted|(?:deleted|removed|gelöschte|entfernte|удал[её]нные|usunięte) (?:files|dateien|файлы|pliki)|(?:archivos|ficheros|arquivos|ficheiros|fichiers) (?:eliminados|borrados|excluídos|removidos|supprimés)|file eliminati|已删除(?:的)?文件|删除的文件|削除したファイル|삭제된 파일)[*_\s]*[:：]?[*_\s]*$`;
const AT_ITEM_START = /^\s*(?:(?:[-*+]|\d+[.)])\s+)?(?:\[.\]\s+)?[*_\x60]*$/;
// "Removed the class from `a.ts`": the file is where it was.
const OTHER_OBJECT = anyCase`(?<!\p{L})(?:into|in|with|by|to|for|of|via|(?<!(?<!\p{L})(?:renamed|moved) )from)\s+[\x60*_"']*$`;
const GONE_AFTER = anyCase`^[\x60*_\s–—-]{0,6}(?:\((?:now )?)?(?:file |module |class )?(?:(?:was|were|has been|is|wurde) )?(?:now )?\**(?:removed|deleted|gone|gelöscht|entfernt|eliminado|supprimé)(?!\p{L})(?!\s+(?:\d+\s+\p{L}|(?:the|an?|its|unused)\s))`;
const PATH_OR_LINES = /[./\\]|^(?:and|und|et|y|lines?)$|^[\d,–+&-]*$/i;
const REMOVAL = anyCase`(?<!\p{L})(?:remove|delete|drop|entfernen|löschen|eliminar|supprimer|удалить)(?!\p{L})`;
const CREATE = anyCase`(?<!\p{L})(?:create|creating|add|adding|write|introduce|generate|implement|scaffold|new|extract(?: (?:in)?to)?|crear|añadir|agregar|créer|ajouter|erstellen|anlegen|neu|criar|создать|добавить)(?!\p{L})|创建|新建|新增|作成|追加|생성|추가`;
const CREATE_STRICT = anyCase`(?<!\p{L})(?:create|creating|scaffold|generate|new|crear|créer|erstellen|anlegen|neu|criar|создать)(?!\p{L})|创建|新建|新增|作成|생성`;
const ADD_TEST = anyCase`(?<!\p{L})(?:add|write|implement|introduce)(?:[^\p{L}][^.;]*)?\btests?\b[^.;]*$`;
const NEW_AFTER = anyCase`^[\x60*_)\]\s,:–—-]{0,4}(?:\(|\[)?\s?(?:new\b|neu\b|nuevo\b|nouveau\b|to be (?:created|written|added|done)|to create|(?:if|once|when) (?:it )?(?:is |gets )?(?:created|written|added|exists|present)|coming soon|tbd\b|tba\b|not yet|does not exist|missing|新規|新增|新建|новый)`;
const NEW_AT_END = anyCase`^[^/]*\((?:new|neu|nuevo|nouveau|новый)\)`;
const NEW_BEFORE = anyCase`(?<!\p{L})(?:new|neu|nuevo|nouveau|新规|新增)\s?[:：]\s?[*_\x60]*$`;
// "Implement the list service in `src/services/list.py`": what is made is a file by itself.
const FILE_OF_ITS_OWN = anyCase`(?<!\p{L})(?:create|implement|write|scaffold|generate|define)\s(?:[^.;]*\s)?(?:model|service|component|module|class|page|screen|hook|migration|script|schema|helper|controller|repository|middleware|template|workflow|entity|store|view|command)s? (?:in|at|under) [\x60*]*$`;
const CREATED = anyCase`(?<!\p{L})(?:created|added|implemented|wrote|written|extracted|creado|créé|erstellt|создан\w*)(?!\p{L})|已创建|已新增`;
const FILE_LABEL = anyCase`(?<!\p{L})(?:files?|location|locations|datei(?:en)?|archivos?|fichiers?|файлы?|where|ort)(?!\p{L})|文件|ファイル|파일`;
// What somebody guesses before the work may be there or not.
const SUPPOSED = anyCase`предполагаем|предположительн|voraussichtlich|previst[oa]s|probables?(?!\p{L})|prévus|przewidywan|预计|预期|想定|예상`;
const CHANGE = anyCase`(?<!\p{L})(?:update|modify|edit|fix|refactor|change|extend|expand|review|audit|check|decouple|move|rename|remove|delete|drop|split|rewrite|migrate|replace|enhance|improve|in|from|at|see|actualizar|modificar|aktualisieren|изменить|обновить)(?!\p{L})`;

/** Should the mentioned path be in the tree, not yet, or no longer? `unknown` where a reader could not tell. */
export function expectationOf(context: MentionContext): Expectation {
  if (isGone(context)) return 'gone';
  const finished = context.status === 'done' || context.checked === true || context.struck;
  if (finished) return 'exists';
  if (isToCreate(context)) return 'to-create';
  if (context.hasLines) return 'exists';
  const clause = lastClause(context.before);
  if (CREATED.test(clause) || CHANGE.test(clause)) return 'exists';
  const [label = ''] = context.leads;
  if (CREATED.test(label) || (FILE_LABEL.test(label) && !SUPPOSED.test(label)) || FILE_LABEL.test(clause))
    return 'exists';
  return 'unknown';
}

function isGone({ struck, before, after, leads: [label = ''] }: MentionContext): boolean {
  if (struck && isStruckOut(before)) return true;
  if (GONE_AFTER.test(after.slice(0, 48))) return true;
  if (AT_ITEM_START.test(before) && GONE_LABEL.test(label)) return true;
  const clause = lastClause(before);
  return GONE_BEFORE.test(clause) && !OTHER_OBJECT.test(clause);
}

/** Struck through alone or in a list of paths, or its removal is; another struck sentence is finished work. */
function isStruckOut(before: string): boolean {
  const sentence = before.slice(before.lastIndexOf('~~') + 2);
  const words = sentence.split(/[\s`*(),]+/);
  return words.every((word) => PATH_OR_LINES.test(word)) || REMOVAL.test(sentence);
}

function isToCreate(context: MentionContext): boolean {
  if (NEW_AFTER.test(context.after.slice(0, 32)) || NEW_BEFORE.test(context.before.slice(-24))) return true;
  if (NEW_AT_END.test(context.after)) return true;
  const clause = lastClause(context.before);
  if (FILE_OF_ITS_OWN.test(clause) && !CREATED.test(clause)) return true;
  if (CREATE_STRICT.test(clause) && !CREATED.test(clause)) return !CHANGE.test(afterVerb(clause));
  if (ADD_TEST.test(clause)) return true;
  return context.leads.slice(0, 2).some((lead) => isCreateLabel(lead));
}

// A profile is no file.
const FILES_OR_COLON = anyCase`(?<!pro)files?(?!\p{L})|datei|archivo|fichier|файл|文件|ファイル|파일|:$|：$`;
const DELIVERABLES = anyCase`^deliverables?\b|交付|entregables|livrables`;

/** "Files to create", "New files", "Create:", "Deliverables"; a whole sentence is no label. */
function isCreateLabel(lead: string): boolean {
  if (lead.length > 60 || CREATED.test(lead)) return false;
  if (/modif|update|change/i.test(lead) && !/to create/i.test(lead)) return false;
  return (CREATE.test(lead) && FILES_OR_COLON.test(lead)) || DELIVERABLES.test(lead);
}

const UP_TO_VERB = anyCase`^.*(?:create|creating|scaffold|generate|new|crear|créer|erstellen|anlegen|criar)`;

/** "Create an index in `src/db.ts`": the verb's object is another thing, in an existing file. */
function afterVerb(clause: string): string {
  return UP_TO_VERB.removeFrom(clause);
}

function lastClause(before: string): string {
  const text = before.slice(-160);
  const cut = Math.max(
    text.lastIndexOf('. '),
    text.lastIndexOf('; '),
    text.lastIndexOf(' — '),
    text.lastIndexOf('。'),
  );
  return cut < 0 ? text : text.slice(cut + 1);
}
