import type { ProjectConfig } from '../core/config.ts';
import { countPlan, type PlanCounts } from '../core/history/planCounts.ts';
import { EDITING_ROOM } from '../core/markdown/layout.ts';
import { type MarkdownTree, parseMarkdown, updateMarkdown } from '../core/markdown/tree.ts';
import { parseRoadmap } from '../core/parse/document.ts';
import { parseOptions } from '../core/parse/options.ts';
import { changeBetween } from '../core/text/changeBetween.ts';
import { SourceText } from '../core/text/source.ts';

/** Versions of a document to be counted, one after the other. Both ends are of the same build. */
export interface CountRequest {
  readonly uri: string;
  /** Relative to the folder that the settings are of. */
  readonly path: string;
  readonly config: ProjectConfig;
  readonly texts: readonly string[];
}

/** In the order of the texts; null where a text is no roadmap, or brings the parser down. */
export type CountAnswer = readonly (PlanCounts | null)[];

/** Counts versions of a document. Each is read as an edit of the one before: what did not change is not read again. */
export class PlanCounter {
  #known: { readonly uri: string; readonly tree: MarkdownTree } | undefined;

  answer(request: CountRequest): CountAnswer {
    return request.texts.map((text) => {
      try {
        return this.#count(request, text);
      } catch {
        this.#known = undefined;
        return null;
      }
    });
  }

  #count({ uri, path, config }: CountRequest, text: string): PlanCounts | null {
    const tree = this.#treeOf(uri, new SourceText(text));
    const options = { ...parseOptions(config, path), onlyPlan: true };
    const document = parseRoadmap(uri, tree.source, options, tree);
    return document.roadmap ? countPlan(document, config.effort) : null;
  }

  #treeOf(uri: string, source: SourceText): MarkdownTree {
    const before = this.#known?.uri === uri ? this.#known.tree : undefined;
    const tree = before
      ? updateMarkdown(before, changeBetween(before.layout.source.text, source.text), source)
      : parseMarkdown(source, EDITING_ROOM);
    this.#known = { uri, tree };
    return tree;
  }
}
