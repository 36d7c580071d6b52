import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

type Parser = typeof import('@actions/workflow-parser');

let loading: Promise<Parser> | undefined;

/**
 * GitHub's workflow parser, loaded when first asked for. It imports its schema as JSON without the import attribute that
 * Node demands, so a hook hands Node a module instead.
 */
export function officialParser(): Promise<Parser> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Parser> {
  const hooks = registerHooks({
    load(url, context, nextLoad) {
      if (!/\/@actions\/workflow-parser\/.*\.json$/.test(url)) return nextLoad(url, context);
      const source = `export default ${readFileSync(new URL(url), 'utf8')};`;
      return { format: 'module', source, shortCircuit: true };
    },
  });
  try {
    return await import('@actions/workflow-parser');
  } finally {
    hooks.deregister();
  }
}
