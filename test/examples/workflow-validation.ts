import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse } from 'yaml';
import { absolute, readText } from './example-files.ts';

type LanguageService = typeof import('@actions/languageservice');
type Configuration = NonNullable<Parameters<LanguageService['validate']>[1]>;
type MetadataProvider = NonNullable<Configuration['actionsMetadataProvider']>;
type ActionMetadata = NonNullable<Awaited<ReturnType<MetadataProvider['fetchActionMetadata']>>>;

/** The packages import JSON without saying so, as bundlers let them. */
async function loadLanguageService(): Promise<LanguageService> {
  const hooks = registerHooks({
    load: (url, context, next) =>
      next(
        url,
        url.endsWith('.json')
          ? { ...context, importAttributes: { ...context.importAttributes, type: 'json' } }
          : context,
      ),
  });
  try {
    return await import('@actions/languageservice');
  } finally {
    hooks.deregister();
  }
}

/** Of the inputs that other people's actions declare, those that the examples may use. */
const foreignInputs: Readonly<Record<string, Readonly<Record<string, { readonly required: boolean }>>>> = {
  'actions/checkout': { 'fetch-depth': { required: false }, 'persist-credentials': { required: false } },
  'github/codeql-action': { sarif_file: { required: true }, category: { required: false } },
  'actions/create-github-app-token': {
    'client-id': { required: true },
    'private-key': { required: true },
    owner: { required: false },
    repositories: { required: false },
    'permission-actions': { required: false },
    'permission-checks': { required: false },
    'permission-contents': { required: false },
    'permission-members': { required: false },
    'permission-pull-requests': { required: false },
    'permission-statuses': { required: false },
  },
};

function actionMetadata(action: string, path: string): ActionMetadata | undefined {
  if (action === 'bitvault/actions') {
    const file = `${path}/action.yml`;
    return existsSync(absolute(file)) ? (parse(readText(file)) as ActionMetadata) : undefined;
  }
  const inputs = Object.entries(foreignInputs[action] ?? {}).map(
    ([name, input]) => [name, { description: name, ...input }] as const,
  );
  return inputs.length === 0 ? undefined : { name: action, description: action, inputs: Object.fromEntries(inputs) };
}

/** Tells the language service which inputs an action has; it complains about an action that nothing is known of. */
const actionsMetadataProvider: MetadataProvider = {
  fetchActionMetadata: ({ owner, name, path = '' }) => Promise.resolve(actionMetadata(`${owner}/${name}`, path)),
};

let documents = 0;

/** What GitHub's own language service says against a workflow file. */
export async function workflowProblems(path: string, text: string): Promise<readonly string[]> {
  const { validate } = await loadLanguageService();
  // It keeps what it has parsed by address, so no two texts may share one.
  documents += 1;
  const document = TextDocument.create(`file:///${documents}/${path}`, 'yaml', 1, text);
  const diagnostics = await validate(document, { actionsMetadataProvider });
  return diagnostics.map(({ message, range }) => {
    const sentence = typeof message === 'string' ? message : message.value;
    return `line ${range.start.line + 1}: ${sentence}`;
  });
}
