import { Explainer } from '../core/explain/explainer.ts';
import { toMarkdown } from '../core/explain/text.ts';
import type { RoadmapDocument } from '../core/model/document.ts';
import { locate } from '../core/model/workspace.ts';
import { parseOptions } from '../core/parse/options.ts';
import { Remembered } from '../core/remember.ts';
import type { LineExplanation } from '../protocol/explain.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * How a line was read, and why it is no task if it is none.
 * @param line 0-based; one behind the last is taken for the last.
 */
export function provideExplanation(
  { workspace, document, version }: Snapshot,
  line: number,
): LineExplanation {
  const { uri, source } = document;
  const place = locate(workspace, uri);
  const { config } = place?.folder ?? {};
  const explainer = known.read(
    document,
    [config],
    () => new Explainer(uri, source, config && place ? parseOptions(config, place.path) : {}),
  );
  const explanation = explainer.line(line + 1);
  const { kind, task } = explanation;
  return {
    version,
    line: explanation.line,
    kind,
    task: document.tasks.find((each) => each.line === task)?.key ?? null,
    markdown: toMarkdown(explanation, source.lineText(explanation.line - 1)),
  };
}

/** A person asks about one line after the other. */
const known = new Remembered<RoadmapDocument, Explainer>();
