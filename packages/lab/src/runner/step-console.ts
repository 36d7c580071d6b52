import { isCommandName, parseLineCommand, type CommandName, type LineCommand } from './line-commands.ts';
import type { Masks } from './masks.ts';
import type { Annotation, StepRecord } from './records.ts';

/**
 * Reads what one process of a step prints: carries out its commands and keeps the log. Commands can be stopped until a
 * token comes; that ends with the process.
 */
export class StepConsole {
  /** A command failed, which fails the step whatever its exit code. */
  failed = false;
  readonly #record: StepRecord;
  readonly #masks: Masks;
  #resumeToken: string | undefined;
  #echo = false;

  constructor(record: StepRecord, masks: Masks) {
    this.#record = record;
    this.#masks = masks;
  }

  /** Takes a line that the process printed. */
  readonly take = (line: string): void => {
    this.#record.rawLog += `${line}\n`;
    const command = parseLineCommand(line, (name) => isCommandName(name) || name === this.#resumeToken);
    if (command === undefined) return this.print(line);
    if (this.#resumeToken !== undefined) return this.#whileStopped(command, line);
    if (!isCommandName(command.name)) return this.print(line);
    if (this.#echo && command.name !== 'add-mask') this.print(line);
    this.#carryOut(command.name, command, line);
  };

  /** Writes a line of the log, masked. */
  print(line: string): void {
    this.#record.log += `${this.#masks.hide(line)}\n`;
  }

  annotate(level: Annotation['level'], message: string, properties: Readonly<Record<string, string>> = {}): void {
    this.#record.annotations.push({ level, message: this.#masks.hide(message), properties });
    for (const [index, line] of message.split(/\r\n|\n|\r/).entries()) {
      this.print(index === 0 ? `##[${level}]${line}` : line);
    }
  }

  #whileStopped(command: LineCommand, line: string): void {
    if (command.name === this.#resumeToken) this.#resumeToken = undefined;
    this.print(line);
  }

  #carryOut(name: CommandName, command: LineCommand, line: string): void {
    switch (name) {
      case 'error':
      case 'warning':
      case 'notice':
        return this.annotate(name, command.data, Object.fromEntries(command.properties));
      case 'group':
      case 'endgroup':
        return this.print(`##[${name}]${command.data}`);
      case 'add-mask':
        return this.#addMask(command.data);
      case 'set-output':
        return this.#setNamed(this.#record.outputs, command, line);
      case 'save-state':
        return this.#setNamed(this.#record.state, command, line);
      case 'stop-commands':
        return this.#stop(command.data, line);
      case 'echo':
        return this.#setEcho(command.data, line);
      case 'set-env':
      case 'add-path':
        return this.#fail(line, `The \`${name}\` command is disabled. Please upgrade to using Environment Files.`);
      case 'debug':
      case 'add-matcher':
      case 'remove-matcher':
        // Debug lines show only in runs with debug logging; a problem matcher adds nothing but annotations.
        return;
      default:
        name satisfies never;
    }
  }

  #addMask(value: string): void {
    if (value.trim() === '') {
      return this.annotate('warning', "Can't add secret mask for empty string in ##[add-mask] command.");
    }
    this.#masks.add(value);
    this.#record.masks.push(value);
    if (this.#echo) this.print('::add-mask::***');
  }

  #setNamed(target: Record<string, string>, command: LineCommand, line: string): void {
    const name = command.properties.get('name') ?? '';
    if (name === '') return this.#fail(line, `Required field 'name' is missing in ##[${command.name}] command.`);
    setOwn(target, name, command.data);
  }

  #stop(token: string, line: string): void {
    if (token === '' || isCommandName(token.toLowerCase()) || token === 'pause-logging') {
      return this.#fail(line, 'Invalid stop token: it must not be empty or the name of a command.');
    }
    this.#resumeToken = token.toLowerCase();
    if (token.length > 6) this.#masks.add(token);
    this.print(line);
  }

  #setEcho(value: string, line: string): void {
    const wanted = value.trim().toLowerCase();
    if (wanted !== 'on' && wanted !== 'off') return this.#fail(line, `Invalid echo command value: ${value}`);
    this.#echo = wanted === 'on';
  }

  #fail(line: string, reason: string): void {
    this.failed = true;
    this.annotate('error', `Unable to process command '${line}' successfully.`);
    this.annotate('error', reason);
  }
}

/** Sets an own property, so that a step that names an output `__proto__` gets just that. */
export function setOwn(target: Record<string, string>, name: string, value: string): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}
