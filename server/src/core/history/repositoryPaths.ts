import { joinPath } from '../index/paths.ts';

/**
 * How paths of a folder are paths of the repository around it or within it. All are relative, with `/` and
 * without one at either end; the top is the empty path.
 */
export class RepositoryPaths {
  /** The folder's path in the repository, with a slash behind it; or empty. */
  readonly #prefix: string;
  /** The repository's path in the folder, with a slash behind it; or empty. */
  readonly #mount: string;

  /**
   * @param prefix where in its repository the folder stands.
   * @param mount where in the folder the repository stands; one of both is empty.
   */
  constructor(prefix = '', mount = '') {
    this.#prefix = prefix === '' ? '' : `${prefix}/`;
    this.#mount = mount === '' ? '' : `${mount}/`;
  }

  /** Undefined for what is not in the repository. */
  toRepository(path: string): string | undefined {
    if (this.#mount !== '') return path.startsWith(this.#mount) ? path.slice(this.#mount.length) : undefined;
    return path.startsWith('../') ? joinPath(this.#prefix, path) : this.#prefix + path;
  }

  /** Undefined for what is not in the folder. */
  toFolder(path: string): string | undefined {
    if (this.#mount !== '') return this.#mount + path;
    return path.startsWith(this.#prefix) ? path.slice(this.#prefix.length) : undefined;
  }

  /** Like `toFolder`, with `../` for what is outside. */
  seenFromFolder(path: string): string {
    return this.toFolder(path) ?? '../'.repeat(this.#prefix.split('/').length - 1) + path;
  }
}
