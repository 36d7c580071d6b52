import { CST } from 'yaml';
import { EditError, type Position } from './edit-error.ts';
import { disputeOn } from './yaml-scalars.ts';

const disputed = (position: Position, detail: string, next: string): EditError =>
  new EditError('YAML_DISPUTED', position, detail, next);

/** What indents what follows it on its line, as spaces do. */
const mayIndent: ReadonlySet<CST.TokenType | null> = new Set([
  'space',
  'doc-mode',
  'seq-item-ind',
  'explicit-key-ind',
  'map-value-ind',
]);

/** What may follow the end of a document. */
const isVoid = (type: CST.TokenType | null): boolean =>
  type === 'space' || type === 'comment' || type === 'newline' || type === 'doc-mode';

const strTags = ['!!str', '!<tag:yaml.org,2002:str>'];

/**
 * Refuses, lexeme by lexeme, the marks on which YAML readers disagree. Helm, Kustomize and Argo CD read YAML 1.1 with Go's
 * libraries, and some of their readers cut a file into its documents line by line before they parse anything.
 */
export class MarkCheck {
  readonly #position: (offset: number) => Position;
  #isScalar = false;
  /** Whether spaces that come next would indent something. */
  #isIndentation = true;
  #flowDepth = 0;
  /** Of the block scalar that comes next. */
  #blockHeader: string | null = null;
  /** Of a document, by its mark. */
  #isAfterEnd = false;
  /** Whether the text begins as JSON does, which makes kubectl and Argo CD read it as JSON for as long as they can. */
  #isJson: boolean | null = null;

  constructor(position: (offset: number) => Position) {
    this.#position = position;
  }

  /** @throws EditError where readers disagree on this lexeme after those before it. */
  next(lexeme: string, offset: number): void {
    // The character before a scalar says that what follows is one, whatever it looks like.
    const type = this.#isScalar ? 'scalar' : CST.tokenType(lexeme);
    this.#isScalar = !this.#isScalar && type === 'scalar';
    if (this.#isScalar) return;
    const refuse = (detail: string, next: string) => disputed(this.#position(offset), detail, next);
    if (this.#isAfterEnd && !isVoid(type) && type !== 'doc-start') {
      throw refuse('follows the end mark ... of the document', 'Put --- before it, or remove the end mark.');
    }
    if (this.#isJson === true && (type === 'doc-start' || type === 'doc-end')) {
      throw refuse(
        `has the mark ${lexeme} in a file that begins with {`,
        'Keep one document in the file, without marks.',
      );
    }
    this.#refuseMark(type, lexeme, refuse);
    this.#advance(type, lexeme);
  }

  #refuseMark(type: CST.TokenType | null, lexeme: string, refuse: (detail: string, next: string) => EditError): void {
    if (type === 'directive-line') throw refuse(`has the directive ${lexeme.trim()}`, 'Remove the directive.');
    if (type === 'tag' && !strTags.includes(lexeme)) {
      throw new EditError('YAML_TAG', refuse('', '').position, `has the tag ${lexeme}`, 'Remove the tag.');
    }
    if ((type === 'anchor' || type === 'alias') && !/^[&*][A-Za-z0-9_-]+$/.test(lexeme)) {
      throw refuse(`has the name ${lexeme}`, 'Name anchors with plain letters, digits, - and _ only.');
    }
    const dispute = disputeOn(type, lexeme, this.#flowDepth > 0 ? 'flow' : this.#blockHeader);
    if (dispute !== null) throw refuse(dispute.detail, dispute.next);
    if (type === 'space' && this.#isIndentation && lexeme.includes('\t')) {
      throw refuse('has a tab where indentation stands', 'Indent with spaces, and leave empty lines empty.');
    }
  }

  #advance(type: CST.TokenType | null, lexeme: string): void {
    if (type === 'block-scalar-header') this.#blockHeader = lexeme;
    else if (type === 'scalar') this.#blockHeader = null;
    if (type === 'flow-map-start' || type === 'flow-seq-start') this.#flowDepth += 1;
    if (type === 'flow-map-end' || type === 'flow-seq-end') this.#flowDepth -= 1;
    if (!isVoid(type)) this.#isAfterEnd = type === 'doc-end';
    if (!isVoid(type) || type === 'comment') this.#isJson ??= type === 'flow-map-start';
    this.#isIndentation = type === 'newline' || (this.#isIndentation && mayIndent.has(type));
    if (type === 'scalar' && lexeme.endsWith('\n')) this.#isIndentation = true;
  }
}
