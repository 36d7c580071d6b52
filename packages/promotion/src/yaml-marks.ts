import { CST } from 'yaml';
import { EditError, type Position } from './edit-error.ts';

const disputed = (position: Position, detail: string, next: string): EditError =>
  new EditError('YAML_DISPUTED', position, detail, next);

/** What may follow `---` and `...` on their line, and what else says nothing. */
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
  #isLineStart = true;
  #mark: '---' | '...' | null = null;
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
    if (this.#mark === '---' && !isVoid(type)) {
      throw refuse('stands on the line of ---', 'Begin the document on the line below.');
    }
    if (this.#mark === '...' && !isVoid(type) && type !== 'doc-start') {
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
    if (type === 'space' && this.#isLineStart && lexeme.includes('\t')) {
      throw refuse('begins with a tab', 'Indent with spaces, and leave empty lines empty.');
    }
  }

  #advance(type: CST.TokenType | null, lexeme: string): void {
    if (type === 'doc-start') this.#mark = '---';
    else if (type === 'doc-end') this.#mark = '...';
    else if (type === 'newline' && this.#mark === '---') this.#mark = null;
    else if (!isVoid(type)) this.#mark = null;
    if (!isVoid(type) || type === 'comment') this.#isJson ??= type === 'flow-map-start';
    this.#isLineStart = type === 'newline' || (this.#isLineStart && (type === 'space' || type === 'doc-mode'));
    if (type === 'scalar' && lexeme.endsWith('\n')) this.#isLineStart = true;
  }
}
