export const id = 962;
export const ids = [962];
export const modules = {

/***/ 7962:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  InputError: () => (/* reexport */ InputError),
  cancellableIn: () => (/* reexport */ cancellableIn),
  causesOf: () => (/* reexport */ causesOf),
  defaulted: () => (/* reexport */ defaulted),
  defineAction: () => (/* reexport */ defineAction),
  describeFailure: () => (/* reexport */ describeFailure),
  explicit: () => (/* reexport */ explicit),
  flag: () => (/* reexport */ flag),
  githubRuntime: () => (/* reexport */ githubRuntime),
  hinted: () => (/* reexport */ hinted),
  inputErrorCodes: () => (/* reexport */ inputErrorCodes),
  inputVariable: () => (/* reexport */ inputVariable),
  isCodedError: () => (/* reexport */ isCodedError),
  lines: () => (/* reexport */ lines),
  logText: () => (/* reexport */ logText),
  markdownText: () => (/* reexport */ markdownText),
  oneOf: () => (/* reexport */ oneOf),
  optional: () => (/* reexport */ optional),
  parsed: () => (/* reexport */ parsed),
  readInputs: () => (/* reexport */ readInputs),
  redaction: () => (/* reexport */ redaction),
  reportErrorCodes: () => (/* reexport */ reportErrorCodes),
  reportWarning: () => (/* reexport */ reportWarning),
  required: () => (/* reexport */ required),
  runAction: () => (/* reexport */ runAction),
  runStep: () => (/* reexport */ runStep),
  secretText: () => (/* reexport */ secretText),
  shownInput: () => (/* reexport */ shownInput),
  text: () => (/* reexport */ definition_text),
  wholeNumber: () => (/* reexport */ wholeNumber)
});

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(78474);
;// CONCATENATED MODULE: ./packages/action-kit/out/cancellation.js

const endings = ['SIGINT', 'SIGTERM'];
/**
 * A runner that cancels sends SIGINT to this process alone, after 7.5 seconds SIGTERM, after 2.5 more it kills: a child
 * would go on, and what it wrote would stay. So the first signal aborts the work, and once all of it has settled the
 * process dies of that signal; a second one ends it at once. While no such work runs, signals do as they always do.
 */
function cancellableIn(host) {
    const controller = new AbortController();
    // One for each image of a list that is built at the time.
    (0,external_node_events_.setMaxListeners)(0, controller.signal);
    let running = 0;
    let received;
    const die = (signal) => {
        for (const each of endings)
            host.off(each, take);
        host.kill(host.pid, signal);
    };
    const take = (signal) => {
        if (received !== undefined)
            return die(signal);
        received = signal;
        controller.abort();
    };
    return async (work) => {
        controller.signal.throwIfAborted();
        if (running === 0)
            for (const each of endings)
                host.on(each, take);
        running += 1;
        try {
            return await work(controller.signal);
        }
        finally {
            running -= 1;
            if (running === 0) {
                if (received !== undefined)
                    die(received);
                for (const each of endings)
                    host.off(each, take);
            }
        }
    };
}

;// CONCATENATED MODULE: ./packages/action-kit/out/coded-error.js
function isCodedError(error) {
    return (error instanceof Error &&
        'code' in error &&
        typeof error.code === 'string' &&
        'next' in error &&
        typeof error.next === 'string');
}
const inputErrorCodes = {
    INPUT_MISSING: 'A required input is absent or empty.',
    INPUT_EMPTY: 'An input is set to an expression that gave nothing, where leaving it out means something else.',
    INPUT_INVALID: 'An input does not have the form that it must have.',
    INPUT_DISAGREES: 'An input asks for other trust than the reviewed file that decides.',
    INPUT_UNREVIEWED: 'An input that decides whom to trust names no file of the commit that the job runs for.',
    TLS_UNCHECKED: 'The job has switched off that certificates of servers are checked.',
    OIDC_UNAVAILABLE: 'The job cannot get an OpenID Connect token.',
};
/** Of warnings. What only reports never changes how a step ends: what was done is done, and what was refused is refused. */
const reportErrorCodes = {
    OUTPUTS_LOST: 'Outputs could not be written; later steps find them empty.',
    SUMMARY_LOST: 'The job summary could not be made, or not be written.',
    FILES_LOST: 'Files that the step makes for later ones could not be written; the output that names them is empty.',
    LEFT_OVER: 'Temporary files of the step could not be removed.',
    ERROR_AFTERWARDS: 'Something failed when the step had already done, and reported, what it does.',
};
/** A warning about a report, in the form of every failure. */
const reportWarning = (code, what, next) => `${code}: ${what}. Next: ${next}`;
/** Thrown when an action's inputs or its job's set-up cannot be used. */
class InputError extends Error {
    name = 'InputError';
    code;
    next;
    constructor(code, message, next, options) {
        super(message, options);
        this.code = code;
        this.next = next;
    }
}

;// CONCATENATED MODULE: ./packages/action-kit/out/definition.js
function defineAction(definition) {
    return definition;
}
const required = (kind, description) => ({
    presence: 'required',
    kind,
    description,
    default: undefined,
});
const optional = (kind, description) => ({
    presence: 'optional',
    kind,
    description,
    default: undefined,
});
const defaulted = (kind, value, description) => ({
    presence: 'defaulted',
    kind,
    description,
    default: value,
});
/**
 * An input that may be left out, where leaving it out means something that nobody may fall into: any commit will do, or
 * another mode. What it means is a word, which `action.yml` declares as the default. The runner passes that word for an
 * input that was left out, and an empty text only where an expression gave nothing (actions/runner, `ActionRunner`): the
 * word is `undefined` here, and nothing is refused.
 */
const explicit = (kind, word, description) => ({
    presence: 'explicit',
    kind: { secret: kind.secret, parse: (raw) => (raw === word ? undefined : kind.parse(raw)) },
    description,
    default: word,
});
const definition_text = { secret: false, parse: (raw) => raw };
const secretText = { secret: true, parse: (raw) => raw };
const flag = {
    secret: false,
    parse(raw) {
        if (raw === 'true')
            return true;
        if (raw === 'false')
            return false;
        throw new Error('"true" or "false"');
    },
};
const wholeNumber = {
    secret: false,
    parse(raw) {
        if (/^[1-9][0-9]{0,8}$/.test(raw))
            return Number(raw);
        throw new Error('a positive whole number');
    },
};
/** An input whose text a domain parser turns into a branded or structured value. */
const parsed = (parse) => ({ secret: false, parse });
const oneOf = (...choices) => ({
    secret: false,
    parse(raw) {
        const choice = choices.find((candidate) => candidate === raw);
        if (choice === undefined)
            throw new Error(`one of ${choices.join(', ')}`);
        return choice;
    },
});
/** Says more where a value is refused, such as where it belongs. */
const hinted = (kind, hint) => ({
    ...kind,
    parse(raw) {
        try {
            return kind.parse(raw);
        }
        catch (cause) {
            if (!(cause instanceof Error))
                throw cause;
            throw new Error(`${cause.message} (${hint})`, { cause });
        }
    },
});
/** One value a line; blank lines and surrounding white space are dropped. */
const lines = (parse) => ({
    secret: false,
    parse: (raw) => raw
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .map(parse),
});

;// CONCATENATED MODULE: ./packages/action-kit/out/inputs.js

/** The runner's rule: upper case, spaces to underscores, hyphens kept (actions/runner, `Handler.AddInputsToEnvironment`). */
function inputVariable(name) {
    return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}
/**
 * Reads every input of `definition` once. Empty counts as absent, because the runner passes unset inputs as `""` and
 * does not enforce `required`; of an `explicit` input it is refused. Secrets are masked before anything parses them.
 *
 * @throws InputError `INPUT_MISSING`, `INPUT_EMPTY` or `INPUT_INVALID`, naming the input.
 */
function readInputs(definition, env, mask) {
    const values = {};
    for (const [name, spec] of Object.entries(definition.inputs)) {
        const given = env[inputVariable(name)];
        const raw = (given ?? '').trim();
        if (spec.kind.secret && raw !== '' && raw !== spec.default)
            mask(raw);
        if (spec.presence === 'explicit' && given !== undefined && raw === '')
            throw emptied(name, spec);
        values[name] = readInput(name, spec, raw);
    }
    return values;
}
const emptied = (name, spec) => new InputError('INPUT_EMPTY', `input "${name}" is set, but to nothing: its expression gave an empty text`, `Find out why \`with: ${name}:\` has no value. Where \`${spec.default}\` is meant, write that, or leave it out.`);
function readInput(name, spec, raw) {
    const literalDefault = spec.default?.includes('${{') ? undefined : spec.default;
    const effective = raw === '' ? (literalDefault ?? '') : raw;
    if (effective === '') {
        if (spec.presence === 'optional' || (spec.presence === 'defaulted' && literalDefault === ''))
            return undefined;
        throw new InputError('INPUT_MISSING', `input "${name}" is missing: ${spec.description}`, `Set \`with: ${name}:\` on this step.`);
    }
    try {
        return spec.kind.parse(effective);
    }
    catch (cause) {
        const found = spec.kind.secret ? '(hidden)' : shownInput(effective);
        const expected = cause instanceof Error ? cause.message : 'of the documented form';
        throw new InputError('INPUT_INVALID', `input "${name}" is ${found}, but must be ${expected}`, `Correct \`with: ${name}:\` on this step.`, {
            cause,
        });
    }
}
const mostShown = 200;
/** What an input holds. A part of it is not shown: where that began a secret, neither we nor the runner would know it. */
const shownInput = (text) => text.length <= mostShown ? JSON.stringify(text) : `${text.length} characters long`;

;// CONCATENATED MODULE: ./packages/action-kit/out/log-text.js
/**
 * Makes text safe to print in a job log. The runner executes `::command::` after leading white space and the legacy
 * `##[command]` anywhere in a line, whoever wrote the text; bidirectional and control characters mislead readers.
 */
function logText(text) {
    return (text
        .replaceAll('##[', '##\u200b[')
        .replace(/[\u0000-\u0008\u000b-\u001f\u007f\u0085\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (character) => {
        const hex = character.charCodeAt(0).toString(16).padStart(4, '0');
        return `\\u${hex}`;
    })
        // Last, when lines end with a line feed only; over several of them it would take time by the square of their number.
        .replace(/^([^\S\n]*)::/gm, '$1:\u200b:'));
}
/** Text of anybody's as Markdown that shows just it: whatever might be markup is written as the number of its character. */
function markdownText(text) {
    return logText(text)
        .replaceAll('\n', ' ')
        .replace(/[^\p{L}\p{N} ,]/gu, (character) => `&#${character.codePointAt(0)};`);
}
/**
 * Text on one line, cut between words where it is longer than `limit`: of a token that was cut, nobody could tell any
 * more that what is left of it must not be shown.
 */
function shortLine(text, limit) {
    const line = text.replace(/[\r\n\u0085\u2028\u2029]+/g, ' ');
    return line.length <= limit ? line : `${cutBetweenWords(line, limit)}…`;
}
const cutBetweenWords = (text, limit) => /\s/.test(text.charAt(limit)) ? text.slice(0, limit) : text.slice(0, limit).replace(/\S+$/, '');

;// CONCATENATED MODULE: ./packages/action-kit/out/plain-markdown.js
/** What is not seen: backslashes, which escape what follows, marks of direction, and spaces without width. */
const unseen = /[\\\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;
const reference = /&(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-f]{1,6});/gi;
const special = new RegExp([unseen, control, reference].map(({ source }) => source).join('|'), 'gi');
/** Text as `plainMarkdown` has it, whatever was done to it to stand literally in Markdown. */
const plainText = (text) => text.replace(unseen, '').replace(control, ' ');
/** Without its escapes, and with what its references to characters stand for. */
function plainMarkdown(markdown) {
    const parts = [];
    const runs = [];
    let [source, text] = [0, 0];
    const take = (run, token) => {
        const meant = plainText(token.startsWith('&') ? meaning(token) : token);
        runs.push({ text, source, length: run.length });
        parts.push(run, meant);
        text += run.length + meant.length;
        source += run.length + token.length;
    };
    for (const { 0: token, index } of markdown.matchAll(special))
        take(markdown.slice(source, index), token);
    take(markdown.slice(source), '');
    return { text: parts.join(''), source: ([start, end]) => [startIn(runs, start), endIn(runs, end, markdown.length)] };
}
/** An escape before the stretch stays: with the stretch gone, it escapes the first of the asterisks. */
function startIn(runs, position) {
    const run = runs[lastBefore(runs, position + 1)];
    return run === undefined ? 0 : run.source + Math.min(position - run.text, run.length);
}
/** An escape after the stretch stays, or what follows would be markup. */
function endIn(runs, position, whole) {
    const index = lastBefore(runs, position);
    const [run, next] = [runs[index], runs[index + 1]];
    if (run === undefined)
        return 0;
    const length = position - run.text;
    return length <= run.length ? run.source + length : (next?.source ?? whole);
}
/** Index of the last run whose text begins before a position. */
function lastBefore(runs, position) {
    let [low, high] = [0, runs.length];
    while (high - low > 1) {
        const middle = (low + high) >> 1;
        if ((runs[middle]?.text ?? 0) < position)
            low = middle;
        else
            high = middle;
    }
    return low;
}
const named = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
function meaning(written) {
    const name = written.slice(1, -1).toLowerCase();
    if (!name.startsWith('#'))
        return named[name] ?? '';
    const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}

;// CONCATENATED MODULE: ./packages/action-kit/out/occurrences.js
/** As long as a search that goes back over what it has read is still fast. */
const headLength = 16;
/**
 * What is looked for in texts, in time that grows with the text and with nothing else, whatever either of them is: by
 * Knuth, Morris and Pratt, where the beginning has been found by the engine's own search.
 */
class Needle {
    #needle;
    #head;
    #borders;
    /** @param needle not empty */
    constructor(needle) {
        this.#needle = needle;
        this.#head = needle.slice(0, headLength);
    }
    /** All places where it stands, in order; those that overlap or touch are one. */
    in(text) {
        const needle = this.#needle;
        const found = [];
        if (needle.length > text.length)
            return found;
        let at = text.indexOf(this.#head);
        let matched = 0;
        while (at !== -1 && text.length - at >= needle.length - matched) {
            matched = this.#advance(matched, text.charCodeAt(at));
            at += 1;
            if (matched === needle.length) {
                add(found, at - needle.length, at);
                matched = this.#border(matched);
            }
            if (matched === 0)
                at = text.indexOf(this.#head, at);
        }
        return found;
    }
    /** How much of it ends with this character, where `matched` of it ended before. */
    #advance(matched, code) {
        let length = matched;
        while (length > 0 && this.#needle.charCodeAt(length) !== code)
            length = this.#border(length);
        return this.#needle.charCodeAt(length) === code ? length + 1 : 0;
    }
    /** The length of the longest part that its first `length` characters begin and end with. */
    #border(length) {
        this.#borders ??= bordersOf(this.#needle);
        return this.#borders[length] ?? 0;
    }
}
function bordersOf(needle) {
    const borders = new Int32Array(needle.length + 1);
    for (let end = 1, border = 0; end < needle.length; end += 1) {
        while (border > 0 && needle.charCodeAt(end) !== needle.charCodeAt(border))
            border = borders[border] ?? 0;
        if (needle.charCodeAt(end) === needle.charCodeAt(border))
            border += 1;
        borders[end + 1] = border;
    }
    return borders;
}
/** Several lists of stretches as one, in order, those that overlap or touch being one. */
function merged(stretches) {
    const all = [];
    for (const [start, end] of stretches.toSorted(([left], [right]) => left - right))
        add(all, start, end);
    return all;
}
function add(stretches, start, end) {
    const last = stretches.at(-1);
    if (last === undefined || start > last[1])
        stretches.push([start, end]);
    else if (end > last[1])
        stretches[stretches.length - 1] = [last[0], end];
}

;// CONCATENATED MODULE: ./packages/action-kit/out/redaction.js



/** Anything shorter stands in too many texts that mean something else. */
const shortest = 4;
function redaction() {
    const known = new Set();
    const needles = [];
    const shown = [];
    const learn = (secret) => {
        if (secret.length < shortest || known.has(secret))
            return;
        known.add(secret);
        const forms = formsOf(secret);
        needles.push(...needlesOf(forms));
        shown.push(...needlesOf(forms.map(plainText)));
    };
    return {
        add(secret) {
            for (const part of [secret, ...secret.split(/[\r\n]+/)])
                learn(part.trim());
        },
        text: (text) => redaction_hidden(text, occurrences(needles, text)),
        markdown(markdown) {
            const { text, source } = plainMarkdown(markdown);
            return redaction_hidden(markdown, [...occurrences(needles, markdown), ...occurrences(shown, text).map(source)]);
        },
    };
}
const needlesOf = (forms) => [...new Set(forms)].filter((form) => form !== '').map((form) => new Needle(form));
const occurrences = (needles, text) => needles.flatMap((needle) => needle.in(text));
function redaction_hidden(text, stretches) {
    if (stretches.length === 0)
        return text;
    let result = '';
    let from = 0;
    for (const [start, end] of merged(stretches)) {
        result += `${text.slice(from, start)}***`;
        from = end;
    }
    return result + text.slice(from);
}
/** In which a secret may stand in a text that somebody made of it. The runner knows of these too, but sees the log only. */
function formsOf(secret) {
    return [
        secret,
        logText(secret),
        secret.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' '),
        JSON.stringify(secret).slice(1, -1),
        encodeURIComponent(secret.toWellFormed()),
        ...base64Forms(Buffer.from(secret)),
    ];
}
/** Shorter ones stand by chance in what is no secret. */
const shortestBase64 = 12;
/** Base64 and base64url of the bytes from the first, second or third on, as they stand where others go before and after. */
function base64Forms(bytes) {
    return [0, 1, 2].flatMap((first) => {
        const whole = bytes.subarray(first, bytes.length - ((bytes.length - first) % 3));
        if (bytes.length < shortestBase64)
            return [];
        return [whole.toString('base64'), whole.toString('base64url')];
    });
}

;// CONCATENATED MODULE: ./packages/action-kit/out/failure-text.js


/** More of a message is text of somebody's that nobody reads. */
const longestMessage = 2_000;
/**
 * A coded error as `CODE: message. Next: …`; anything else with its causes, since nobody foresaw it.
 * @param about which of several things it is about
 */
function describeFailure(error, about) {
    if (isCodedError(error)) {
        const message = about === undefined ? error.message : `${about}: ${error.message}`;
        return `${error.code}: ${shortLine(message, longestMessage)}. Next: ${error.next}`;
    }
    const where = about === undefined ? '' : ` (${about})`;
    return `UNEXPECTED: ${causesOf(error)}${where}. Next: run again with debug logging; if it persists, report it with this line.`;
}
/** An error that nobody foresaw with what caused it, on one line. */
function causesOf(error) {
    const chain = [];
    for (let link = error; link !== undefined && chain.length < 5; link = link instanceof Error ? link.cause : undefined) {
        chain.push(link instanceof Error ? `${link.name}: ${link.message}` : 'a value that is no Error was thrown');
    }
    return shortLine(chain.join(' ← '), longestMessage);
}

;// CONCATENATED MODULE: ./packages/action-kit/out/run-action.js




/** The one exit of every action: reads inputs, runs `main`, and reports what came of it. */
async function runAction(action, runtime) {
    report(await outcomeOf(action, runtime), runtime);
}
async function outcomeOf(action, runtime) {
    try {
        return await action.main(readInputs(action.definition, runtime.env, (secret) => runtime.mask(secret)), runtime);
    }
    catch (error) {
        return refusalOf(error, action.definition);
    }
}
/** How an action ended that threw: refused, as far as it has outputs to say so. */
function refusalOf(error, definition) {
    const failure = describeFailure(error);
    const outputs = Object.fromEntries(Object.entries({ result: 'refused', reason: failure }).filter(([name]) => name in definition.outputs));
    const summary = () => `## Refused\n\n- ${markdownText(failure)}\n`;
    return { kind: 'refused', outputs, summary, failure };
}
/**
 * Tells how an action ended. What goes wrong with that is a warning: it cannot undo what was done, nor allow what was
 * refused.
 */
function report(outcome, runtime) {
    runtime.setOutputs(outcome.outputs);
    runtime.writeSummary(rendered(outcome.summary, runtime));
    if (outcome.kind === 'refused')
        runtime.fail(outcome.failure);
}
function rendered(summary, runtime) {
    try {
        return summary();
    }
    catch (error) {
        const next = 'Nothing else: what the step did, or refused, stands. Report it with this line.';
        runtime.warn(reportWarning('SUMMARY_LOST', `the summary could not be made (${causesOf(error)})`, next));
        return '';
    }
}

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 14 modules
var core = __webpack_require__(96421);
// EXTERNAL MODULE: ./node_modules/p-retry/index.js + 1 modules
var p_retry = __webpack_require__(74995);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./packages/action-kit/out/report-files.js


/**
 * Appends all of the text or none of it: of half an output, the runner says that it fails the step (actions/runner,
 * `FileCommandManager`), and of half a summary the rest of the page would be a part.
 *
 * @throws Error of the file system, or where `path` names something else than a file.
 */
function appendWhole(path, text) {
    const before = (0,external_node_fs_.statSync)(path, { throwIfNoEntry: false });
    // Of a pipe nobody may ever read.
    if (before !== undefined && !before.isFile())
        throw new Error(`${path} is no file`);
    try {
        (0,external_node_fs_.appendFileSync)(path, text);
    }
    catch (error) {
        cutBack(path, before?.size ?? 0);
        throw error;
    }
}
function cutBack(path, size) {
    if ((0,external_node_fs_.statSync)(path, { throwIfNoEntry: false }) !== undefined)
        (0,external_node_fs_.truncateSync)(path, size);
}
/** One output, as the runner reads them; nothing in its value can end it early, or begin another. */
function outputEntry(name, value) {
    const delimiter = `ghadelimiter_${(0,external_node_crypto_.randomUUID)()}`;
    return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}
/** The beginning of a text that is at most so many bytes of UTF-8, up to the end of a line. */
function firstBytes(text, limit) {
    const bytes = Buffer.from(text);
    if (bytes.length <= limit)
        return text;
    return bytes.subarray(0, bytes.lastIndexOf('\n', limit - 1) + 1).toString('utf8');
}

;// CONCATENATED MODULE: ./packages/action-kit/out/runtime.js







const annotators = { error: core/* error */.z3, warning: core/* warning */.$e, notice: core/* notice */.lm };
/** GitHub drops a step summary of more than 1 MiB (actions/runner, `CreateStepSummaryCommand`). */
const summaryLimit = 1024 * 1024;
const summaryEnd = '\n\n… cut: it is longer than a summary can be.\n';
function githubRuntime(env) {
    const secrets = redaction();
    const safe = (text) => logText(secrets.text(text));
    const mask = (secret) => {
        if (secret === '')
            return;
        secrets.add(secret);
        // Told all at once, the runner hides each line wherever it stands, a lone quote or brace too; it also withholds
        // outputs with something hidden in them. Where there are none but short lines, that is better than to show them.
        const lines = secret.split(/\r\n|\n|\r/).filter((line) => line.trim().length > 3);
        for (const line of lines.length > 0 ? lines : [secret])
            core/* setSecret */.Pq(line);
    };
    const warn = (line) => core/* warning */.$e(safe(line));
    return {
        env,
        mask,
        redact: (text) => secrets.markdown(text),
        info: (line) => core/* info */.pq(safe(line)),
        warn,
        annotate({ severity, file, line, column, title, message }) {
            annotators[severity](safe(message), {
                title: safe(title),
                file: safe(file),
                startLine: line,
                startColumn: column,
            });
        },
        fail: (message) => core/* setFailed */.C1(safe(message)),
        setOutputs(outputs) {
            const path = env['GITHUB_OUTPUT'] ?? '';
            const lost = Object.entries(outputs).flatMap(([name, value]) => {
                const failure = tryToAppend(path, outputEntry(name, secrets.text(value)));
                return failure === undefined ? [] : [{ name, failure }];
            });
            const [first] = lost;
            if (first === undefined)
                return;
            const what = `GITHUB_OUTPUT could not be written (${first.failure}), so later steps find nothing in ${lost.map(({ name }) => name).join(', ')}`;
            warn(reportWarning('OUTPUTS_LOST', what, `${stands} ${repair}, then run again for the outputs.`));
        },
        writeSummary(markdown) {
            const whole = `${secrets.markdown(markdown)}\n`;
            const first = firstBytes(whole, summaryLimit - Buffer.byteLength(summaryEnd));
            const failure = tryToAppend(env['GITHUB_STEP_SUMMARY'] ?? '', first === whole ? whole : first + summaryEnd);
            if (failure === undefined)
                return;
            const what = `GITHUB_STEP_SUMMARY could not be written (${failure})`;
            warn(reportWarning('SUMMARY_LOST', what, `${stands} ${repair}.`));
        },
        idToken: (audience) => requestIdToken(env, audience, mask),
        cancellable: cancellableIn(process),
    };
}
const stands = 'Nothing else: what the step did, or refused, stands.';
const repair = 'If reports are wanted, give the runner a temporary folder that can be written and has space';
/** Why it could not be appended, on one line; `undefined` where it was. */
function tryToAppend(path, text) {
    try {
        if (path === '')
            return 'it is not set';
        appendWhole(path, text);
        return undefined;
    }
    catch (error) {
        return error instanceof Error ? shortLine(error.message, 500) : 'for a reason that nobody gave';
    }
}
async function requestIdToken(env, audience, mask) {
    const next = 'Give the job `permissions: id-token: write`.';
    const address = env['ACTIONS_ID_TOKEN_REQUEST_URL'];
    if (!address || !env['ACTIONS_ID_TOKEN_REQUEST_TOKEN']) {
        throw new InputError('OIDC_UNAVAILABLE', 'this job has no OpenID Connect token to ask for', next);
    }
    mask(env['ACTIONS_ID_TOKEN_REQUEST_TOKEN']);
    if (!isTrustworthy(address, env['GITHUB_SERVER_URL'] ?? '')) {
        throw new InputError('OIDC_UNAVAILABLE', 'ACTIONS_ID_TOKEN_REQUEST_URL is not an address of this GitHub server, or asks for an audience of its own', 'Find out what set this variable: the runner sets it by itself for a job with `permissions: id-token: write`.');
    }
    try {
        const token = await (0,p_retry/* default */.Ay)(() => core/* getIDToken */.V9(audience), {
            retries: 4,
            minTimeout: 500,
            randomize: true,
            shouldRetry: ({ error }) => mayPass(error),
        });
        mask(token);
        return token;
    }
    catch (cause) {
        const failed = !(cause instanceof Error) || mayPass(cause);
        const later = 'Look at githubstatus.com, or at the network of a self-hosted runner, then run the job again.';
        throw new InputError('OIDC_UNAVAILABLE', 'the OpenID Connect provider gave no token', failed ? later : next, {
            cause,
        });
    }
}
/** The library tries again only after a few of the server errors, and says the status nowhere but in its message. */
function mayPass({ message }) {
    const status = /Error Code : (\d{3})/.exec(message)?.[1];
    return status === undefined || status === '429' || status.startsWith('5');
}
/**
 * Whether the job's request token may go there: over https to GitHub's own service, the job's server or a host below it,
 * or over http to a server on loopback. The audience is ours to name.
 */
function isTrustworthy(address, server) {
    const [url, own] = [URL.parse(address), URL.parse(server)];
    if (!url || url.username !== '' || url.password !== '' || url.searchParams.has('audience'))
        return false;
    if (url.protocol === 'http:')
        return url.origin === own?.origin && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
    if (url.protocol !== 'https:')
        return false;
    return (url.hostname.endsWith('.actions.githubusercontent.com') ||
        (own !== null && (url.host === own.host || url.hostname.endsWith(`.${own.hostname}`))));
}

;// CONCATENATED MODULE: ./packages/action-kit/out/step.js




/**
 * Runs an action as all that this process is for. A log that nobody reads any more, or that cannot be written, ends
 * nothing; and what nobody caught is reported like any refusal, where Node would print all of it, secrets included.
 */
async function runStep(action, host = process) {
    for (const stream of [host.stdout, host.stderr])
        stream.on('error', () => undefined);
    const runtime = githubRuntime(host.env);
    let hasEnded = false;
    host.on('uncaughtException', (error) => {
        if (hasEnded) {
            const next = 'Nothing: how the step ended stands. If it persists, report it with this line.';
            return runtime.warn(reportWarning('ERROR_AFTERWARDS', causesOf(error), next));
        }
        report(refusalOf(error, action.definition), runtime);
        host.exit();
    });
    await runAction(action, runtime);
    hasEnded = true;
}

;// CONCATENATED MODULE: ./packages/action-kit/out/index.js












/***/ })

};
