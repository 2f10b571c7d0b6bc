/**
 * What a path is made of, as far as names tell: the vocabularies behind `judge.ts`. They are lists of
 * facts about the world, so they stand apart from the rules that use them.
 */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** File extensions that make a bare name a file. Top-level domains that are no source files are left out. */
export const EXTENSIONS = words(`
  adoc asm astro avif awk bash bat bats bazel bib bicep bmp bzl c cc cfg cjs clj cljs cljc cmake cmd cnf coffee conf
  config cpp cr cs csh cshtml csproj css csv cts cu cue cxx d dart db desktop diff dll doc dockerfile docx dot drawio
  dtd ejs el elm env epub erb erl ex exe exs f90 fish fs fsproj fsx gd gemspec geojson gif glsl go gql gradle graphql gs
  groovy gyp h haml hbs hcl hh hpp hrl hs htm html http hxx icns ico iml inc ini ino ipynb iss j2 jar java jinja jinja2 jpeg
  jpg jq js json json5 jsonc jsonl jsonnet jsx jl key ksh kt kts less lean libsonnet liquid lock log lua m m4 make
  map markdown md mdc mdx mjs mk ml mli mm mmd mod mp3 mp4 mts mustache nim nix nsi nu numbers odt org otf patch pbtxt pdf
  pem pest php phtml pkl pl plantuml plist pm png po podspec postcss pot pp ppt pptx prisma properties proto ps1 psd1
  psm1 pug puml purs py pyi pyx qml r rake raml razor rb rego rels res resx rkt rmd rockspec ron rs rst rtf s sass sbt
  scala scm scss service sh sln slnx sol sql sqlite star storyboard styl sum surql sv svelte svg swift tcl template
  tera tex tf tfvars thrift tmpl toml tpl ts tsbuildinfo tsv tsx ttf twig txt typ uproject v vb vbs vcxproj vert
  vhd vim vsix vue wasm wat webmanifest webp wgsl wit woff woff2 wsdl xaml xcconfig xcodeproj xcworkspace xhtml xib
  xlsx xml xsd xsl xslt yaml yml zig zip zsh
  entitlements pbxproj xcscheme gitignore example sample dist lockb tmlanguage code-workspace code-snippets
  avsc jsonld ndjson sqlite3 neon latte frag vtt srt wav mp3 webm aab apk ipa gz tar tgz bak snap storyshot tflite onnx pt pth pkl parquet
`);

/** Extensions that are also common member names: a bare `console.log` is no file. */
export const MEMBER_EXTENSIONS = words(
  'log env json html text map key c d h m r s v go lock db sql css config xml ex fs pl dist sum res service mod make template sample example',
);

/** Objects whose members those are. */
export const OBJECTS = words(`
  console Math math logger log res resp response req request window document this self super process import.meta Deno
  Bun np pd df torch tf plt ctx context event evt err error json JSON object Object array Array string String path os
  sys fs import meta cfg jest vi cy page axios fetch z zod knex prisma redis storage kv
`);

/** Well-known files that have no extension; they count in code marks only. */
export const BARE_FILES = words(`
  Makefile GNUmakefile makefile Dockerfile Containerfile Rakefile Gemfile Procfile Vagrantfile Jenkinsfile Brewfile
  Justfile justfile Taskfile Caddyfile Podfile Fastfile Appfile Cartfile Pipfile Tiltfile Snakefile Guardfile Berksfile
  CODEOWNERS LICENSE LICENCE COPYING NOTICE AUTHORS CONTRIBUTORS MAINTAINERS README CHANGELOG CONTRIBUTING INSTALL
  BUILD WORKSPACE go.mod go.sum gradlew mvnw artisan Kbuild Kconfig Earthfile VERSION CMakeLists.txt
`);

/** Names with a dot that mean a product, not a file; compared in lower case. */
export const PRODUCTS = words(`
  node.js next.js vue.js nuxt.js react.js express.js three.js d3.js chart.js ember.js backbone.js alpine.js angular.js
  nest.js moment.js day.js discord.js p5.js pdf.js ethers.js web3.js require.js knockout.js handlebars.js solid.js
  svelte.js electron.js fabric.js konva.js anime.js lodash.js underscore.js babylon.js pixi.js phaser.js tone.js
  howler.js socket.js sails.js meteor.js feathers.js hapi.js koa.js deck.gl leaflet.js mapbox.js video.js plotly.js
  tensorflow.js brain.js ml5.js whisper.cpp llama.cpp ggml.c web3.py discord.py transformers.js matter.js stimulus.js
  vega.js highlight.js prism.js marked.js cypress.js bull.js passport.js sequelize.js winston.js nodejs.js bun.js
  deno.js monaco.js xterm.js hls.js dash.js swagger.json asp.net vb.net signature.js bn.js noble.js wagmi.sh viem.sh
  auth.js lucia.js sharp.js fuse.js polkadot.js store.js mithril.js lit.js qwik.js inferno.js umami.js typed.js swiper.js
  aframe.js cannon.js ammo.js rapier.js gsap.js motion.js lottie.js wavesurfer.js hydra.js tldraw.js vite.js commander.js whatsapp-web.js jquery.js bootstrap.js polymer.js puppeteer.js prisma.js
  webpack.js parcel.js rollup.js redux.js mobx.js rxjs.js axios.js graphql.js apollo.js strapi.js keystone.js ghost.js
`);

/** Top-level folders that no English phrase uses with a slash: enough by themselves, even in prose. */
export const STRONG_DIRECTORIES = words(`
  src crates packages cmd internal pkg node_modules .github .vscode .claude .cursor .husky .devcontainer .storybook
  .circleci .gitlab .idea .config .kiro .roo .specify openspec __tests__ __mocks__ __snapshots__ prisma
`);

/** Top-level folders that are also words: enough in code marks; in prose their path must look like one. */
export const DIRECTORIES = words(`
  src crates packages cmd internal pkg lib libs app apps api web www server servers client clients backend frontend
  core common shared utils util helpers components component pages views routes router controllers models services
  service middleware hooks store stores types schemas schema database db migrations seeds config configs conf scripts
  script tools tool bin build dist out public static assets images img fonts styles css js docs doc documentation
  examples example samples demo demos test tests testing spec specs e2e integration unit fixtures mocks benches bench
  benchmarks deploy deployment deployments infra infrastructure terraform ansible helm charts k8s kubernetes docker
  ops ci workflows templates template layouts include includes inc contracts modules module plugins plugin extensions
  extension agents agent skills prompts features feature-flags resources res locales i18n lang translations data
  datasets notebooks experiments vendor third_party external ext proto protos protobuf grpc graphql cli gui ui ux
  desktop mobile ios android macos windows linux native platform platforms engine engines runtime kernel compiler
  parser analysis analyzer etl pipelines pipeline jobs workers tasks functions lambdas lambda edge supabase
  firebase prisma drizzle storage logs reports report plans plan roadmap rfcs rfc adr adrs design archive backlog
  issues wiki site website blog content _posts _includes _layouts sass scss less typings interfaces domain
  application presentation adapters ports entities usecases repositories handlers providers
  custom_components autopr dev tooling sdk sdks bindings python rust golang java kotlin swift cpp csharp typescript
  javascript Sources Tests Assets Scripts Editor Runtime Source Content Plugins Resources Packages Views Models
  ViewModels Controllers Services Helpers Pages Components Shared Core App Data Migrations Properties
`);

/** First segments of branch names. */
export const BRANCH_PREFIXES = words(`
  feature feat fix bugfix hotfix chore release refactor perf wip improvement task issue topic users origin upstream
  dependabot renovate heads refs enhancement story experiment revert
`);

/** Folders of the machine, not of the repository. */
export const SYSTEM_DIRECTORIES = words(`
  etc usr var tmp opt home Users dev proc sys root bin sbin mnt media srv run boot lib64 Library Applications Volumes
  private System nix snap data0 Program
`);

/** Output and caches: named to be ignored, not to be looked at. */
export const IGNORED_DIRECTORIES = words(
  'node_modules __pycache__ .venv venv .git .next .nuxt .turbo .cache .pytest_cache .mypy_cache .tox .gradle .DS_Store',
);

/** Dot files and dot folders known by name; others must look like `.xxxrc` or `.xxxignore`. */
export const DOT_NAMES = words(`
  .env .gitignore .gitattributes .gitmodules .editorconfig .nvmrc .npmrc .yarnrc .dockerignore .prettierrc .eslintrc
  .babelrc .github .vscode .claude .cursor .husky .devcontainer .storybook .circleci .gitlab .idea .config .kiro
  .roo .specify .mailmap .tool-versions .python-version .ruby-version .node-version .flake8 .pylintrc .coveragerc
  .htaccess .bashrc .zshrc .travis.yml .envrc .cursorrules .clinerules .windsurfrules .swiftlint.yml .golangci.yml
  .vscodeignore .npmignore .eslintignore .prettierignore .coverage .changeset .cargo .rustfmt.toml .clang-format
  .clang-tidy .rspec .rubocop.yml .swift-format .stylelintrc .markdownlint.json .lintstagedrc .releaserc .mcp.json
  .gitkeep .keep
`);

/** Words that, joined with a slash, are an expression: `and/`, `w/`. */
export const SLASH_WORDS = words(
  'and or w b c p n s he she his her yes y on in read input client/server he/she w/o',
);
