import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import pLimit from 'p-limit';
import type { Tree } from '../repository/tree.ts';
import { listAt } from '../yaml/fields.ts';
import { keyOf, type RenderCache } from './cache.ts';
import { ContentHashes } from './inputs.ts';
import type { HelmRelease } from './helm.ts';
import { renderedDocuments, type RenderedDocument } from './helm-output.ts';
import type { KustomizeBuild } from './kustomize.ts';
import { assemble, foldersOf, localChart, type LocalChart } from './local-chart.ts';
import { outsideError, RenderError } from './rendered.ts';
import { runTool, ToolFailure, type Tool, type Tools } from './tools.ts';

/** Renders with programs; the same question is asked once, and its answer kept. */
export interface Programs {
  helm(release: HelmRelease): Promise<readonly RenderedDocument[]>;
  kustomize(build: KustomizeBuild): Promise<readonly RenderedDocument[]>;
}

export interface ProgramSettings {
  readonly tree: Tree;
  readonly tools: Tools;
  readonly cache: RenderCache;
}

export function programsFor({ tree, tools, cache }: ProgramSettings): Programs {
  const { root } = tree;
  // One program keeps a core busy; its output is read meanwhile.
  const limit = pLimit(availableParallelism() + 1);
  const hashes = new ContentHashes(tree);
  const charts = new Map<string, LocalChart>();
  const chartIn = (directory: string): LocalChart => {
    const chart = charts.get(directory) ?? localChart(directory, tree);
    charts.set(directory, chart);
    return chart;
  };
  const asked = new Map<string, Promise<readonly RenderedDocument[]>>();
  const once = (key: string, answer: () => Promise<string>): Promise<readonly RenderedDocument[]> => {
    const known = asked.get(key);
    if (known !== undefined) return known;
    const fresh = limit(async () => {
      const kept = await cache.get(key);
      if (kept !== undefined) return kept;
      const documents = parsed(await answer());
      await cache.put(key, documents);
      return documents;
    });
    asked.set(key, fresh);
    return fresh;
  };
  return {
    async helm(release) {
      const helm = need(tools.helm, 'helm');
      const files = [
        ...release.values.flatMap((each) => ('file' in each ? [each.file] : [])),
        ...release.setFiles.map(({ file }) => file),
      ];
      const chart = chartIn(release.chart);
      const contents = [
        ...foldersOf(chart).map((folder) => hashes.folder(folder)),
        ...files.map((file) => hashes.file(file)),
      ];
      return once(keyOf(['helm', await helm.version(), release, contents]), () => runHelm(helm, release, chart, root));
    },
    async kustomize(build) {
      const kustomize = need(tools.kustomize, 'kustomize or kubectl');
      const folders = [build.directory, ...listAt(build.over, ['components']).map(String)];
      const contents = folders.map((folder) => hashes.kustomization(folder));
      return once(keyOf(['kustomize', await kustomize.version(), build, contents]), () =>
        runKustomize(kustomize, build, root),
      );
    },
  };
}

function need(tool: Tool | undefined, name: string): Tool {
  if (tool !== undefined) return tool;
  throw new RenderError(
    'TOOL_MISSING',
    `${name} is not on the PATH`,
    `Install ${name}, in a workflow with a step before this one.`,
  );
}

async function runHelm(helm: Tool, release: HelmRelease, local: LocalChart, root: string): Promise<string> {
  const work = await mkdtemp(join(tmpdir(), 'lint-gitops-'));
  try {
    const files = await Promise.all(
      release.values.map(async (values, index) => {
        if ('file' in values) return join(root, values.file);
        const file = join(work, `${index}.yaml`);
        await writeFile(file, values.text);
        return file;
      }),
    );
    const chart = local.dependencies.length === 0 ? join(root, release.chart) : join(work, 'chart');
    if (local.dependencies.length > 0) await assemble(local, root, chart);
    return await runTool(
      helm,
      [
        'template',
        chart,
        '--name-template',
        release.name,
        ...(release.namespace === '' ? [] : ['--namespace', release.namespace]),
        ...release.options,
        ...release.setFiles.flatMap(({ name, file }) => ['--set-file', `${name}=${join(root, file)}`]),
        ...files.flatMap((file) => ['--values', file]),
      ],
      chart,
    ).catch((error: unknown) => explain(error, root));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function runKustomize(kustomize: Tool, { directory, over }: KustomizeBuild, root: string): Promise<string> {
  if (over === null) {
    return runTool(kustomize, [join(root, directory)], root).catch((error: unknown) => explain(error, root));
  }
  const work = await realpath(await mkdtemp(join(tmpdir(), 'lint-gitops-')));
  const home = await realpath(root);
  const from = (path: string): string => relative(work, join(home, path));
  try {
    const components = listAt(over, ['components']).map((path) => from(String(path)));
    const kustomization = { ...over, resources: [from(directory)], ...(components.length > 0 && { components }) };
    await writeFile(join(work, 'kustomization.yaml'), JSON.stringify(kustomization));
    return await runTool(kustomize, [work], root).catch((error: unknown) => explain(error, root));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** What the program said, with paths as the repository has them, and without the values that a plugin was given. */
function explain(error: unknown, root: string): never {
  if (!(error instanceof ToolFailure)) throw error;
  const said = error.message
    .replaceAll(`${root}/`, '')
    .replaceAll(/^# Warning: .*\n/gm, '')
    .replace(/^Error: /, '')
    .replace(/(configuring builtin \w+) with config: `[\s\S]*`: /, '$1: ')
    .replace(/\s*Use --debug flag to render out invalid YAML\s*$/, '');
  const options = { cause: error };
  // With that option Helm would pull charts, and load plugins from wherever the kustomization says.
  if (said.includes('must specify --enable-helm'))
    throw outsideError(
      'its kustomization has Helm render a chart, which Argo CD does if it is told to (--enable-helm) and the linter does not',
      options,
    );
  if (outside.test(said)) throw outsideError(said, options);
  throw new RenderError(
    'RENDER_FAILED',
    said,
    'Fix what it complains about; Argo CD cannot render it either.',
    [],
    options,
  );
}

/** What is not in the repository, and plugins. */
const outside =
  /missing in charts\/ directory|no cached repo|is not a valid chart repository|git fetch|hit \d+s timeout|external plugins? disabled/;

function parsed(output: string): readonly RenderedDocument[] {
  try {
    return renderedDocuments(output);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new RenderError('RENDER_FAILED', error.message, 'Fix the template.', [], { cause: error });
  }
}
