import type { Vocabulary } from './vocabulary.ts';
import { chinese } from './zh.ts';

/** Characters of the words of a plan, each with its traditional form behind it. */
const FORMS =
  '严嚴个個义義于於产產优優体體关關冲衝决決准準划劃则則创創办辦务務动動势勢单單参參发發变變号號后後启啟周週响響围圍图圖块塊处處备備复復实實审審对對并併废廢开開弃棄当當录錄径徑态態总總执執报報搁擱无無时時暂暫杂雜条條标標档檔检檢毕畢汇匯没沒测測点點状狀现現码碼础礎称稱签籤级級线線结結给給统統续續缓緩编編范範荐薦规規计計议議证證评評试試诗詩说說负負责責赖賴过過还還进進迟遲选選钟鐘键鍵闭閉问問间間阶階险險项項顺順预預题題风風系係验驗骤驟';

const TRADITIONAL: ReadonlyMap<string, string> = new Map(
  Array.from({ length: FORMS.length / 2 }, (_, at) => [FORMS.charAt(2 * at), FORMS.charAt(2 * at + 1)]),
);

/** Words that Taiwan and Hong Kong write otherwise than by other characters alone. */
const OWN_WORDS: readonly (readonly [simplified: string, own: string])[] = [
  ['计划', '計畫'],
  ['文件', '檔案'],
  ['复杂度', '複雜度'],
];

/** Chinese as Taiwan and Hong Kong write it: the same words in other characters, and a few of their own. */
export const traditionalChinese: Vocabulary = {
  ...chinese,
  status: inTraditional(chinese.status),
  topics: words(chinese.topics ?? []),
  fields: inTraditional(chinese.fields),
  groups: inTraditional(chinese.groups),
  tasks: words(chinese.tasks),
  steps: words(chinese.steps),
  reports: words(chinese.reports),
  plans: words(chinese.plans),
  otherDocuments: words(chinese.otherDocuments),
  companions: words(chinese.companions ?? []),
  units: inTraditional(chinese.units),
  nothing: words(chinese.nothing),
  soft: words(chinese.soft),
  columns: inTraditional(chinese.columns),
  roots: {
    labels: words(chinese.roots.labels),
    paths: words(chinese.roots.paths),
    before: words(chinese.roots.before),
    behind: words(chinese.roots.behind),
  },
};

function inTraditional(
  lists: Readonly<Record<string, readonly string[] | undefined>>,
): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, words(list ?? [])]));
}

/** Each word once, in the traditional characters. */
function words(list: readonly string[]): string[] {
  const own = OWN_WORDS.flatMap(([simplified, word]) => (list.includes(simplified) ? [word] : []));
  const written = list.map((word) => Array.from(word, (each) => TRADITIONAL.get(each) ?? each).join(''));
  return [...new Set([...written, ...own])];
}
