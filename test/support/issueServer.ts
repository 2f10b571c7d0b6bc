import { ProjectBoard } from './projectBoard.ts';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** What goes wrong with one request. */
export type Fault =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: unknown;
    }
  /** The connection is cut before anything is done, or after all of it. */
  | { readonly kind: 'drop'; readonly performed: boolean }
  /** It is done, and the answer is late by so many milliseconds. */
  | { readonly kind: 'delay'; readonly milliseconds: number };

export interface StoredIssue {
  readonly number: number;
  title: string;
  body: string;
  state: string;
  labels: string[];
  milestone: number | null;
  assignees: string[];
  parent: number | null;
  blockers: number[];
}

interface StoredMilestone {
  readonly number: number;
  title: string;
  description: string;
  due_on: string | null;
}

/**
 * GitHub as far as issues, labels and milestones of one repository go, after its published documentation:
 * `acme/parcel-tracker`, whose default branch is `main`. Faults can be put at any request.
 */
export class IssueServer {
  readonly issues: StoredIssue[] = [];
  readonly labels: { name: string; color: string; description: string }[] = [];
  readonly milestones: StoredMilestone[] = [];
  /** Methods and paths, in order. */
  readonly lines: string[] = [];
  /** What was sent, as text. */
  readonly bodies: string[] = [];
  /** By the index of the request. */
  readonly faults = new Map<number, Fault>();
  /** What goes wrong the first time that a request is made; undefined: nothing. Its number counts such requests. */
  firstFault: ((number: number) => Fault | undefined) | undefined;
  readonly #seen = new Set<string>();
  /** Logins that issues can be given to. */
  assignable: readonly string[] = ['robin'];
  /** A token that is not accepted. */
  refusedToken: string | undefined;
  /** The project 7 of `acme`. */
  readonly board = new ProjectBoard();
  /** Older servers know neither sub-issues nor dependencies. */
  knowsRelations = true;
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  /** Listens and answers with its address. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return `http://127.0.0.1:${address.port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** As if nothing had happened yet. */
  reset(): void {
    for (const list of [this.issues, this.labels, this.milestones, this.lines, this.bodies]) list.length = 0;
    this.board.cards.length = 0;
    this.faults.clear();
    this.#seen.clear();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
    const text = Buffer.concat(chunks).toString('utf8');
    const url = new URL(request.url ?? '/', 'http://localhost');
    const index = this.lines.push(`${request.method ?? ''} ${url.pathname}`) - 1;
    this.bodies.push(text);
    const fault =
      this.faults.get(index) ?? this.#faultOfFirst(`${request.method ?? ''} ${url.pathname} ${text}`);
    if (this.refusedToken !== undefined && request.headers.authorization?.endsWith(` ${this.refusedToken}`))
      return send(response, 401, { message: 'Bad credentials' });
    if (fault?.kind === 'answer') return send(response, fault.status, fault.body ?? {}, fault.headers);
    if (fault?.kind === 'drop' && !fault.performed) return void request.socket.destroy();
    const sent = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    const { status, body } = this.#perform(request.method ?? '', url, sent);
    if (fault?.kind === 'drop') return void request.socket.destroy();
    if (fault?.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, fault.milliseconds));
    send(response, status, body);
  }

  #faultOfFirst(request: string): Fault | undefined {
    if (this.firstFault === undefined || this.#seen.has(request)) return undefined;
    this.#seen.add(request);
    return this.firstFault(this.#seen.size);
  }

  #perform(method: string, url: URL, sent: Record<string, unknown>): Answer {
    if (url.pathname === '/graphql') return { status: 200, body: this.board.answer(sent) };
    const path = url.pathname.replace('/repos/acme/parcel-tracker', '');
    const [, number = '', rest = ''] = /^\/issues\/(\d+)(.*)$/.exec(path) ?? [];
    const issue = this.issues.find((one) => one.number === Number(number));
    switch (`${method} ${number === '' ? path : `/issues/N${rest}`}`) {
      case 'GET ':
        return { status: 200, body: { default_branch: 'main' } };
      case 'GET /labels':
        return page(this.labels, url);
      case 'POST /labels':
        return this.#createLabel(sent);
      case 'GET /milestones':
        return page(this.milestones.map(shownMilestone), url);
      case 'POST /milestones':
        return this.#createMilestone(sent);
      case 'GET /assignees':
        return page(
          this.assignable.map((login) => ({ login })),
          url,
        );
      case 'GET /issues':
        return page(
          this.issues.map((one) => this.#shown(one)),
          url,
        );
      case 'POST /issues':
        return this.#createIssue(sent);
      case 'PATCH /issues/N':
        return issue === undefined ? NOT_FOUND : this.#change(issue, sent);
      case 'GET /issues/N/sub_issues':
        return this.#related(issue, url, (one) => one.parent === issue?.number);
      case 'POST /issues/N/sub_issues':
        return this.#addChild(issue, sent.sub_issue_id);
      case 'GET /issues/N/dependencies/blocked_by':
        return this.#related(issue, url, (one) => issue?.blockers.includes(one.number) ?? false);
      case 'POST /issues/N/dependencies/blocked_by':
        return this.#addBlocker(issue, sent.issue_id);
      default:
        return this.#milestone(method, path, sent);
    }
  }

  #milestone(method: string, path: string, sent: Record<string, unknown>): Answer {
    const number = Number(/^\/milestones\/(\d+)$/.exec(path)?.[1]);
    const milestone = this.milestones.find((one) => one.number === number);
    if (method !== 'PATCH' || milestone === undefined) return NOT_FOUND;
    if (typeof sent.due_on === 'string') milestone.due_on = sent.due_on;
    if (typeof sent.description === 'string') milestone.description = sent.description;
    return { status: 200, body: shownMilestone(milestone) };
  }

  #createLabel(sent: Record<string, unknown>): Answer {
    const label = {
      name: String(sent.name),
      color: String(sent.color),
      description: String(sent.description),
    };
    if (this.labels.some(({ name }) => name.toLowerCase() === label.name.toLowerCase())) {
      return invalid({ resource: 'Label', code: 'already_exists', field: 'name' });
    }
    this.labels.push(label);
    return { status: 201, body: label };
  }

  #createMilestone(sent: Record<string, unknown>): Answer {
    const title = String(sent.title);
    if (this.milestones.some((one) => one.title === title)) {
      return invalid({ resource: 'Milestone', code: 'already_exists', field: 'title' });
    }
    const due_on = typeof sent.due_on === 'string' ? sent.due_on : null;
    const description = String(sent.description);
    const milestone = { number: this.milestones.length + 1, title, description, due_on };
    this.milestones.push(milestone);
    return { status: 201, body: shownMilestone(milestone) };
  }

  #createIssue(sent: Record<string, unknown>): Answer {
    const issue: StoredIssue = {
      ...{ number: this.issues.length + 1, title: '', body: '', state: 'open', labels: [] },
      ...{ milestone: null, assignees: [], parent: null, blockers: [] },
    };
    const changed = this.#change(issue, sent);
    if (changed.status !== 200) return changed;
    this.issues.push(issue);
    return { status: 201, body: this.#shown(issue) };
  }

  #change(issue: StoredIssue, sent: Record<string, unknown>): Answer {
    const assignees = namesIn(sent.assignees);
    if (assignees?.some((login) => !this.assignable.includes(login)) === true) {
      return invalid({ value: assignees.join(), resource: 'Issue', field: 'assignees', code: 'invalid' });
    }
    if (typeof sent.title === 'string') issue.title = sent.title;
    // GitHub gives back the line ends of the web.
    if (typeof sent.body === 'string') issue.body = sent.body.replace(/\n/g, '\r\n');
    if (typeof sent.state === 'string') issue.state = sent.state;
    if ('milestone' in sent) issue.milestone = sent.milestone as number | null;
    issue.labels = namesIn(sent.labels) ?? issue.labels;
    // What is named and not there is made.
    for (const name of issue.labels) {
      if (this.labels.every((label) => label.name !== name)) {
        this.labels.push({ name, color: 'ededed', description: '' });
      }
    }
    issue.assignees = assignees ?? issue.assignees;
    return { status: 200, body: this.#shown(issue) };
  }

  #related(issue: StoredIssue | undefined, url: URL, isWanted: (issue: StoredIssue) => boolean): Answer {
    if (!this.knowsRelations || issue === undefined) return NOT_FOUND;
    return page(
      this.issues.filter(isWanted).map((one) => this.#shown(one)),
      url,
    );
  }

  #addChild(parent: StoredIssue | undefined, id: unknown): Answer {
    const child = this.issues.find(({ number }) => number + ID === id);
    if (!this.knowsRelations || parent === undefined || child === undefined) return NOT_FOUND;
    if (child.parent !== null) {
      const message = 'Issue may not contain duplicate sub-issues and Sub issue may only have one parent';
      return { status: 422, body: { message: 'An error occurred.', errors: [message] } };
    }
    child.parent = parent.number;
    return { status: 201, body: this.#shown(parent) };
  }

  #addBlocker(issue: StoredIssue | undefined, id: unknown): Answer {
    const blocker = this.issues.find(({ number }) => number + ID === id);
    if (!this.knowsRelations || issue === undefined || blocker === undefined) return NOT_FOUND;
    if (issue.blockers.includes(blocker.number)) {
      return { status: 422, body: { message: 'Validation failed: Target issue has already been taken' } };
    }
    issue.blockers.push(blocker.number);
    return { status: 201, body: this.#shown(issue) };
  }

  #shown(issue: StoredIssue): unknown {
    const { number, labels, assignees, milestone, parent, blockers, ...rest } = issue;
    const children = this.issues.filter((one) => one.parent === number).length;
    const relations = {
      parent_issue_url: parent === null ? null : `https://api.github.com/repos/x/y/issues/${parent}`,
      sub_issues_summary: { total: children, completed: 0, percent_completed: 0 },
      issue_dependencies_summary: { total_blocked_by: blockers.length, blocked_by: 0 },
    };
    return {
      ...rest,
      id: number + ID,
      node_id: `I_${number}`,
      number,
      html_url: `https://github.com/acme/parcel-tracker/issues/${number}`,
      labels: labels.map((name) => ({ name })),
      assignees: assignees.map((login) => ({ login })),
      milestone: this.milestones.find((one) => one.number === milestone) ?? null,
      ...(this.knowsRelations ? relations : {}),
    };
  }
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Keys of the database are other numbers than those that people see. */
const ID = 9000;
const NOT_FOUND: Answer = { status: 404, body: { message: 'Not Found' } };

function invalid(error: object): Answer {
  return { status: 422, body: { message: 'Validation Failed', errors: [error] } };
}

function namesIn(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.map(String) : undefined;
}

/** A day is given back as the time at which it begins on the west coast. */
function shownMilestone({ due_on, ...rest }: StoredMilestone): unknown {
  return { ...rest, state: 'open', due_on: due_on === null ? null : `${due_on.slice(0, 10)}T07:00:00Z` };
}

function page(list: readonly unknown[], url: URL): Answer {
  const size = Number(url.searchParams.get('per_page') ?? 30);
  const number = Number(url.searchParams.get('page') ?? 1);
  return { status: 200, body: list.slice((number - 1) * size, number * size) };
}

function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
