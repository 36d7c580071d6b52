export const id = 457;
export const ids = [457,991];
export const modules = {

/***/ 88457:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ action)
});

// EXTERNAL MODULE: ./packages/gitops/out/index.js + 11 modules
var out = __webpack_require__(42393);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./actions/out/workspace.js
var out_workspace = __webpack_require__(82881);
// EXTERNAL MODULE: ./packages/action-kit/out/index.js + 7 modules
var action_kit_out = __webpack_require__(14991);
;// CONCATENATED MODULE: ./actions/out/lint-gitops/inputs.js

const definition = (0,action_kit_out.defineAction)({
    name: 'lint-gitops',
    title: 'BitVault: lint GitOps repository',
    description: 'Renders what Argo CD will apply and checks it for what no schema catches: waves, hooks, digests, policy.',
    icon: 'search',
    inputs: {
        path: (0,action_kit_out.defaulted)(action_kit_out.text, '${{ github.workspace }}', 'Root of the GitOps repository, checked out.'),
        'fail-on': (0,action_kit_out.defaulted)((0,action_kit_out.oneOf)('error', 'warning', 'never'), 'error', 'From which severity on findings fail the step: `error`, `warning` or `never`.'),
        rules: (0,action_kit_out.optional)((0,action_kit_out.lines)((raw) => raw), 'Rules that run, one a line. Default: all of docs/lint.'),
        annotations: (0,action_kit_out.defaulted)(action_kit_out.flag, 'true', 'Show findings at their lines in the pull request.'),
        'sarif-file': (0,action_kit_out.optional)(action_kit_out.text, 'Where to write the findings as SARIF, for github/codeql-action/upload-sarif.'),
        'json-file': (0,action_kit_out.optional)(action_kit_out.text, 'Where to write the findings as JSON.'),
        cache: (0,action_kit_out.optional)(action_kit_out.text, 'Folder in which renderings are kept by their content. Kept with actions/cache, only what changed is rendered. Default: one in the temporary folder of the job.'),
    },
    outputs: {
        result: '`clean`, `findings` or `refused`.',
        errors: 'Number of findings that are errors.',
        warnings: 'Number of findings that are warnings.',
        'sarif-file': 'Path of the SARIF file, if one was asked for.',
        reason: 'Why the repository could not be checked, or did not pass: `CODE: sentence. Next: …`.',
    },
});

// EXTERNAL MODULE: ./packages/promotion/out/index.js + 47 modules
var promotion_out = __webpack_require__(86678);
;// CONCATENATED MODULE: ./actions/out/lint-gitops/summary.js



/** More rows than anybody reads; the log has them all. */
const mostRows = 200;
function findingsSummary(shown) {
    const { repository, reports, suppressed } = shown;
    const { errors, warnings } = (0,out/* tallyOf */.sv)(shown);
    const found = reports.length === 0 ? 'Nothing found' : `${(0,out/* counted */.hS)(errors, 'error')}, ${(0,out/* counted */.hS)(warnings, 'warning')}`;
    const looked = (0,out/* counted */.hS)(repository.applications.length, 'Application');
    const title = `## GitOps lint\n\n${found} in ${looked}; ${suppressed.length} suppressed.\n`;
    if (reports.length === 0)
        return title;
    const rows = reports
        .slice(0, mostRows)
        .map(({ at, severity, rule, message, applications }) => [
        (0,action_kit_out.markdownText)(`${shown.prefix}${at.file}:${at.line}`),
        severity,
        `[${rule.id}](${(0,out/* rulePage */.gd)(rule.id)})`,
        (0,action_kit_out.markdownText)(message),
        (0,action_kit_out.markdownText)((0,out/* enumerated */.BD)(applications)),
    ]);
    const rest = reports.length - rows.length;
    const more = rest === 0 ? '' : `\n${rest} more are in the log.\n`;
    return `${title}\n${(0,promotion_out/* table */.tp)(['where', 'severity', 'rule', 'what', 'Applications'], rows)}\n${more}`;
}
/** One line for the step's failure. */
function failureLine(shown) {
    const { errors, warnings } = (0,out/* tallyOf */.sv)(shown);
    const rules = [...new Set(shown.reports.map(({ rule }) => rule.id))];
    return `LINT_FINDINGS: ${(0,out/* counted */.hS)(errors, 'error')} and ${(0,out/* counted */.hS)(warnings, 'warning')}, of ${(0,out/* enumerated */.BD)(rules)}. Next: mend them, or suppress what is right as it is with its reason; the log names every line and the page of each rule.`;
}

;// CONCATENATED MODULE: ./actions/out/lint-gitops/main.js





const action = {
    definition: definition,
    async main(inputs, runtime) {
        const { env } = runtime;
        const workspace = (0,out_workspace/* workspaceOf */.B)(env);
        const root = (0,external_node_path_.resolve)(workspace, inputs.path);
        const cache = inputs.cache === undefined ? (0,out/* cacheFolder */.nF)(env) : (0,external_node_path_.resolve)(workspace, inputs.cache);
        const checked = await (0,out/* checkFolder */.p$)({ root, only: inputs.rules ?? [], fix: false, cache, env });
        const shown = { ...checked, prefix: prefixOf(workspace, root) };
        const [sarif, json] = [inputs['sarif-file'], inputs['json-file']];
        if (sarif !== undefined)
            await (0,out_workspace/* writeOutputFile */.U)(env, sarif, (0,out/* render */.XX)('sarif', shown, { colours: false }));
        if (json !== undefined)
            await (0,out_workspace/* writeOutputFile */.U)(env, json, (0,out/* render */.XX)('json', shown, { colours: false }));
        runtime.info((0,out/* render */.XX)('text', shown, { colours: false }));
        if (inputs.annotations)
            annotate(shown, runtime);
        const { errors, warnings } = (0,out/* tallyOf */.sv)(shown);
        const fails = out/* failsOn */.Hu[inputs['fail-on']].fails(shown);
        const failure = fails ? failureLine(shown) : '';
        const outputs = {
            result: errors + warnings === 0 ? 'clean' : 'findings',
            errors: String(errors),
            warnings: String(warnings),
            'sarif-file': sarif ?? '',
            reason: failure,
        };
        const summary = findingsSummary(shown);
        return fails ? { kind: 'refused', outputs, summary, failure } : { kind: 'done', outputs, summary };
    },
};
/** Annotations and SARIF name files from the root of the checkout, of which the GitOps repository may be a part. */
function prefixOf(workspace, root) {
    const path = (0,external_node_path_.relative)(workspace, root).replaceAll('\\', '/');
    return path === '' || path.startsWith('..') ? '' : `${path}/`;
}
function annotate({ reports, prefix }, runtime) {
    // A step keeps only some of them: the errors first.
    const ordered = reports.toSorted((left, right) => left.severity.localeCompare(right.severity));
    for (const { severity, at, rule, message, applications } of ordered) {
        const where = applications.length === 0 ? '' : ` [${(0,out/* enumerated */.BD)(applications)}]`;
        const place = { file: prefix + at.file, line: at.line, column: at.column };
        runtime.annotate({ severity, ...place, title: rule.id, message: message + where });
    }
}


/***/ }),

/***/ 82881:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ workspaceOf),
/* harmony export */   U: () => (/* binding */ writeOutputFile)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);


/** Where a job has its files, and what the path of an input is relative to. */
const workspaceOf = (env) => env['GITHUB_WORKSPACE'] ?? process.cwd();
/** Writes what an input asks for, with the folders that lead there. */
async function writeOutputFile(env, path, text) {
    const file = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspaceOf(env), path);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(file), { recursive: true });
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(file, text);
}


/***/ }),

/***/ 14991:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  InputError: () => (/* reexport */ InputError),
  cancellableIn: () => (/* reexport */ cancellableIn),
  defaulted: () => (/* reexport */ defaulted),
  defineAction: () => (/* reexport */ defineAction),
  describeFailure: () => (/* reexport */ describeFailure),
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
  redact: () => (/* reexport */ redact),
  redactMarkdown: () => (/* reexport */ redactMarkdown),
  required: () => (/* reexport */ required),
  runAction: () => (/* reexport */ runAction),
  secretText: () => (/* reexport */ secretText),
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
    INPUT_INVALID: 'An input does not have the form that it must have.',
    OIDC_UNAVAILABLE: 'The job cannot get an OpenID Connect token.',
};
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
 * does not enforce `required`. Secrets are masked before anything parses them.
 *
 * @throws InputError `INPUT_MISSING` or `INPUT_INVALID`, naming the input.
 */
function readInputs(definition, env, mask) {
    const values = {};
    for (const [name, spec] of Object.entries(definition.inputs)) {
        const raw = (env[inputVariable(name)] ?? '').trim();
        if (spec.kind.secret && raw !== '')
            mask(raw);
        values[name] = readInput(name, spec, raw);
    }
    return values;
}
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
        const found = spec.kind.secret ? '(hidden)' : JSON.stringify(effective.slice(0, 200));
        const expected = cause instanceof Error ? cause.message : 'of the documented form';
        throw new InputError('INPUT_INVALID', `input "${name}" is ${found}, but must be ${expected}`, `Correct \`with: ${name}:\` on this step.`, {
            cause,
        });
    }
}

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
/** Replaces every remembered secret, longest first so that a secret inside another is not left half shown. */
function redact(text, secrets) {
    return [...secrets]
        .toSorted((a, b) => b.length - a.length)
        .reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
}
/** Text of anybody's as Markdown that shows just it: whatever might be markup is written as the number of its character. */
function markdownText(text) {
    return logText(text)
        .replaceAll('\n', ' ')
        .replace(/[^\p{L}\p{N} ,]/gu, (character) => `&#${character.codePointAt(0)};`);
}
/** As `redact`, in Markdown whose text was escaped: the secret may no longer stand there as it is. */
function redactMarkdown(markdown, secrets) {
    return [...secrets]
        .toSorted((a, b) => b.length - a.length)
        .map((secret) => new RegExp(Array.from(secret, escapedForms).join(''), 'gu'))
        .reduce((shown, secret) => shown.replace(secret, '***'), markdown);
}
const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** A pattern for every way in which a character is written: itself, after a backslash, before an invisible space, as an entity. */
function escapedForms(character) {
    const code = character.codePointAt(0) ?? 0;
    const named = entities[character];
    return `(?:\\\\?\\u{${code.toString(16)}}\\u200b?|&#${code};${named === undefined ? '' : `|${named}`})`;
}

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 14 modules
var core = __webpack_require__(96421);
// EXTERNAL MODULE: ./node_modules/p-retry/index.js + 1 modules
var p_retry = __webpack_require__(74995);
;// CONCATENATED MODULE: ./packages/action-kit/out/runtime.js





/** GitHub refuses a step summary of more than 1 MiB; what is cut off would take the rest of it along. */
const summaryLimit = 1_000_000;
function githubRuntime(env) {
    const secrets = new Set();
    const safe = (text) => logText(redact(text, secrets));
    const mask = (secret) => {
        if (secret === '')
            return;
        const lines = secret.split(/\r\n|\n|\r/).filter((line) => line.trim().length > 3);
        for (const line of [secret, ...lines].filter((part) => part.trim().length > 3))
            secrets.add(line);
        // Told all at once, the runner hides each line wherever it stands, a lone quote or brace too; it also withholds
        // outputs with something hidden in them. Where there are none but short lines, that is better than to show them.
        for (const line of lines.length > 0 ? lines : [secret])
            core/* setSecret */.Pq(line);
    };
    return {
        env,
        mask,
        info: (line) => core/* info */.pq(safe(line)),
        warn: (line) => core/* warning */.$e(safe(line)),
        annotate({ severity, file, line, column, title, message }) {
            const say = severity === 'error' ? core/* error */.z3 : core/* warning */.$e;
            say(safe(message), { title, file, startLine: line, startColumn: column });
        },
        fail: (message) => core/* setFailed */.C1(safe(message)),
        setOutput: (name, value) => core/* setOutput */.uH(name, redact(value, secrets)),
        async writeSummary(markdown) {
            if (env['GITHUB_STEP_SUMMARY'] === undefined)
                return;
            await core/* summary */.z.addRaw(redactMarkdown(markdown, secrets).slice(0, summaryLimit), true).write();
        },
        idToken: (audience) => requestIdToken(env, audience, mask),
        cancellable: cancellableIn(process),
    };
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
        throw new InputError('OIDC_UNAVAILABLE', 'the OpenID Connect provider gave no token', next, { cause });
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

;// CONCATENATED MODULE: ./packages/action-kit/out/run-action.js




/** The one exit of every action: reads inputs, runs `main`, reports outputs, summary and failure. */
async function runAction(action, runtime = githubRuntime(process.env)) {
    try {
        const inputs = readInputs(action.definition, runtime.env, (secret) => runtime.mask(secret));
        const outcome = await action.main(inputs, runtime);
        for (const [name, value] of Object.entries(outcome.outputs))
            runtime.setOutput(name, value);
        await runtime.writeSummary(outcome.summary);
        if (outcome.kind === 'refused')
            runtime.fail(outcome.failure);
    }
    catch (error) {
        const failure = describeFailure(error);
        if ('result' in action.definition.outputs)
            runtime.setOutput('result', 'refused');
        if ('reason' in action.definition.outputs)
            runtime.setOutput('reason', failure);
        runtime.fail(failure);
        const lines = failure.split('\n').map((line) => `- ${markdownText(line)}\n`);
        // The failure is reported already, whatever becomes of this.
        await runtime.writeSummary(`## Refused\n\n${lines.join('')}`).catch(() => undefined);
    }
}
/** More of a message is text of somebody's that nobody reads. */
const longestMessage = 2_000;
/** A refusal is one line, however many are in what it quotes. */
const oneLine = (message) => `${message.slice(0, longestMessage)}${message.length > longestMessage ? '…' : ''}`.replace(/[\r\n\u0085\u2028\u2029]+/g, ' ');
/**
 * A coded error as `CODE: message. Next: …`; anything else with its causes, since nobody foresaw it.
 * @param about which of several things it is about
 */
function describeFailure(error, about) {
    if (isCodedError(error)) {
        const message = about === undefined ? error.message : `${about}: ${error.message}`;
        return `${error.code}: ${oneLine(message)}. Next: ${error.next}`;
    }
    const chain = [];
    for (let link = error; link !== undefined && chain.length < 5; link = link instanceof Error ? link.cause : undefined) {
        chain.push(link instanceof Error ? `${link.name}: ${link.message}` : 'a value that is no Error was thrown');
    }
    const where = about === undefined ? '' : ` (${about})`;
    return `UNEXPECTED: ${oneLine(chain.join(' ← '))}${where}. Next: run again with debug logging; if it persists, report it with this line.`;
}

;// CONCATENATED MODULE: ./packages/action-kit/out/index.js









/***/ })

};
