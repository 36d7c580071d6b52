import type { ActionDefinition } from '@bitvault/action-kit';
import { actions, type ActionModule } from '@bitvault/action-sources';
import { doctorOptions, lintOptions, optionGroups, rules } from '@bitvault/gitops';
import { reasonCodes } from '@bitvault/promotion';
import { existsSync, globSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { attacks, holders } from '../../test/attacks/table/index.ts';
import { limits } from '../../test/attacks/table/limits.ts';
import { powers } from '../../test/attacks/table/powers.ts';
import { happenings } from '../../test/races/events.ts';
import { readKept } from '../mutation/kept.ts';
import { mutationPage, pagePath } from '../mutation/page.ts';
import { parts } from '../mutation/parts.ts';
import { policySchemaPath, policySchemaText } from '../generate-policy-schema.ts';
import { root } from '../project.ts';
import { actionManifest } from './action-manifest.ts';
import { findingsSection, plansSection } from './doctor-pages.ts';
import { codeTables, errorCodesPage, type CodeTable } from './error-codes.ts';
import { embeddedTemplates, embeddedTemplatesPath, exampleFiles, readTemplates } from './gitops-example.ts';
import { rulePages } from './rule-pages.ts';
import { withShownRelease } from './shown-release.ts';
import { emptySection, replaceSection } from './section.ts';
import { actionsTable, groupedOptionsTables, inputsAndOutputs, optionsTable } from './tables.ts';
import { threatModelPage } from './threat-model.ts';

/** The action that `uses: bitvault/actions@v1` means. */
const frontDoor = 'promote';

/** The definitions of all actions, in the registry's order; throws if one is registered under another name. */
export async function definitions(): Promise<ActionDefinition[]> {
  const loaders: [string, () => Promise<ActionModule>][] = Object.entries(actions);
  return Promise.all(
    loaders.map(async ([name, load]) => {
      const { definition } = (await load()).action;
      if (definition.name !== name) throw new Error(`the action ${name} calls itself ${definition.name}`);
      return definition;
    }),
  );
}

/** Every generated file as it should be, by its path from the root; prose around generated sections is kept. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const all = await definitions();
  const files = new Map<string, string>();
  for (const definition of all) {
    const { name } = definition;
    files.set(`${name}/action.yml`, actionManifest(definition, `../dist/${name}.js`));
    files.set(`${name}/README.md`, await actionReadme(definition));
    if (name === frontDoor) files.set('action.yml', actionManifest(definition, `dist/${name}.js`));
  }
  files.set('README.md', await withSection('README.md', 'actions', actionsTable(all), '# BitVault Actions\n\n'));
  files.set(gitopsPagePath, await gitopsPage());
  files.set(doctorPagePath, replaceSection(files.get(doctorPagePath) ?? '', 'findings', findingsSection()));
  files.set(policySchemaPath, policySchemaText());
  files.set('docs/error-codes.md', errorCodesPage(await allCodes(), reasonCodes));
  const gaps = happenings.map(({ title, inTheGap }) => ({ title, ...inTheGap }));
  files.set('docs/threat-model.md', threatModelPage({ holders, attacks, powers, limits, gaps }));
  files.set(pagePath, mutationPage(parts.map(readKept)));
  const templates = await readTemplates();
  files.set(embeddedTemplatesPath, embeddedTemplates(templates));
  for (const [path, text] of exampleFiles(templates)) files.set(path, text);
  for (const [path, text] of rulePages(rules)) files.set(path, text);
  for (const path of pathsThatShowSteps()) {
    const text = files.get(path) ?? (await readFile(join(root, path), 'utf8'));
    files.set(path, withShownRelease(text));
  }
  return files;
}

/** Documents with snippets to copy, and the example that nothing else makes. */
function pathsThatShowSteps(): readonly string[] {
  const patterns = ['README.md', '*/README.md', 'docs/*.md', 'examples/app/README.md', 'examples/app/.github/*/*.yml'];
  return globSync(patterns, { cwd: root })
    .map((path) => path.replaceAll(sep, '/'))
    .toSorted();
}

const gitopsPagePath = 'docs/gitops-repository.md';
const doctorPagePath = 'doctor/README.md';

/** The guide to the GitOps repository, with the options of the command as it has them. */
async function gitopsPage(): Promise<string> {
  const page = await readFile(join(root, gitopsPagePath), 'utf8');
  const withInit = replaceSection(page, 'options of init', groupedOptionsTables(optionGroups));
  const withPlans = replaceSection(withInit, 'plans', plansSection());
  const withLint = replaceSection(withPlans, 'options of lint', optionsTable(lintOptions));
  return replaceSection(withLint, 'options of doctor', optionsTable(doctorOptions));
}

function actionReadme(definition: ActionDefinition): Promise<string> {
  const heading = `# ${definition.title}\n\n${definition.description}\n\n`;
  return withSection(`${definition.name}/README.md`, 'inputs and outputs', inputsAndOutputs(definition), heading);
}

async function withSection(path: string, name: string, body: string, heading: string): Promise<string> {
  const file = join(root, path);
  const text = existsSync(file) ? await readFile(file, 'utf8') : heading + emptySection(name);
  try {
    return replaceSection(text, name, body);
  } catch (cause) {
    throw new Error(`${path} ${cause instanceof Error ? cause.message : 'cannot be read'}`, { cause });
  }
}

/** The codes of every package that an action can run; the lab's are nobody's business outside. */
async function allCodes(): Promise<CodeTable[]> {
  const packages = (await readdir(join(root, 'packages'))).filter((name) => name !== 'lab').toSorted();
  const tables = packages.map(async (name) => codeTables(name, await import(`@bitvault/${name}`)));
  return Promise.all(tables);
}
