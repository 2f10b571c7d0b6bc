import * as z from 'zod';
import type { ForgeResult, RepositoryName } from '../forge.ts';
import type { PullRequestNotes } from '../pullRequestForge.ts';
import { type RestClient, route } from '../rest/client.ts';
import { doAll, fail, ok } from '../results.ts';
import { projectPath } from './project.ts';

const People = z.array(z.object({ id: z.int() }));
const MergeRequest = z.object({ assignees: People.nullish(), reviewers: People.nullish() });
const Named = z.array(z.object({ name: z.string() }));
const Titled = z.array(z.object({ id: z.int(), title: z.string() }));
const Anything = z.unknown();

/** Labels, milestone, assignees and reviewers of a merge request, added to those that it has. */
export function annotateMergeRequest(
  client: RestClient,
  base: RepositoryName,
  number: number,
  notes: PullRequestNotes,
): Promise<ForgeResult<void>> {
  const annotation = new Annotation(client, base, number);
  const { labels, milestone, assignees, reviewers } = notes;
  return doAll([
    ...(labels.length > 0 ? [() => annotation.addLabels(labels)] : []),
    ...(milestone === null ? [] : [() => annotation.setMilestone(milestone)]),
    ...(assignees.length > 0 ? [() => annotation.addPeople('assignees', assignees)] : []),
    ...(reviewers.length > 0 ? [() => annotation.addPeople('reviewers', reviewers)] : []),
  ]);
}

/** GitLab's numbers of people; whom it does not know is an error of kind `invalid`. */
export async function userIds(
  client: RestClient,
  about: RepositoryName,
  logins: readonly string[],
): Promise<ForgeResult<readonly number[]>> {
  const ids: number[] = [];
  for (const login of logins) {
    const found = await client.ask(People, { path: '/users', query: { username: login }, about });
    if (found.kind === 'failed') return found;
    const [user] = found.value;
    if (user === undefined) {
      return fail('invalid', `There is no account "${login}": name another, or leave it out.`);
    }
    ids.push(user.id);
  }
  return ok(ids);
}

class Annotation {
  readonly #client: RestClient;
  readonly #base: RepositoryName;
  readonly #project: string;
  readonly #path: string;

  constructor(client: RestClient, base: RepositoryName, number: number) {
    this.#client = client;
    this.#base = base;
    this.#project = route`/projects/${projectPath(base)}`;
    this.#path = `${this.#project}${route`/merge_requests/${number}`}`;
  }

  /** GitLab would make a label that it does not know. */
  async addLabels(labels: readonly string[]): Promise<ForgeResult<unknown>> {
    const known = await this.#client.list(Named, { path: `${this.#project}/labels`, about: this.#base });
    if (known.kind === 'failed') return known;
    const missing = labels.find((label) => !known.value.some(({ name }) => name === label));
    if (missing !== undefined) {
      return this.#unknown('label', missing);
    }
    return this.#put({ add_labels: labels.join(',') });
  }

  async setMilestone(title: string): Promise<ForgeResult<unknown>> {
    const known = await this.#client.list(Titled, {
      path: `${this.#project}/milestones`,
      query: { include_ancestors: true },
      about: this.#base,
    });
    if (known.kind === 'failed') return known;
    const milestone = known.value.find((candidate) => candidate.title === title);
    if (milestone === undefined) return this.#unknown('milestone', title);
    return this.#put({ milestone_id: milestone.id });
  }

  async addPeople(role: 'assignees' | 'reviewers', logins: readonly string[]): Promise<ForgeResult<unknown>> {
    const added = await userIds(this.#client, this.#base, logins);
    if (added.kind === 'failed') return added;
    const before = await this.#client.ask(MergeRequest, { path: this.#path, about: this.#base });
    if (before.kind === 'failed') return before;
    const ids = new Set([...(before.value[role] ?? []).map(({ id }) => id), ...added.value]);
    return this.#put({ [role === 'assignees' ? 'assignee_ids' : 'reviewer_ids']: [...ids] });
  }

  #put(body: Readonly<Record<string, unknown>>): Promise<ForgeResult<unknown>> {
    return this.#client.ask(Anything, { method: 'PUT', path: this.#path, about: this.#base, body });
  }

  #unknown(what: string, name: string): ForgeResult<never> {
    const { owner, name: project } = this.#base;
    return fail('invalid', `${owner}/${project} has no ${what} "${name}": create it, or leave it out.`);
  }
}
