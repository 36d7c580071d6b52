import { Composer, Lexer, LineCounter, Parser, type CST, type Document, type Node } from 'yaml';
import { EditError, type Position } from './edit-error.ts';
import { MarkCheck } from './yaml-marks.ts';
import { surveyNodes } from './yaml-survey.ts';

/** GitHub's GraphQL API cuts a blob's text at 512,000 bytes, so a longer file cannot be edited without a clone anyway. */
const largest = 512_000;
const mostLexemes = 200_000;
const deepest = 100;

/** A YAML text that is safe to look into: bounded, valid, without repeated keys or runaway aliases. */
export interface YamlSource {
  readonly text: string;
  readonly documents: readonly Document.Parsed[];
  /** Nodes that an alias refers to. */
  readonly aliased: ReadonlySet<Node>;
  readonly position: (offset: number) => Position;
}

export interface YamlReading {
  /** `failsafe` leaves every plain scalar a string; `core` gives numbers, booleans and null. */
  readonly schema: 'failsafe' | 'core';
}

/**
 * Parses YAML text without resolving anything in it. Time and memory are bounded whatever the text is.
 *
 * @throws EditError with a code that says what of the text is refused, and where.
 */
export function readYaml(text: string, { schema }: YamlReading): YamlSource {
  refuseSize(text);
  const lines = new LineCounter();
  lines.addNewLine(0);
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  refuseCharacters(text);
  refuseSeparators(text);
  const tokens = tokensOf(text, lines, position);
  const composer = new Composer({
    keepSourceTokens: true,
    schema,
    merge: false,
    resolveKnownTags: false,
    stringKeys: schema === 'core',
    // Its own check compares every key with every other; the survey does the same in linear time.
    uniqueKeys: false,
  });
  const documents = [...composer.compose(tokens, true, text.length)];
  for (const { errors } of documents) {
    const [first] = errors;
    if (first !== undefined) {
      const place = position(first.pos[0]);
      throw new EditError('YAML_INVALID', place, `is not valid YAML: ${first.message}`, 'Correct the YAML.', {
        cause: first,
      });
    }
  }
  return { text, documents, aliased: surveyNodes(documents, position), position };
}

function refuseSize(text: string): void {
  if (text.length > largest) {
    throw tooLarge({ line: 1, column: 1 }, `has ${text.length} characters, more than ${largest}`);
  }
}

const tooLarge = (position: Position, detail: string): EditError =>
  new EditError('YAML_TOO_LARGE', position, detail, 'Split the file, so that digests stand in a small one.');

/**
 * What YAML 1.2.2 (section 5.1) forbids, the line breaks that only some readers know (section 5.4), and byte order marks
 * that do not stand first.
 */
const forbidden = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\u2028\u2029\uFFFE\uFFFF]|(?<!^)\uFEFF|\r(?!\n)|\p{Surrogate}/u;

function refuseCharacters(text: string): void {
  const found = forbidden.exec(text);
  if (found === null) return;
  const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  throw new EditError(
    'YAML_CHARACTER',
    positionIn(text, found.index),
    `has the character U+${code}, which YAML forbids there or readers take for different things`,
    'Remove the character, or write it as an escape in double quotes.',
  );
}

/** Kubectl, Argo CD and Kustomize cut a file at every line that begins so, whatever the line is to YAML. */
const disputedSeparator = /^---(?![ \t\r]*$|[ \t]+#)/m;

function refuseSeparators(text: string): void {
  const found = disputedSeparator.exec(text);
  if (found === null) return;
  const detail = 'begins with --- and goes on, which some readers take for the end of a document';
  throw new EditError('YAML_DISPUTED', positionIn(text, found.index), detail, 'Keep --- on a line of its own.');
}

function positionIn(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

function tokensOf(text: string, lines: LineCounter, position: (offset: number) => Position): readonly CST.Token[] {
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  const marks = new MarkCheck(position);
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    marks.next(lexeme, parser.offset);
    tokens.push(...parser.next(lexeme));
    lexemes += 1;
    if (lexemes > mostLexemes) throw tooLarge(position(parser.offset), `has more than ${mostLexemes} words and marks`);
    if (parser.stack.length > deepest) {
      const next = 'Flatten the file, so that digests stand in a shallow one.';
      throw new EditError('YAML_TOO_DEEP', position(parser.offset), `is nested more than ${deepest} levels deep`, next);
    }
  }
  tokens.push(...parser.end());
  return tokens;
}
