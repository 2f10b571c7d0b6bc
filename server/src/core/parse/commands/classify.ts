import type { GateClass } from '../../model/document.ts';

export interface Classification {
  readonly class: GateClass;
  /** A phrase for people. */
  readonly reason: string;
}

const PROGRAMS = new Set(
  `make gmake just task npm npx pnpm pnpx yarn bun bunx deno node tsx ts-node tsc python python3 py pytest tox nox uv uvx
  poetry pipenv pip pip3 hatch pdm rye mypy pyright ruff flake8 pylint black isort bandit safety coverage alembic flask
  django-admin uvicorn gunicorn celery cargo rustc rustup clippy cross go gofmt golangci-lint staticcheck dotnet msbuild
  nuget mvn mvnw gradle gradlew ant java javac kotlin kotlinc sbt mill lein clojure ruby bundle rake rails rspec rubocop
  gem php composer phpunit phpstan pest artisan perl prove swift swiftlint xcodebuild xcrun fastlane pod flutter fvm dart
  melos elixir mix iex erl rebar3 ghc cabal stack nix nix-build nix-shell zig cmake ctest ninja meson bazel bazelisk buck2
  gcc g++ clang clang-tidy docker docker-compose podman buildah kubectl kustomize helm minikube kind skaffold terraform
  tofu terragrunt pulumi ansible ansible-playbook vagrant packer aws az gcloud gsutil fly flyctl vercel netlify heroku
  wrangler firebase supabase sst serverless cdk sam git gh glab hub svn hg pre-commit husky lefthook lint-staged eslint
  prettier biome oxlint stylelint markdownlint markdownlint-cli2 jest vitest mocha ava tap karma cypress playwright
  newman k6 locust artillery wrk ab hey vegeta lighthouse pa11y storybook chromatic webpack vite rollup esbuild turbo nx
  lerna next nuxt astro gatsby remix expo eas electron tauri ng vue svelte-check prisma drizzle-kit knex sequelize
  typeorm psql mysql sqlite3 mongosh redis-cli curl wget http httpie jq yq grep rg ag ack find fd ls cat head tail wc diff
  test echo printf cd cp mv rm mkdir touch chmod chown ln sed awk sort uniq xargs tee env export source set unset bash
  sh zsh fish pwsh powershell cmd ssh scp rsync tar unzip zip openssl systemctl journalctl service brew apt apt-get yum
  dnf apk pacman choco winget scoop snap shellcheck shfmt hadolint trivy snyk semgrep gitleaks codeql actionlint yamllint
  vale codespell typos cspell act sqlc sqlfluff buf protoc openapi-generator spectral redocly openspec specify Rscript R
  julia lua luacheck busted ocaml dune opam lake forge hardhat foundry anvil cast truffle slither solhint Get-ChildItem
  Invoke-Pester Invoke-WebRequest Invoke-RestMethod Test-Path Get-Content Select-String Set-Location New-Item Remove-Item
  Copy-Item Write-Host Import-Module Install-Module Start-Process Get-Process nvm fnm volta corepack conda mamba
  virtualenv jupyter streamlit airflow dbt spark-submit ollama sleep time timeout watch sudo nohup kill ps lsof netstat ping nc dig
  dartanalyzer fvm xvfb-run ffmpeg ffprobe sqlplus adb`.split(/\s+/),
);

/** Programs that make a whole command without arguments. */
const ALONE = new Set(
  'pytest tox nox make just rspec phpunit ctest jest vitest mocha pre-commit rake sbt shellcheck'.split(' '),
);

// Setup and mutation are told by program and verb; the lists name what changes something outside the
// working folder or cannot be undone, and what only prepares a run.
const MUTATING: readonly RegExp[] = [
  /^git (?:push|commit|merge|rebase|reset|checkout|switch|tag|pull|clean|stash|cherry-pick|add|rm|mv|restore|revert|am|apply|branch (?:-[dDmM]|--delete))\b/,
  /^(?:rm|rmdir|mv|dd|truncate|shred|kill|pkill|killall|chown|crontab|dropdb|createdb|Remove-Item|Move-Item|Stop-Process)\b/,
  /^(?:gh|glab|hub) \w+ (?:create|edit|close|merge|delete|reopen|run|upload|set|add|transfer|fork|comment|review|cancel|rerun|enable|disable)\b/,
  /^(?:npm|pnpm|yarn|bun|cargo|poetry|uv|hatch|flit|lerna|vsce|ovsx|mvn|gem|pod|clojars)(?: npm)? (?:publish|unpublish|deprecate|version|deploy|release|yank|push|trunk push)\b/,
  /^(?:twine upload|vsce publish|semantic-release|changeset (?:publish|version)|npx (?:semantic-release|changeset))/,
  /^(?:docker|podman) (?:push|rm|rmi|kill|stop|system prune|volume (?:rm|prune)|image prune|container prune)\b/,
  /^(?:docker[- ]compose|podman-compose) (?:.* )?(?:down|rm|stop|kill)\b/,
  /^kubectl (?:apply|delete|create|scale|rollout (?:restart|undo)|set|patch|replace|drain|cordon|label|annotate|edit)\b/,
  /^helm (?:install|upgrade|uninstall|rollback|delete)\b/,
  /^(?:terraform|tofu|terragrunt|pulumi) (?:apply|destroy|import|up|refresh|taint|state (?:rm|mv))\b/,
  /^ansible-playbook\b(?!.*--check)/,
  /^(?:aws|gcloud|az|gsutil)\b.*\b(?:create|delete|update|put|deploy|sync|cp|rm|mv|start|stop|restart|add|remove|set|apply)\b/,
  /^(?:fly|flyctl|vercel|netlify|heroku|wrangler|firebase|supabase|sst|serverless|cdk|sam|eas|railway|render)(?: [\w-]+)*? (?:deploy|publish|push|destroy|remove|scale|release|submit|--prod|db (?:push|reset))\b/,
  /^(?:alembic (?:upgrade|downgrade|revision|stamp)|flask db|(?:npx |bunx |pnpm |yarn )?prisma (?:migrate (?:dev|deploy|reset)|db (?:push|seed))|(?:npx )?(?:sequelize|knex|typeorm|drizzle-kit)\b.*\b(?:migrat|push|seed|drop))/,
  /\b(?:manage\.py|artisan|rails|rake|bin\/rails|mix) (?:migrate|flush|loaddata|createsuperuser|db:|ecto\.)/,
  /^(?:psql|mysql|sqlite3|mongosh|redis-cli|sqlplus)\b.*\b(?:drop|delete|insert|update|create|alter|truncate|flush(?:all|db)|import|source)\b/i,
  /^sed (?:-\w* )*-\w*i\b/,
  /^(?:systemctl|service)\b.*\b(?:start|stop|restart|enable|disable|reload)\b/,
  /^curl\b.*(?:-X|--request)[ =]?(?:POST|PUT|PATCH|DELETE)\b/i,
  /^(?:npm|pnpm|yarn|bun|make|just|task|composer|deno task)(?: run)? (?:[\w-]*:)*(?:deploy|publish|release|migrate|migrations?|seed|reset|clean|purge|push|upload)(?:[:-][\w:-]*)?(?: |$)/,
  /^(?:python3?|node|npx tsx|tsx|bash|sh|\.\/|scripts\/)\S* ?\S*\b(?:deploy|publish|release|migrate|update|upload|delete|reset|seed|sync|cleanup)[\w-]*\.(?:py|js|ts|mjs|sh|ps1)\b(?!.*--(?:dry-run|check))/,
];

const LONG_RUNNING: readonly RegExp[] = [
  /^(?:npm|pnpm|yarn|bun)(?: run)? (?:[\w-]+:)*(?:dev|start|serve|watch|preview|storybook)(?:[:-][\w:-]*)?(?: |$)/,
  /^(?:make|just|task) (?:dev|run|serve|start|watch|up)(?:-\w+)?(?: |$)/,
  /(?:^| )--watch(?:All)?(?: |$)/,
  /^(?:docker[- ]compose|podman-compose)\b(?:(?! -d| --detach).)* up\b(?!.* (?:-d|--detach|--wait|--abort-on-container-exit|--exit-code-from)\b)/,
  /^(?:uvicorn|gunicorn|hypercorn|daphne|nodemon|ngrok|redis-server|mongod|http-server|live-server|serve|watch|cargo watch|air|jupyter (?:lab|notebook)|streamlit run|celery\b.* worker|ollama serve|anvil|tauri dev|electron \.|expo start|ionic serve|flutter run|hugo server|mkdocs serve|jekyll serve|wrangler dev|next (?:dev|start)|vite(?: dev| preview)?$|astro dev|nuxt dev|ng serve|(?:bin\/)?rails (?:s|server)|php artisan serve|flask run|gatsby develop|netlify dev|vercel dev|npx (?:serve|http-server|vite$|next dev))\b/,
  /\bmanage\.py runserver\b|^python3? -m (?:http\.server|flask run|uvicorn)\b/,
  /^(?:tail|kubectl logs|docker logs|docker[- ]compose logs|journalctl)\b.* (?:-f|--follow)\b|^kubectl port-forward\b/,
];

const SETUP: readonly RegExp[] = [
  /^(?:cd|pushd|popd|export|source|\.|set|unset|mkdir|cp|touch|ln|sudo (?:apt|apt-get|yum|dnf|pacman)|Set-Location|New-Item|Copy-Item|Install-Module|Import-Module|sleep|brew|apt|apt-get|yum|dnf|apk|pacman|choco|winget|scoop|snap|rustup|nvm|fnm|volta|corepack|virtualenv|conda|mamba|chmod)(?: |$)/,
  /^\w+=\S*$|^\$env:\w+\s*=/,
  /^(?:npm|pnpm|bun) (?:i|install|ci|add|init|link|create|rebuild|uninstall|remove|update|dedupe|config|login)(?: |$)/,
  /^yarn(?: (?:install|add|init|link|remove|set|dlx create-\S+))?$|^yarn (?:install|add|init|link|remove|set) /,
  /^(?:pip3?|python3? -m pip|uv pip|pipx) (?:install|uninstall|download)\b|^python3? -m (?:venv|virtualenv|ensurepip)\b/,
  /^(?:uv|poetry|pipenv|pdm|hatch|rye) (?:sync|venv|add|lock|install|init|shell|remove|update|env|python)\b/,
  /^(?:gem|bundle|composer|pod|carthage|mix|rebar3|opam|cabal|luarocks) (?:install|require|update|deps\.get|get|init|bootstrap)\b/,
  /^(?:cargo (?:install|add|fetch|new|init|update)|go (?:get|install|mod)|(?:bin\/)?rails (?:new|generate|g)|dotnet (?:restore|add|new|tool|sln|workload)|mvn dependency|flutter (?:pub|create|doctor)|dart pub)\b/,
  /^git (?:clone|fetch|submodule|init|config|remote|lfs|worktree)\b/,
  /^(?:docker|podman) (?:pull|run\b.* -d\b|network|volume create|login)/,
  /^(?:docker[- ]compose|podman-compose)\b.* (?:up\b.*(?:-d|--detach|--wait)|pull|build|start)\b/,
  /^(?:npx |bunx |pnpm dlx )?(?:create-\S+|husky(?: install| init)?|playwright install|pre-commit install|supabase (?:init|start|login|link)|prisma generate|shadcn\S* (?:add|init)|tailwindcss init|eslint --init|openspec init|tsc --init)\b/,
  /^(?:aws configure|az login|gcloud (?:auth|init|config)|gh auth|terraform init|helm repo|minikube start|kind create)\b/,
];

const PLACEHOLDER =
  /<[a-z][\w .|-]*>|\b(?:your|my)[-_](?:\w+)|\/path\/to\/|\bpath\/to\b|\{[a-z_]+\}(?!.*['"])|(?:^|\s)\.\.\.(?:\s|$)|\[[a-z][\w -]*\](?=\s|$)/i;

/** Does a line read as a shell command? For fences without a language and for inline code. */
export function isCommand(line: string): boolean {
  const text = withoutAssignments(line.trim());
  if (text === '' || /^[[{(<|]|[→“”…]|^\w+\(|=>|\s=\s|;\s*$/.test(text)) return false;
  const [program = '', ...rest] = text.split(/\s+/);
  if (/^(?:[\w.-]+\/)*[\w.-]+\.(?:sh|ps1|bat|cmd|py|mjs)$/.test(program) && /[/]/.test(program)) return true;
  if (/^\.\.?\/[\w./-]+$/.test(program)) return true;
  const name = program.replace(/^.*\//, '');
  if (!PROGRAMS.has(program) && !(program !== name && PROGRAMS.has(name))) return false;
  if (rest.length === 0) return ALONE.has(program);
  return isArgumentList(rest);
}

/** One word that is a command only if the sentence around it says so: `pytest`, `scripts/check.sh`. */
export function isLoneProgram(text: string): boolean {
  return !/\s/.test(text.trim()) && !text.trim().startsWith('./');
}

/** "make sure that all tests pass" is a sentence; a sentence of three plain words or more is no command. */
function isArgumentList(words: readonly string[]): boolean {
  const stops = words.filter((word) =>
    /^(?:the|that|is|are|to|of|with|sure|it|a|an|when|should|must|we)$/i.test(word),
  );
  return stops.length < 1 || words.some((word) => /^-|["'&|/]/.test(word));
}

/** What a gate's commands do, as the worst of them. */
export function classifyCommands(commands: readonly string[]): Classification {
  const parts = commands.flatMap(splitParts);
  const mutating = parts.find((part) => matches(MUTATING, part));
  if (mutating !== undefined) return { class: 'mutating', reason: `changes something: ${shorten(mutating)}` };
  const blank = parts.find((part) => PLACEHOLDER.test(part));
  if (blank !== undefined) return { class: 'example', reason: `has a blank to fill in: ${shorten(blank)}` };
  const lasting = parts.find((part) => matches(LONG_RUNNING, part));
  if (lasting !== undefined && !lasting.endsWith('&'))
    return { class: 'long-running', reason: `does not end by itself: ${shorten(lasting)}` };
  const check = parts.find((part) => !matches(SETUP, part));
  if (check === undefined) return { class: 'setup', reason: 'only installs or prepares' };
  return { class: 'check', reason: `ends with a result: ${shorten(check)}` };
}

function splitParts(command: string): string[] {
  return splitJoined(command).map(({ text }) => text);
}

/** One command of a line. */
export interface CommandPart {
  /** Without the assignments before it. */
  readonly text: string;
  /** What stands between the command before and this one: `&&`, `||`, `;`, `|`; empty for the first. */
  readonly joint: string;
}

/** The commands of a line, parted by `&&`, `||`, `;` and `|` outside quotes. */
export function splitJoined(command: string): readonly CommandPart[] {
  const [line = ''] = command.split('\n');
  const parts: CommandPart[] = [];
  let joint = '';
  const add = (text: string): void => {
    const own = withoutAssignments(text.trim());
    if (own !== '') parts.push({ text: own, joint });
  };
  let quote: string | null = null;
  let from = 0;
  for (let at = 0; at < line.length; at++) {
    const character = line[at] ?? '';
    if (character === '\\') at++;
    else if (quote !== null) quote = character === quote ? null : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (/[;|]/.test(character) || (character === '&' && line[at + 1] === '&')) {
      add(line.slice(from, at));
      joint = line[at + 1] === character ? character + character : character;
      if (joint.length > 1) at++;
      from = at + 1;
    }
  }
  add(line.slice(from));
  return parts;
}

/** `FOO=bar sudo time make test` is `make test`. An assignment alone stays. */
function withoutAssignments(text: string): string {
  return text.replace(
    /^(?:(?:[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|[^\s"']*)|sudo|time|env|nohup|cross-env|dotenv --)\s+)+(?=\S)/,
    '',
  );
}

function matches(patterns: readonly RegExp[], text: string): boolean {
  return patterns.some((pattern) => pattern.test(text));
}

function shorten(text: string): string {
  return text.length <= 48 ? text : text.slice(0, 47) + '…';
}
