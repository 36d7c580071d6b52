import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { unitOf, type PackageJson, type Unit } from './repository.ts';

/** Every module that a source names: imports, re-exports, `import()` of a literal, and types by `import('…')`. */
export function importsOf(path: string, source: string): string[] {
  const { program, module, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors.map((error) => error.message).join('; ')}`);
  const specifiers = [
    ...module.staticImports.map((entry) => entry.moduleRequest.value),
    ...module.staticExports.flatMap((entry) => entry.entries.map((each) => each.moduleRequest?.value ?? '')),
  ];
  new Visitor({
    TSImportType: ({ source: literal }) => specifiers.push(literal.value),
    ImportExpression({ source: argument }) {
      if (argument.type === 'Literal' && typeof argument.value === 'string') specifiers.push(argument.value);
    },
  }).visit(program);
  return [...new Set(specifiers.filter((specifier) => specifier !== ''))];
}

const scope = '@bitvault/';
const actions = `${scope}action-sources`;

/** Which packages of the project each may import; whoever is not named here may import none. */
const allowed: Readonly<Record<string, readonly string[] | 'all'>> = {
  'packages/promotion': [],
  'packages/registry': [],
  'packages/action-kit': [],
  'packages/github': ['promotion'],
  'packages/gitops': ['promotion'],
  'packages/signing': ['registry'],
  'packages/build': ['registry'],
  'packages/lab': 'all',
  actions: ['promotion', 'github', 'registry', 'signing', 'build', 'gitops', 'action-kit'],
  root: 'all',
};

/** What is wrong with the direction of one import, or nothing. */
export function directionFault(path: string, specifier: string): string | undefined {
  const unit = unitOf(path);
  if (specifier.startsWith('.')) {
    const target = posix.normalize(posix.join(posix.dirname(path), specifier));
    return unitOf(target) === unit ? undefined : `${path} reaches out of its package for ${specifier}`;
  }
  // A hash is a function of its bytes, and git's names of files are hashes.
  if (unit === 'packages/promotion' && isBuiltin(specifier) && specifier !== 'node:crypto' && !isTest(path)) {
    return `${path} imports ${specifier}, but the domain does no I/O`;
  }
  if (!specifier.startsWith(scope)) return undefined;
  const rule = allowed[unit] ?? [];
  if (specifier === actions ? unit === 'root' : rule === 'all' || rule.includes(specifier.slice(scope.length))) {
    return undefined;
  }
  return `${path} may not import ${specifier}`;
}

/** What is wrong with where an import comes from: a package that its own `package.json` does not name, or nothing. */
export function declarationFault(
  path: string,
  specifier: string,
  manifestOf: (unit: Unit) => PackageJson,
): string | undefined {
  if (specifier.startsWith('.') || isBuiltin(specifier)) return undefined;
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  const unit = unitOf(path);
  const declared: Record<string, string> = { ...manifestOf(unit).dependencies };
  // Development happens at the root, and the root holds the workspaces.
  if (unit === 'root' || isTest(path)) Object.assign(declared, manifestOf('root').devDependencies);
  if (unit === 'root' && name.startsWith(scope)) return undefined;
  return name in declared ? undefined : `${path} imports ${name}, which its package.json does not declare`;
}

const isTest = (path: string) => path.endsWith('.test.ts');
