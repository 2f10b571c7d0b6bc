import * as z from 'zod';
import type { RepositoryInfo } from './forge.ts';
import type { Label } from './issueForge.ts';

// What several forges say in the same form: Gitea took over much of GitHub's API.

/** A repository, as GitHub and Gitea describe it. */
export const RepositoryAnswer: z.ZodType<RepositoryInfo> = z
  .object({
    default_branch: z.string(),
    parent: z
      .object({ name: z.string(), owner: z.object({ login: z.string() }), default_branch: z.string() })
      .nullish(),
  })
  .transform(({ default_branch, parent }) => ({
    defaultBranch: default_branch,
    parent: parent
      ? { owner: parent.owner.login, name: parent.name, defaultBranch: parent.default_branch }
      : null,
  }));

/** A label; some forges write its colour with `#` before it. */
export const LabelAnswer: z.ZodType<Label> = z
  .object({ name: z.string(), color: z.string(), description: z.string().nullish() })
  .transform(({ name, color, description }) => ({
    name,
    color: color.replace(/^#/, ''),
    description: description ?? '',
  }));

/** Who is asked for a review, in two lists: `org/team` is a team, and called by its own name alone. */
export function peopleAndTeams(reviewers: readonly string[]): {
  readonly reviewers: readonly string[];
  readonly team_reviewers: readonly string[];
} {
  const isTeam = (name: string): boolean => name.includes('/');
  return {
    reviewers: reviewers.filter((name) => !isTeam(name)),
    team_reviewers: reviewers.filter(isTeam).map((name) => name.replace(/^.*\//, '')),
  };
}
