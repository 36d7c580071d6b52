/** As much of a Babel path as is looked at here. */
interface SyntaxPath {
  readonly node: SyntaxNode;
  readonly parentPath: SyntaxPath | null;
}

interface SyntaxNode {
  readonly type: string;
  readonly name?: string;
  /** Of a string. */
  readonly value?: unknown;
  /** Of a template: its parts between the expressions. */
  readonly quasis?: readonly { readonly value: { readonly raw: string } }[];
  readonly key?: SyntaxNode;
  readonly id?: SyntaxNode | null;
  readonly callee?: SyntaxNode;
  readonly property?: SyntaxNode;
}

/** Members and constants that only people read: nothing compares them. */
const prose = new Set(['detail', 'advice', 'next', 'problem', 'what', 'says', 'message', 'why', 'place', 'askAgain']);
const proseCalls = /^(?:\w*Error|refusal|unknown)$/;
const literals = new Set(['StringLiteral', 'TemplateLiteral']);
/** What may stand between a text and the place that it is for, without anything being decided by it. */
const within = new Set([...literals, 'ConditionalExpression', 'LogicalExpression', 'BinaryExpression']);

/**
 * Leaves out the texts of messages, by their place: a text is ignored only where it becomes a member that people read, an
 * argument of an error that is no code, or a sentence that a function returns, where null means that there is none.
 * Whatever is compared stands elsewhere, and is mutated.
 */
const textsIgnorer = {
  shouldIgnore(path: SyntaxPath): string | undefined {
    if (!literals.has(path.node.type)) return undefined;
    const place = placeOf(path);
    return place === null ? undefined : `a text for people: ${place}`;
  },
};

function placeOf(path: SyntaxPath): string | null {
  let at = path;
  while (at.parentPath !== null && within.has(at.parentPath.node.type)) at = at.parentPath;
  const parent = at.parentPath?.node;
  if (parent === undefined) return null;
  switch (parent.type) {
    case 'ObjectProperty':
      return prose.has(parent.key?.name ?? '') ? 'a member' : null;
    case 'VariableDeclarator':
      return prose.has(parent.id?.name ?? '') ? 'a constant' : null;
    case 'NewExpression':
    case 'CallExpression':
      return isErrorOf(parent) && !isCode(path.node) ? 'of an error' : null;
    case 'ReturnStatement':
      return textOf(path.node).includes(' ') ? 'a returned reason' : null;
    default:
      return null;
  }
}

const isErrorOf = ({ callee }: SyntaxNode): boolean => proseCalls.test(callee?.property?.name ?? callee?.name ?? '');

const textOf = ({ value, quasis = [] }: SyntaxNode): string =>
  typeof value === 'string' ? value : quasis.map(({ value: { raw } }) => raw).join('');

const isCode = (node: SyntaxNode): boolean => /^[A-Z_]+$/.test(textOf(node));

export const strykerPlugins = [{ kind: 'Ignore', name: 'texts', value: textsIgnorer }];
