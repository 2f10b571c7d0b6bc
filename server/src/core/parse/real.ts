import type { Finding } from '../analysis/finding.ts';
import type { Layout } from '../markdown/layout.ts';
import type {
  Claim,
  Dependency,
  Gate,
  Group,
  GroupCriterion,
  Item,
  OtherStatus,
  Reference,
  RelativeLink,
  RoadmapDocument,
  StatusClaim,
  Task,
} from '../model/document.ts';
import type { Span } from '../text/source.ts';

/**
 * A document that was read from a text with room for edits, at the offsets and lines of its own text. All but
 * the reading and the rules see documents like this.
 */
export function toRealDocument(document: RoadmapDocument, layout: Layout): RoadmapDocument {
  if (!layout.hasRoom) return document;
  const at = new Translation(layout);
  return {
    ...document,
    source: layout.source,
    groups: document.groups.map((group) => at.group(group)),
    tasks: document.tasks.map((task) => at.task(task)),
    references: document.references.map((reference) => at.reference(reference)),
    totals: document.totals.map((total) => ({ ...total, ...at.place(total) })),
    gates: document.gates.map((gate) => at.gate(gate)),
    labelSpans: document.labelSpans.map((span) => at.span(span)),
    milestones: document.milestones.map((each) => ({ ...each, line: at.line(each.line) })),
    criteria: document.criteria.map((criterion) => at.criterion(criterion)),
    claims: document.claims.map((claim) => at.statement(claim)),
    headings: document.headings.map((heading) => ({ ...heading, ...at.place(heading) })),
    links: document.links.map((link) => at.link(link)),
    directives: document.directives.map((directive) => ({ ...directive, ...at.place(directive) })),
  };
}

/** @param layoutOf of the documents that were read with room; undefined for all others. */
export function toRealFinding(
  finding: Finding,
  uri: string,
  layoutOf: (uri: string) => Layout | undefined,
): Finding {
  const real = (document: string, span: Span): Span => {
    const layout = layoutOf(document);
    return layout ? { from: layout.toReal(span.from), to: layout.toReal(span.to) } : span;
  };
  return {
    ...finding,
    span: real(uri, finding.span),
    related: finding.related.map((place) => ({ ...place, span: real(place.uri, place.span) })),
    fixes: finding.fixes.map((fix) => ({
      ...fix,
      edits: fix.edits.map((edit) => ({ ...edit, span: real(edit.uri, edit.span) })),
    })),
  };
}

class Translation {
  readonly #layout: Layout;

  constructor(layout: Layout) {
    this.#layout = layout;
  }

  span({ from, to }: Span): Span {
    return { from: this.#layout.toReal(from), to: this.#layout.toReal(to) };
  }

  /** Of a line number, which is 1-based. */
  line(line: number): number {
    return this.#layout.toRealLine(line - 1) + 1;
  }

  place({ line, span }: { readonly line: number; readonly span: Span }): { line: number; span: Span } {
    return { line: this.line(line), span: this.span(span) };
  }

  group(group: Group): Group {
    return {
      ...group,
      ...this.#unit(group),
      gates: group.gates.map((gate) => this.gate(gate)),
      statusClaim: this.#claim(group.statusClaim),
      otherStatus: this.#otherStatus(group.otherStatus),
    };
  }

  task(task: Task): Task {
    return {
      ...task,
      ...this.#unit(task),
      items: task.items.map((item) => this.#item(item)),
      gates: task.gates.map((gate) => this.gate(gate)),
      idSpan: this.#optional(task.idSpan),
      branchSpan: this.#optional(task.branchSpan),
      statusClaim: this.#claim(task.statusClaim),
      otherStatus: this.#otherStatus(task.otherStatus),
    };
  }

  gate(gate: Gate): Gate {
    return { ...gate, ...this.place(gate), endLine: this.line(gate.endLine) };
  }

  reference(reference: Reference): Reference {
    return {
      ...reference,
      ...this.place(reference),
      pathSpan: this.span(reference.pathSpan),
      rangeSpans: reference.rangeSpans.map((span) => this.span(span)),
      task: this.#optionalLine(reference.task),
    };
  }

  criterion(criterion: GroupCriterion): GroupCriterion {
    return { ...criterion, ...this.#item(criterion), group: this.#optionalLine(criterion.group) };
  }

  statement(claim: Claim): Claim {
    return { ...claim, ...this.place(claim), statusClaim: this.#claim(claim.statusClaim) };
  }

  link(link: RelativeLink): RelativeLink {
    return {
      ...link,
      line: this.line(link.line),
      targetSpan: this.span(link.targetSpan),
      pathSpan: this.span(link.pathSpan),
      fragmentSpan: this.#optional(link.fragmentSpan),
    };
  }

  #unit(
    unit: Task | Group,
  ): Pick<Group, 'line' | 'endLine' | 'parent' | 'labelSpans' | 'dependsOn' | 'nameSpan' | 'extent'> {
    return {
      line: this.line(unit.line),
      endLine: this.line(unit.endLine),
      parent: this.#optionalLine(unit.parent),
      labelSpans: unit.labelSpans.map((span) => this.span(span)),
      dependsOn: unit.dependsOn.map((each): Dependency => ({ ...each, span: this.span(each.span) })),
      nameSpan: this.span(unit.nameSpan),
      extent: this.span(unit.extent),
    };
  }

  #item(item: Item): Item {
    const { mark } = item;
    return { ...item, ...this.place(item), mark: mark && { ...mark, span: this.span(mark.span) } };
  }

  #claim(claim: StatusClaim | null): StatusClaim | null {
    return claim && this.#at(claim);
  }

  #at(claim: StatusClaim): StatusClaim {
    return { ...claim, span: this.span(claim.span) };
  }

  #otherStatus(other: OtherStatus | null): OtherStatus | null {
    return other && { ...other, claim: this.#at(other.claim) };
  }

  #optional(span: Span | null): Span | null {
    return span && this.span(span);
  }

  #optionalLine(line: number | null): number | null {
    return line === null ? null : this.line(line);
  }
}
