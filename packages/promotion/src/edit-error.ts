import { limited } from './quoted.ts';

/** Why a YAML file is not edited or read. */
export const editErrorCodes = {
  YAML_INVALID: 'The file is not valid YAML.',
  YAML_CHARACTER: 'The file contains a character on which YAML readers disagree, or that YAML forbids.',
  YAML_TOO_LARGE: 'The file is larger than a digest file may be.',
  YAML_TOO_DEEP: 'The file is nested more deeply than a digest file may be.',
  YAML_ALIAS_BOMB: 'The file grows beyond all measure, or without end, when its aliases are expanded.',
  YAML_DUPLICATE_KEY: 'A mapping has the same key twice.',
  YAML_DISPUTED:
    'The file has something that YAML readers take for different things, or that only some of them accept.',
  YAML_DOCUMENTS: 'The file has several documents that are not all Kubernetes objects.',
  YAML_NOT_PLAIN: 'A file of this suite is not one document with every value written out where it is read.',
  YAML_PATH_MISSING: 'No document of the file has the path.',
  YAML_PATH_REPEATED: 'A batch of edits names the same place twice.',
  YAML_AMBIGUOUS: 'More than one document of the file has the path.',
  YAML_NOT_SCALAR: 'The value at the path is a mapping, a list, or a key without a colon.',
  YAML_BLOCK_SCALAR: 'The value at the path is a block scalar.',
  YAML_TAG: 'A value has a tag that changes what it means, or that only some readers know.',
  YAML_ALIAS: 'An alias stands on the path, so the value is not written there, or in place of a key.',
  YAML_ALIASED: 'The value at the path is used elsewhere through an alias, which an edit would change too.',
  YAML_MERGED: 'A merge key stands on the path, and readers disagree on what it overrides.',
  YAML_NOT_DIGEST: 'The value at the path is neither a digest nor empty.',
} as const;

export type EditErrorCode = keyof typeof editErrorCodes;

/** One-based, in UTF-16 units, as editors count. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Thrown by everything that reads or edits YAML text; the message starts with `line:column`, and is short. */
export class EditError extends Error {
  override readonly name = 'EditError';
  readonly code: EditErrorCode;
  readonly next: string;
  readonly position: Position;
  /** The message without its position. */
  readonly detail: string;

  constructor(code: EditErrorCode, position: Position, detail: string, next: string, options?: ErrorOptions) {
    const short = limited(detail);
    super(`${position.line}:${position.column} ${short}`, options);
    this.code = code;
    this.next = next;
    this.position = position;
    this.detail = short;
  }
}
