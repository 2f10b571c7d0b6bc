/** Stands for the top of a tree, as a node that is asked for its children. */
export const ROOT = '';

/** Milliseconds without a question after which a tree has asked all it wanted. */
const QUIET = 300;
/** Milliseconds after which nobody waits for a question any more: the view may be hidden behind another. */
const PATIENCE = 5000;
/** Milliseconds until it is looked again whether a question came. */
const LOOK = 100;

interface OpenNode {
  readonly id: string;
  /** Unless a person has opened or closed it. */
  readonly isOpen: boolean;
}

/**
 * Which questions VS Code has yet to ask about a tree. It asks for the children of what is open, level by level, and if
 * it is told of a change meanwhile, it may show the children of one node below another: two rounds of questions share one
 * list. So whoever has news waits until a round is over. Knows nothing of VS Code; times are in milliseconds.
 */
export class TreeQuestions {
  /** Nodes that are open or closed otherwise than they were made. */
  readonly #opened = new Map<string, boolean>();
  /** Nodes whose children will be asked for. */
  readonly #expected = new Set<string>();
  #asking = 0;
  /** When something happened last. */
  #since = -Infinity;

  /** A person opened or closed a node. */
  setOpen(id: string, isOpen: boolean, now: number): void {
    this.#opened.set(id, isOpen);
    this.expect({ id, isOpen }, now);
  }

  /** The tree was told to ask again for the children of a node; of a closed one it does so when it is opened. */
  expect(node: OpenNode, now: number): void {
    this.#since = now;
    if (this.#isOpen(node)) this.#expected.add(node.id);
    else this.#expected.delete(node.id);
  }

  /** Nobody sees the tree, so that it asks nothing until it is shown. */
  hide(): void {
    this.#expected.clear();
  }

  /** The children of a node are asked for. */
  asked(id: string): void {
    this.#asking++;
    // A new round from the top asks nothing of the one before.
    if (id === ROOT) this.#expected.clear();
    else this.#expected.delete(id);
  }

  /** They were told: those that can be open. */
  answered(children: readonly OpenNode[], now: number): void {
    this.#asking--;
    this.#since = now;
    for (const child of children) if (this.#isOpen(child)) this.#expected.add(child.id);
  }

  /** For how long a change is not to be told; it is to be asked again then. */
  wait(now: number): number {
    const passed = now - this.#since;
    if (this.#asking > 0) return LOOK;
    if (passed >= PATIENCE) this.#expected.clear();
    return this.#expected.size > 0 ? LOOK : Math.max(0, QUIET - passed);
  }

  #isOpen({ id, isOpen }: OpenNode): boolean {
    return this.#opened.get(id) ?? isOpen;
  }
}
