export const id = 989;
export const ids = [989,991];
export const modules = {

/***/ 25865:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R_: () => (/* binding */ gitOpsRepository),
/* harmony export */   US: () => (/* binding */ policyOf),
/* harmony export */   Vp: () => (/* binding */ runUrl),
/* harmony export */   _F: () => (/* binding */ serverAddresses),
/* harmony export */   fH: () => (/* binding */ tokenIssuer),
/* harmony export */   kl: () => (/* binding */ connectToGitOps)
/* harmony export */ });
/* harmony import */ var _bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(14991);
/* harmony import */ var _bitvault_github__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(39678);
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(86678);



function serverAddresses(env) {
    return {
        server: address(env, 'GITHUB_SERVER_URL'),
        api: address(env, 'GITHUB_API_URL'),
        graphql: address(env, 'GITHUB_GRAPHQL_URL'),
    };
}
function address(env, name) {
    const value = env[name] ?? '';
    if (!URL.canParse(value)) {
        throw new _bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.InputError('INPUT_MISSING', `${name} is not set to an address`, 'Run this inside a GitHub Actions job.');
    }
    return value.replace(/\/+$/, '');
}
/** The certificate identity's issuer: GitHub's own, or the one that an enterprise server runs. */
function tokenIssuer(server) {
    return server === 'https://github.com' ? 'https://token.actions.githubusercontent.com' : `${server}/_services/token`;
}
function gitOpsRepository(input, env) {
    return input ?? (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__/* .parseRepositoryName */ .$M)(env['GITHUB_REPOSITORY'] ?? '');
}
function connectToGitOps(inputs, runtime) {
    const { api, graphql } = serverAddresses(runtime.env);
    return (0,_bitvault_github__WEBPACK_IMPORTED_MODULE_1__/* .connectGitHub */ .UY)({
        token: inputs.token,
        apiUrl: api,
        graphqlUrl: graphql,
        repository: gitOpsRepository(inputs.repository, runtime.env),
    });
}
/** URL of this workflow run, for trailers and texts. */
function runUrl(env) {
    const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = env;
    return server && repository && id ? `${server}/${repository}/actions/runs/${id}` : null;
}
/** The policy on the base branch, and nothing else, decides. Throws PolicyError. */
function policyOf(base) {
    if (base.policyText === null) {
        throw new _bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.InputError('INPUT_INVALID', `branch ${base.branch} has no promotion.yaml that can be read`, 'Add promotion.yaml at the root of the GitOps repository; docs/promotion.schema.json describes it.');
    }
    return (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__/* .parsePolicy */ .ON)(base.policyText);
}


/***/ }),

/***/ 51005:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Av: () => (/* binding */ trustInputs),
/* harmony export */   P4: () => (/* binding */ registryInputs),
/* harmony export */   cH: () => (/* binding */ gitOpsInputs),
/* harmony export */   lo: () => (/* binding */ dryRunInput),
/* harmony export */   oL: () => (/* binding */ rollbackWorkflowInput)
/* harmony export */ });
/* harmony import */ var _bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(14991);
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86678);


/** Inputs that every action which talks to the GitOps repository takes. */
const gitOpsInputs = {
    token: (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.required)(_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.secretText, 'Token of a GitHub App that is installed on the GitOps repository.'),
    repository: (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.optional)((0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.parsed)(_bitvault_promotion__WEBPACK_IMPORTED_MODULE_1__/* .parseRepositoryName */ .$M), 'GitOps repository as `owner/name`. Default: the one that the workflow runs in.'),
    branch: (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.optional)(_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.text, 'Base branch of the GitOps repository. Default: its default branch.'),
};
const registryInputs = {
    'registry-username': (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.optional)(_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.text, 'User name for the registry. Default: what an earlier step logged in with, from the `config.json` of Docker with its credential helpers, or the `auth.json` of podman and buildah.'),
    'registry-password': (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.optional)(_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.secretText, 'Password or token for the registry. It is sent to that registry only.'),
    'registry-ca': (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.optional)(_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.text, "Certificate of the private authority that the registry's certificate is from, as a path or as PEM. The whole step trusts it besides the public ones."),
};
const trustInputs = {
    'trusted-root': (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.optional)(_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.text, "Sigstore trusted root, as a path or as inline JSON; several, one a line, as `gh attestation trusted-root` prints them. Default: those of the public good instance and of GitHub's own Sigstore, over TUF."),
};
const dryRunInput = {
    'dry-run': (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.defaulted)(_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.flag, 'false', 'Decide and report, but change nothing.'),
};
const rollbackWorkflowInput = {
    'rollback-workflow': (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.defaulted)(_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.text, 'rollback.yml', 'Workflow that is dispatched to take back a merge that the policy turned out to forbid, because something moved in that very moment.'),
};


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









/***/ }),

/***/ 39678:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  UY: () => (/* reexport */ connectGitHub),
  ij: () => (/* reexport */ deploymentGateReader),
  di: () => (/* reexport */ findStandingIssue),
  pR: () => (/* reexport */ keepStandingIssue),
  NK: () => (/* reexport */ promotionHistoryReader),
  kj: () => (/* reexport */ promotionStateReader),
  n1: () => (/* reexport */ pullRequestMerger),
  m0: () => (/* reexport */ pullRequestWriter),
  rI: () => (/* reexport */ readAuthors),
  Ny: () => (/* reexport */ reportCheck),
  CU: () => (/* reexport */ settleProposal),
  hi: () => (/* reexport */ workflowDispatcher)
});

// UNUSED EXPORTS: GitHubError, RaceError, githubErrorCodes, raceErrorCodes

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(77934);
;// CONCATENATED MODULE: ./packages/github/out/check-run.js

/** How the check run is called on every pull request. */
const check_run_name = 'promotion';
const checkRun = dist/* object */.Ikc({
    id: dist/* number */.aig(),
    external_id: dist/* nullable */.mee(dist/* string */.YjP()),
    status: dist/* string */.YjP(),
    conclusion: dist/* nullable */.mee(dist/* string */.YjP()),
    details_url: dist/* nullable */.mee(dist/* string */.YjP()),
    output: dist/* object */.Ikc({ title: dist/* nullable */.mee(dist/* string */.YjP()), summary: dist/* nullable */.mee(dist/* string */.YjP()) }),
});
const listed = dist/* object */.Ikc({ check_runs: dist/* array */.YOg(checkRun) });
const progress = {
    waiting: { status: 'in_progress' },
    refused: { status: 'completed', conclusion: 'failure' },
    merged: { status: 'completed', conclusion: 'success' },
};
/**
 * Says on the head of a pull request what is missing: one check run, which is updated, not repeated, and left alone where
 * it says the same already. Needs an App with `checks: write`.
 */
async function reportCheck(connection, { number, head }, check) {
    const externalId = `bitvault-promotion/${number}`;
    const { title, summary, url } = check;
    const list = 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs';
    const { check_runs } = await connection.rest('repeatable', list, { ref: head, check_name: check_run_name }, listed);
    const known = check_runs.find(({ external_id }) => external_id === externalId);
    if (known !== undefined && saysSame(known, check))
        return;
    const said = { ...progress[check.state], output: { title, summary }, ...(url !== null && { details_url: url }) };
    if (known === undefined) {
        const parameters = { name: check_run_name, head_sha: head, external_id: externalId, ...said };
        await connection.rest('once', 'POST /repos/{owner}/{repo}/check-runs', parameters, checkRun);
    }
    else {
        const parameters = { check_run_id: known.id, ...said };
        await connection.rest('repeatable', 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', parameters, checkRun);
    }
}
function saysSame(known, { state, title, summary, url }) {
    const { status, conclusion } = { conclusion: null, ...progress[state] };
    return (known.status === status &&
        known.conclusion === conclusion &&
        known.output.title === title &&
        known.output.summary === summary &&
        (url === null || known.details_url === url));
}

;// CONCATENATED MODULE: ./packages/github/out/github-error.js
const githubErrorCodes = {
    GITHUB_ADDRESS_INVALID: 'The addresses or the token of GitHub cannot be used.',
    GITHUB_UNREACHABLE: 'GitHub gave no usable answer: the network failed, or the server did.',
    GITHUB_RATE_LIMITED: 'GitHub asks to wait longer than this run may wait.',
    GITHUB_DENIED: 'The token may not do this.',
    GITHUB_NOT_FOUND: 'It does not exist, or the token may not see it.',
    GITHUB_REFUSED: 'GitHub understood the request and refused it.',
    GITHUB_REDIRECTED: 'GitHub pointed to another address, where the token is not sent.',
    GITHUB_ANSWER_INVALID: 'GitHub answered something other than what its API documents.',
    GITHUB_PARTIAL_ANSWER: 'GitHub answered only a part of what was asked.',
    GITHUB_TOO_MUCH: 'There is more than can be read, and a part will not do.',
    GITHUB_BRANCH_TAKEN: 'A branch of this suite carries a pull request to another base, which writing it would close.',
    GITHUB_COMMIT_UNSIGNED: 'GitHub did not sign the commit, so no gate would accept it.',
};
/** Thrown by everything that asks GitHub. Its texts never hold the token. */
class GitHubError extends Error {
    name = 'GitHubError';
    code;
    next;
    status;
    answer;
    wait;
    constructor(code, message, details) {
        super(message, details.cause === undefined ? {} : { cause: details.cause });
        this.code = code;
        this.next = details.next;
        this.status = details.status ?? null;
        this.answer = details.answer ?? '';
        this.wait = details.wait ?? null;
    }
}
/** Whether the request may have taken effect although it failed: only a fresh read can tell. */
function isUnclear(error) {
    return (error instanceof GitHubError && (error.code === 'GITHUB_UNREACHABLE' || error.code === 'GITHUB_ANSWER_INVALID'));
}

;// CONCATENATED MODULE: ./packages/github/out/addresses.js

const loopback = new Set(['127.0.0.1', '[::1]', 'localhost']);
/** @throws GitHubError where the token would travel unencrypted, to two hosts, or not at all. */
function checkAccess(access) {
    const api = trustworthy(access.apiUrl, 'REST address');
    const graphql = trustworthy(access.graphqlUrl, 'GraphQL address');
    if (api.origin !== graphql.origin) {
        throw invalid('the REST and the GraphQL address are on different hosts', 'Take both from the same server.');
    }
    // A header would refuse other characters, with a message that quotes them.
    if (!/^[\x21-\x7e]+$/.test(access.token)) {
        throw invalid('the token is empty, or holds characters that no token has', 'Pass the token as GitHub gave it.');
    }
    return { apiUrl: api.href.replace(/\/+$/, ''), graphqlUrl: graphql.href };
}
function trustworthy(address, what) {
    const url = URL.canParse(address) ? new URL(address) : null;
    if (url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.has(url.hostname)))
        return url;
    throw invalid(`the ${what} is not an https address`, 'Run this inside a GitHub Actions job, or correct the address.');
}
const invalid = (message, next) => new GitHubError('GITHUB_ADDRESS_INVALID', message, { next });

// EXTERNAL MODULE: ./node_modules/@octokit/request-error/dist-src/index.js
var dist_src = __webpack_require__(31015);
;// CONCATENATED MODULE: ./packages/github/out/failures.js


/** Turns what a request threw into a GitHubError. `about` names the request; `redact` takes the token out of texts. */
function failureOf(error, about, redact) {
    if (error instanceof GitHubError)
        return error;
    const response = error instanceof dist_src/* RequestError */.G ? error.response : undefined;
    if (response === undefined) {
        const cause = error instanceof dist_src/* RequestError */.G ? error.cause : error;
        const detail = redact(error instanceof Error ? error.message : 'unknown failure');
        return new GitHubError('GITHUB_UNREACHABLE', `${about} got no answer: ${detail}`, {
            next: 'Check the network and githubstatus.com, then run again.',
            cause: cause instanceof Error ? new Error(redact(cause.message)) : undefined,
        });
    }
    const { status, headers } = response;
    return answeredFailure({ status, headers, answer: redact(wordsOf(response.data)), about });
}
function answeredFailure({ status, headers, answer, about }) {
    const found = `${about} was answered ${status}${answer === '' ? '' : `: ${answer}`}`;
    const details = (next) => ({ next, status, answer });
    if (isRateLimit(status, headers, answer))
        return rateLimited(headers, about, answer, status);
    if (status >= 500) {
        return new GitHubError('GITHUB_UNREACHABLE', found, details('Check githubstatus.com, then run again.'));
    }
    if (status === 401) {
        return new GitHubError('GITHUB_DENIED', found, details('Give the action a token that is valid and not expired.'));
    }
    if (status === 403) {
        const needed = headers['x-accepted-github-permissions'];
        const message = needed === undefined ? found : `${found} (X-Accepted-GitHub-Permissions: ${needed})`;
        return new GitHubError('GITHUB_DENIED', message, details('Give the token the permission that this needs.'));
    }
    if (status === 404) {
        const next = 'Check the name, and that the token may read it: GitHub hides what a token may not see.';
        return new GitHubError('GITHUB_NOT_FOUND', found, details(next));
    }
    return new GitHubError('GITHUB_REFUSED', found, details('Read what GitHub says and correct it.'));
}
/** The message of a REST error with the messages of its single errors, on one line. */
function wordsOf(data) {
    if (typeof data !== 'object' || data === null || !('message' in data))
        return '';
    const errors = 'errors' in data && Array.isArray(data.errors) ? data.errors : [];
    const details = errors.map((error) => {
        if (typeof error === 'string')
            return error;
        return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : '';
    });
    return oneLine([String(data.message), ...details.filter((detail) => detail !== '')].join('; '));
}
const oneLine = (text) => text.replaceAll(/\s+/g, ' ').trim().slice(0, 1_000);
function isRateLimit(status, headers, answer) {
    if (status === 429)
        return true;
    if (status !== 403)
        return false;
    return headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0' || /rate limit/i.test(answer);
}
function rateLimited(headers, about, answer, status) {
    const now = Date.parse(String(headers['date']));
    const clock = Number.isNaN(now) ? Date.now() : now;
    const wait = rateLimitWait(headers, clock);
    const until = new Date(clock + wait).toISOString();
    const words = answer === '' ? '' : `: ${answer}`;
    return new GitHubError('GITHUB_RATE_LIMITED', `${about} met a rate limit that lasts until ${until}${words}`, {
        next: `Run again after ${until}.`,
        status,
        answer,
        wait,
    });
}
/** The order that GitHub prescribes (docs.github.com, "Best practices for using the REST API"), in milliseconds. */
function rateLimitWait(headers, now) {
    const after = headers['retry-after'];
    if (after !== undefined) {
        const seconds = Number(after);
        const date = Date.parse(String(after));
        if (Number.isFinite(seconds))
            return Math.max(0, seconds * 1_000);
        if (!Number.isNaN(date))
            return Math.max(0, date - now);
    }
    const reset = Number(headers['x-ratelimit-reset']);
    if (headers['x-ratelimit-remaining'] === '0' && Number.isFinite(reset))
        return Math.max(0, reset * 1_000 - now);
    return 60_000;
}
/** An answer with `errors` is no answer, however much data comes with it. */
function graphqlFailure(issues, headers, about, redact) {
    const answer = redact(oneLine([...new Set(issues.map((issue) => issue.message))].join('; ')));
    const places = [...new Set(issues.flatMap((issue) => (issue.path === undefined ? [] : [issue.path.join('.')])))];
    const where = places.length === 0 ? '' : ` at ${places.slice(0, 3).join(', ')}`;
    const found = `${about} was answered with errors${where}: ${answer}`;
    const types = new Set(issues.map((issue) => issue.type));
    if (types.has('RATE_LIMITED') || types.has('RATE_LIMIT'))
        return rateLimited(headers, about, answer, 200);
    if (types.has('FORBIDDEN') || types.has('INSUFFICIENT_SCOPES')) {
        return new GitHubError('GITHUB_DENIED', found, { next: 'Give the token the permission that this needs.', answer });
    }
    if (types.has('NOT_FOUND')) {
        const next = 'Check the name, and that the token may read it: GitHub hides what a token may not see.';
        return new GitHubError('GITHUB_NOT_FOUND', found, { next, answer });
    }
    return new GitHubError('GITHUB_PARTIAL_ANSWER', found, {
        next: 'Run again; if it persists, read what GitHub says.',
        answer,
    });
}

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./node_modules/p-retry/index.js + 1 modules
var p_retry = __webpack_require__(74995);
;// CONCATENATED MODULE: ./packages/github/out/retrying.js



/** Answers that GitHub gives while it is overloaded; none at all counts as well. */
const retrying_transient = new Set([null, 502, 503, 504]);
function isTransient(error) {
    return error instanceof GitHubError && error.code === 'GITHUB_UNREACHABLE' && retrying_transient.has(error.status);
}
/** A request that a rate limit refused has had no effect, so even a write may be sent again. */
function rateLimitOf(error) {
    return error instanceof GitHubError && error.code === 'GITHUB_RATE_LIMITED' ? error.wait : null;
}
/**
 * Runs `attempt` again after failures that will pass, for at most `patience` milliseconds in all. What is to run `once`
 * is only repeated when GitHub said that it did nothing.
 */
function retrying(attempt, repeatable, patience) {
    const started = performance.now();
    return (0,p_retry/* default */.Ay)(attempt, {
        retries: 5,
        minTimeout: 250,
        maxTimeout: 5_000,
        factor: 2,
        randomize: true,
        maxRetryTime: patience,
        shouldRetry: async ({ error }) => {
            const wait = rateLimitOf(error);
            if (wait === null)
                return repeatable === 'repeatable' && isTransient(error);
            if (performance.now() - started + wait > patience)
                return false;
            await (0,promises_.setTimeout)(wait);
            return true;
        },
    });
}

// EXTERNAL MODULE: ./node_modules/@octokit/core/dist-src/index.js + 12 modules
var core_dist_src = __webpack_require__(14730);
;// CONCATENATED MODULE: ./packages/github/out/transport.js



const requestTimeout = 30_000;
const redirectLimit = 3;
/** Sends single requests. Follows redirects of reads on the API's own host, and none that would take the token elsewhere. */
function openTransport({ token, apiUrl, userAgent, redact }) {
    const silent = () => undefined;
    const log = { debug: silent, info: silent, warn: silent, error: silent };
    const octokit = new core_dist_src/* Octokit */.E({ auth: token, baseUrl: apiUrl, userAgent, log });
    const sendOnce = async ({ about, method, url, parameters }) => {
        try {
            const request = { redirect: 'manual', signal: AbortSignal.timeout(requestTimeout) };
            const { status, headers, data } = await octokit.request(`${method} ${url}`, { ...parameters, request });
            return { status, headers, data };
        }
        catch (error) {
            throw failureOf(error, about, redact);
        }
    };
    return async (first) => {
        let request = first;
        for (let hops = 0;; hops += 1) {
            const answer = await sendOnce(request);
            if (answer.status < 300)
                return answer;
            if (hops === redirectLimit)
                throw redirected(first, 'too often');
            request = { ...request, url: redirectTarget(first, answer, apiUrl), parameters: {} };
        }
    };
}
/** A renamed repository is found again by its number, on the same host. */
function redirectTarget(request, answer, apiUrl) {
    const location = String(answer.headers['location'] ?? '');
    if (!URL.canParse(location, apiUrl))
        throw redirected(request, 'to nowhere');
    const target = new URL(location, apiUrl);
    if (target.origin !== new URL(apiUrl).origin)
        throw redirected(request, `to another host, ${target.host}`);
    if (request.method !== 'GET')
        throw redirected(request, 'although it writes');
    return target.href;
}
function redirected({ about }, how) {
    return new GitHubError('GITHUB_REDIRECTED', `${about} was redirected ${how}`, {
        next: 'If the repository was renamed or moved, use its new name; otherwise check GITHUB_API_URL.',
    });
}

;// CONCATENATED MODULE: ./packages/github/out/connection.js






/** The answer to any GraphQL request (spec.graphql.org, "Response"). */
const envelope = dist/* object */.Ikc({
    data: dist/* optional */.lqM(dist/* unknown */.L5J()),
    errors: dist/* optional */.lqM(dist/* array */.YOg(dist/* object */.Ikc({
        message: dist/* string */.YjP(),
        type: dist/* optional */.lqM(dist/* string */.YjP()),
        path: dist/* optional */.lqM(dist/* array */.YOg(dist/* union */.KCZ([dist/* string */.YjP(), dist/* number */.aig()]))),
    }))),
});
/** @throws GitHubError `GITHUB_ADDRESS_INVALID` where token or addresses cannot be used. */
function connectGitHub(options) {
    const { token, repository, patience = 120_000, userAgent = 'bitvault-actions' } = options;
    if (token !== '')
        options.mask?.(token);
    const { apiUrl, graphqlUrl } = checkAccess(options);
    const redact = (text) => text.replaceAll(token, '[REDACTED]');
    const send = openTransport({ token, apiUrl, userAgent, redact });
    const [owner = '', name = ''] = repository.split('/');
    const graphql = async ({ title, text, variables }) => {
        const request = { about: title, method: 'POST', url: graphqlUrl, parameters: { query: text, variables } };
        const { data: body, headers } = await send(request);
        const { data, errors = [] } = validated(envelope, body, title);
        return { data, headers, failure: errors.length === 0 ? null : graphqlFailure(errors, headers, title, redact) };
    };
    return {
        repository,
        owner,
        name,
        recollection: { repositoryId: null, ownApprovals: new Map() },
        rest(repeatable, route, parameters, schema) {
            const [method = '', url = ''] = route.split(' ');
            const filled = { ...parameters, owner, repo: name };
            const about = route.replaceAll(/\{(\w+)\}/g, (hole, key) => (key in filled ? String(filled[key]) : hole));
            const attempt = async () => {
                const answer = await send({ about, method, url, parameters: filled });
                return validated(schema, answer.data, about);
            };
            return retrying(attempt, repeatable, patience);
        },
        query(document, schema) {
            const attempt = async () => {
                const { data, headers, failure } = await graphql(document);
                if (failure !== null)
                    throw failure;
                return { data: validated(schema, data, document.title), now: clockOf(headers, document.title) };
            };
            return retrying(attempt, 'repeatable', patience);
        },
        mutate(document, schema) {
            const attempt = async () => {
                const { data, failure } = await graphql(document);
                if (failure !== null && (data === undefined || data === null))
                    throw failure;
                return { data: validated(schema, data, document.title), failure };
            };
            return retrying(attempt, 'once', patience);
        },
    };
}
function validated(schema, data, about) {
    const result = dist/* safeParse */.xLC(schema, data, { abortEarly: true });
    if (result.success)
        return result.output;
    const [issue] = result.issues;
    throw answerInvalid(about, `not as documented: ${dist/* getDotPath */.BuJ(issue) ?? 'as a whole'}: ${issue.message.slice(0, 200)}`);
}
function answerInvalid(about, what) {
    return new GitHubError('GITHUB_ANSWER_INVALID', `${about} was answered, but ${what}`, {
        next: 'Run again; if it persists, check that the address is a GitHub API of a supported version.',
    });
}
function clockOf(headers, about) {
    const date = new Date(String(headers['date']));
    if (Number.isNaN(date.getTime()))
        throw answerInvalid(about, 'its Date header cannot be read');
    return date;
}

;// CONCATENATED MODULE: ./packages/github/out/deployment-gate-reader.js



/** Reads what guards a job: its environment, who approved its run, and who may. */
function deploymentGateReader(connection) {
    return {
        environment: (name) => readEnvironment(connection, name),
        approvals: (runId) => readApprovals(connection, runId),
        run: (runId) => readRun(connection, runId),
        isTeamMember: (organization, team, login) => isTeamMember(connection, organization, team, login),
    };
}
const reviewer = dist/* pipe */.FsL(dist/* variant */.Oxt('type', [
    dist/* object */.Ikc({ type: dist/* literal */.euz('User'), reviewer: dist/* object */.Ikc({ login: dist/* string */.YjP(), id: dist/* number */.aig() }) }),
    dist/* object */.Ikc({ type: dist/* literal */.euz('Team'), reviewer: dist/* object */.Ikc({ slug: dist/* string */.YjP(), id: dist/* number */.aig() }) }),
]), dist/* transform */.pdi((found) => {
    const name = found.type === 'User' ? found.reviewer.login : found.reviewer.slug;
    return { kind: found.type, name, id: found.reviewer.id };
}));
const reviewersRule = dist/* object */.Ikc({
    type: dist/* literal */.euz('required_reviewers'),
    prevent_self_review: dist/* optional */.lqM(dist/* boolean */.zMY(), false),
    reviewers: dist/* array */.YOg(reviewer),
});
const otherRule = dist/* object */.Ikc({ type: dist/* pipe */.FsL(dist/* string */.YjP(), dist/* notValue */.Jbn('required_reviewers')) });
const environmentAnswer = dist/* object */.Ikc({
    name: dist/* string */.YjP(),
    protection_rules: dist/* optional */.lqM(dist/* array */.YOg(dist/* union */.KCZ([reviewersRule, otherRule])), []),
    can_admins_bypass: dist/* optional */.lqM(dist/* boolean */.zMY()),
    deployment_branch_policy: dist/* nullish */.cl6(dist/* object */.Ikc({ protected_branches: dist/* boolean */.zMY(), custom_branch_policies: dist/* boolean */.zMY() }), null),
});
async function readEnvironment(connection, name) {
    const route = 'GET /repos/{owner}/{repo}/environments/{environment_name}';
    const answer = await orNull(connection.rest('repeatable', route, { environment_name: name }, environmentAnswer));
    if (answer === null)
        return null;
    if (answer.name.toLowerCase() !== name.toLowerCase()) {
        throw answerInvalid(route, `it is about another environment, ${answer.name}`);
    }
    const rules = answer.protection_rules.filter((rule) => 'reviewers' in rule);
    const policy = answer.deployment_branch_policy;
    return {
        name: answer.name,
        reviewers: rules.flatMap((rule) => rule.reviewers),
        preventSelfReview: rules.some((rule) => rule.prevent_self_review),
        canAdminsBypass: answer.can_admins_bypass,
        branchPolicy: policy === null ? 'none' : policy.protected_branches ? 'protected' : 'custom',
    };
}
const approval = dist/* pipe */.FsL(dist/* object */.Ikc({
    state: dist/* picklist */.KIO(['approved', 'rejected', 'pending']),
    comment: dist/* string */.YjP(),
    user: dist/* nullable */.mee(dist/* object */.Ikc({ login: dist/* string */.YjP(), id: dist/* number */.aig(), type: dist/* string */.YjP() })),
    environments: dist/* array */.YOg(dist/* object */.Ikc({ name: dist/* string */.YjP() })),
}), dist/* transform */.pdi(({ state, comment, user, environments }) => ({
    state,
    comment,
    user: user === null ? null : { login: user.login, id: user.id, kind: user.type },
    environments: environments.map((environment) => environment.name),
})));
/** Reviews of a run's deployments. */
function readApprovals(connection, runId) {
    const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals';
    return connection.rest('repeatable', route, { run_id: runId }, dist/* array */.YOg(approval));
}
const actor = dist/* nullish */.cl6(dist/* object */.Ikc({ login: dist/* string */.YjP(), type: dist/* string */.YjP() }), null);
const runAnswer = dist/* pipe */.FsL(dist/* object */.Ikc({
    id: dist/* number */.aig(),
    run_attempt: dist/* number */.aig(),
    event: dist/* string */.YjP(),
    path: dist/* string */.YjP(),
    head_branch: dist/* nullable */.mee(dist/* string */.YjP()),
    actor,
    triggering_actor: actor,
}), dist/* transform */.pdi((run) => ({
    id: run.id,
    attempt: run.run_attempt,
    event: run.event,
    actor: run.actor?.login ?? null,
    actorKind: run.actor?.type ?? null,
    triggeringActor: run.triggering_actor?.login ?? null,
    // GitHub may add the ref that the workflow was taken from.
    path: run.path.replace(/(\.ya?ml)@.*$/, '$1'),
    headBranch: run.head_branch,
})));
function readRun(connection, runId) {
    return connection.rest('repeatable', 'GET /repos/{owner}/{repo}/actions/runs/{run_id}', { run_id: runId }, runAnswer);
}
async function isTeamMember(connection, org, team, login) {
    const parameters = { org, team_slug: team, username: login };
    const membership = dist/* object */.Ikc({ state: dist/* string */.YjP() });
    const route = 'GET /orgs/{org}/teams/{team_slug}/memberships/{username}';
    const found = await orNull(connection.rest('repeatable', route, parameters, membership));
    if (found !== null)
        return found.state === 'active';
    // The same 404 stands for "no member" and for "no such team, as far as you may see".
    await connection.rest('repeatable', 'GET /orgs/{org}/teams/{team_slug}', { org, team_slug: team }, dist/* object */.Ikc({ slug: dist/* string */.YjP() }));
    return false;
}
async function orNull(answer) {
    try {
        return await answer;
    }
    catch (error) {
        if (error instanceof GitHubError && error.code === 'GITHUB_NOT_FOUND')
            return null;
        throw error;
    }
}

// EXTERNAL MODULE: ./packages/promotion/out/index.js + 47 modules
var out = __webpack_require__(86678);
;// CONCATENATED MODULE: ./packages/github/out/answers.js


/** A string that `parse` accepts; its TypeError becomes the schema's issue. */
function parsedString(parse) {
    return dist/* pipe */.FsL(dist/* string */.YjP(), dist/* rawTransform */.NTK(({ dataset, addIssue, NEVER }) => {
        try {
            return parse(dataset.value);
        }
        catch (error) {
            if (!(error instanceof TypeError))
                throw error;
            addIssue({ message: error.message });
            return NEVER;
        }
    }));
}
const commitOid = parsedString(out/* parseCommitOid */.ZN);
/** GraphQL's `DateTime` and REST's timestamps, both ISO 8601. */
const timestamp = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* isoTimestamp */.yhX(), dist/* transform */.pdi((text) => new Date(text)));
const accountKind = dist/* picklist */.KIO(['User', 'Bot', 'Organization', 'Mannequin', 'EnterpriseUserAccount']);
/** GraphQL leaves out the `[bot]` with which REST ends the logins of Apps. */
function restLogin(kind, login) {
    return kind === 'Bot' && !login.endsWith('[bot]') ? `${login}[bot]` : login;
}
/** Selected as `{__typename login}`; null for an account that is gone. */
const account = dist/* nullable */.mee(dist/* pipe */.FsL(dist/* object */.Ikc({ __typename: accountKind, login: dist/* string */.YjP() }), dist/* transform */.pdi(({ __typename: kind, login }) => ({ kind, login: restLogin(kind, login) }))));
/** Null and absent alike: GitHub leaves out some of what it has no value for. */
const absent = dist/* nullish */.cl6(dist/* unknown */.L5J());

;// CONCATENATED MODULE: ./packages/github/out/query-variables.js
function queryVariables() {
    const declared = [];
    const values = {};
    return {
        values,
        add(type, value) {
            const name = `v${declared.length}`;
            declared.push(`$${name}: ${type}`);
            values[name] = value;
            return `$${name}`;
        },
        head: (title) => (declared.length === 0 ? title : `${title}(${declared.join(', ')})`),
    };
}
/** `alias0: field` … for each item, one a line. */
function aliased(alias, items, field) {
    return items.map((item, index) => `${alias}${index}: ${field(item)}`).join('\n');
}
/** The values of `alias0` … in an answer, in the order of the items that were asked for. */
function unaliased(alias, count, answer) {
    return Array.from({ length: count }, (_, index) => answer[`${alias}${index}`]);
}
function repositoryField({ owner, name }, variables) {
    return `repository(owner: ${variables.add('String!', owner)}, name: ${variables.add('String!', name)})`;
}

;// CONCATENATED MODULE: ./packages/github/out/promotion-history.js




/** GraphQL gives at most this many at once. */
const commitsPerRequest = 100;
const mostRequests = 10;
const page = dist/* object */.Ikc({
    repository: dist/* object */.Ikc({
        base: dist/* nullable */.mee(dist/* object */.Ikc({
            history: dist/* object */.Ikc({
                nodes: dist/* array */.YOg(dist/* object */.Ikc({ oid: commitOid, committedDate: timestamp, message: dist/* string */.YjP() })),
                pageInfo: dist/* object */.Ikc({ hasNextPage: dist/* boolean */.zMY(), endCursor: dist/* nullable */.mee(dist/* string */.YjP()) }),
            }),
        })),
    }),
});
/** Reads what the commits of a branch say of themselves, a hundred a request. */
function promotionHistoryReader(connection) {
    return { history: (base, since) => readHistory(connection, base, since) };
}
async function readHistory(connection, base, since) {
    const commits = [];
    let after = null;
    for (let request = 0; request < mostRequests; request += 1) {
        const history = await readPage(connection, base, since, after);
        for (const { oid, committedDate, message } of history.nodes) {
            commits.push({ oid, committedAt: committedDate, message });
        }
        if (!history.pageInfo.hasNextPage)
            return { commits, complete: true };
        after = history.pageInfo.endCursor;
    }
    return { commits, complete: false };
}
/** Git knows no parts of seconds. */
const wholeSeconds = (date) => date.toISOString().replace(/\.\d+Z$/, 'Z');
async function readPage(connection, base, since, after) {
    const variables = queryVariables();
    const title = 'query PromotionHistory';
    const bounds = [
        `first: ${variables.add('Int!', commitsPerRequest)}`,
        `since: ${variables.add('GitTimestamp!', wholeSeconds(since))}`,
        `after: ${variables.add('String', after)}`,
    ].join(', ');
    const history = `history(${bounds}) { nodes { oid committedDate message } pageInfo { hasNextPage endCursor } }`;
    const at = `object(oid: ${variables.add('GitObjectID!', base)})`;
    const field = `${repositoryField(connection, variables)} { base: ${at} { ... on Commit { ${history} } } }`;
    const document = { title, text: `${variables.head(title)} { ${field} }`, variables: variables.values };
    const { data } = await connection.query(document, page);
    if (data.repository.base === null)
        throw answerInvalid(title, `commit ${base} is missing from it`);
    return data.repository.base.history;
}

;// CONCATENATED MODULE: ./packages/github/out/policy-paths.js

function environmentPaths(policy, environment) {
    const services = [...policy.services.keys()];
    return {
        digests: [...new Set(services.map((service) => (0,out/* digestFile */.TM)(policy, environment, service)))],
        holds: services.map((service) => (0,out/* holdPath */.nq)(environment, service)),
    };
}
/** Each of `paths` that is among `files`. */
function pick(files, paths) {
    return new Map(paths.flatMap((path) => {
        const file = files.get(path);
        return file === undefined ? [] : [[path, file]];
    }));
}

;// CONCATENATED MODULE: ./packages/github/out/tree-files.js


/** A TreeEntry with what is needed of its blob, for the selection of a `file` or of `entries`. */
const entryFields = 'name mode object { ... on Blob { oid isBinary isTruncated text } }';
const blob = dist/* object */.Ikc({
    oid: dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^(?:[a-f0-9]{40}|[a-f0-9]{64})$/)),
    isBinary: dist/* nullable */.mee(dist/* boolean */.zMY()),
    isTruncated: dist/* boolean */.zMY(),
    text: dist/* nullable */.mee(dist/* string */.YjP()),
});
const treeEntry = dist/* object */.Ikc({
    name: dist/* string */.YjP(),
    mode: dist/* pipe */.FsL(dist/* number */.aig(), dist/* integer */.ndf(), 
    // GraphQL gives Git's octal mode as the number that it is: 33188 is 100644.
    dist/* transform */.pdi((mode) => mode.toString(8).padStart(6, '0'))),
    // A submodule has no object; a directory's is an empty selection.
    object: dist/* nullable */.mee(dist/* union */.KCZ([blob, dist/* strictObject */.rej({})])),
});
/**
 * A file as the domain sees it. Its text is null unless GitHub gave all of it: GitHub cuts texts at 512,000 bytes, and
 * gives bytes that are no UTF-8 as other characters.
 */
function treeFile({ mode, object }) {
    if (object === null || !('text' in object))
        return { mode, text: null, oid: null };
    const { text, oid, isBinary, isTruncated } = object;
    const whole = !isTruncated && isBinary === false;
    return { mode, oid, text: whole ? (0,out/* exactText */.ns)({ mode, oid, text }) : null };
}
/** Selected as `file(path: …) { object { ... on Tree { entries { entryFields } } } }`: null where there is no such path. */
const directory = dist/* nullable */.mee(dist/* object */.Ikc({ object: dist/* nullable */.mee(dist/* object */.Ikc({ entries: dist/* optional */.lqM(dist/* nullable */.mee(dist/* array */.YOg(treeEntry)), null) })) }));
function directoryFiles(path, found) {
    const entries = found?.object?.entries ?? [];
    return new Map(entries.map((entry) => [`${path}/${entry.name}`, treeFile(entry)]));
}
const directoryFields = `object { ... on Tree { entries { ${entryFields} } } }`;

;// CONCATENATED MODULE: ./packages/github/out/base-facts.js






/** How far back the base branch is read for reports on health. */
const reportedCommits = 50;
/** How far back each digest file is read for when its digests arrived. */
const versionsPerFile = 20;
/** More digest files than this are asked for in several requests: each brings its versions along. */
const filesPerRequest = 40;
const statusReport = dist/* object */.Ikc({
    context: dist/* string */.YjP(),
    state: dist/* picklist */.KIO(['SUCCESS', 'PENDING', 'FAILURE', 'ERROR', 'EXPECTED']),
    createdAt: timestamp,
    creator: account,
});
const statusFields = 'status { contexts { context state createdAt creator { __typename login } } }';
const statusReports = dist/* pipe */.FsL(dist/* nullable */.mee(dist/* object */.Ikc({ contexts: dist/* array */.YOg(statusReport) })), dist/* transform */.pdi((status) => status?.contexts ?? []));
const reportedCommit = dist/* pipe */.FsL(dist/* object */.Ikc({ oid: commitOid, committedDate: timestamp, status: statusReports }), dist/* transform */.pdi(({ oid, committedDate: committedAt, status: statuses }) => ({
    oid,
    committedAt,
    statuses,
})));
const fileVersion = dist/* pipe */.FsL(dist/* object */.Ikc({ oid: commitOid, committedDate: timestamp, file: dist/* nullable */.mee(treeEntry), status: statusReports }), dist/* transform */.pdi(({ oid: commit, committedDate: committedAt, file, status: statuses }) => ({
    commit,
    committedAt,
    file: file === null ? null : treeFile(file),
    statuses,
})));
const versions = dist/* object */.Ikc({ nodes: dist/* array */.YOg(fileVersion) });
/** Versions of one file, newest first, for a selection on Commit. */
function versionsField(path, limit, variables) {
    const name = variables.add('String!', path);
    return `history(first: ${variables.add('Int!', limit)}, path: ${name}) {
    nodes { oid committedDate file(path: ${name}) { ${entryFields} } ${statusFields} }
  }`;
}
/** Digest files with their versions, for a selection on Repository. */
function digestFields(commit, paths, variables) {
    const at = `object(oid: ${variables.add('GitObjectID!', commit)})`;
    const files = aliased('file', paths, (path) => `file(path: ${variables.add('String!', path)}) { ${entryFields} }`);
    const histories = aliased('file', paths, (path) => versionsField(path, versionsPerFile, variables));
    return `digests: ${at} { ... on Commit { ${files} } } versions: ${at} { ... on Commit { ${histories} } }`;
}
const digestEntries = {
    digests: dist/* record */.g1P(dist/* string */.YjP(), dist/* nullable */.mee(treeEntry)),
    versions: dist/* record */.g1P(dist/* string */.YjP(), versions),
};
/** The reports on the base branch and the holds of all environments, for a selection on Repository. */
function reportAndHoldFields(commit, policy, variables) {
    const at = `object(oid: ${variables.add('GitObjectID!', commit)})`;
    const reports = `history(first: ${reportedCommits}) { nodes { oid committedDate ${statusFields} } }`;
    const folder = (path) => `file(path: ${variables.add('String!', path)}) { ${directoryFields} }`;
    const holds = aliased('folder', holdFolders(policy), folder);
    return `reports: ${at} { ... on Commit { history: ${reports} } } holds: ${at} { ... on Commit { ${holds} } }`;
}
const reportAndHoldEntries = {
    reports: dist/* object */.Ikc({ history: dist/* object */.Ikc({ nodes: dist/* array */.YOg(reportedCommit) }) }),
    holds: dist/* record */.g1P(dist/* string */.YjP(), directory),
};
const holdFolders = (policy) => policy.environments.map(({ name }) => `holds/${name}`);
/** The digest files that the policy names, cut into what one request may ask for; never empty. */
function digestPortions(policy) {
    const paths = [...new Set(policy.environments.flatMap(({ name }) => environmentPaths(policy, name).digests))];
    return Array.from({ length: Math.ceil(paths.length / filesPerRequest) }, (_, index) => paths.slice(index * filesPerRequest, (index + 1) * filesPerRequest));
}
function holdFiles(policy, holds) {
    const folders = holdFolders(policy);
    const found = unaliased('folder', folders.length, holds);
    const files = new Map(folders.flatMap((folder, index) => [...directoryFiles(folder, found[index])]));
    return pick(files, policy.environments.flatMap(({ name }) => environmentPaths(policy, name).holds));
}
function digestFiles(paths, answer, about) {
    const entries = unaliased('file', paths.length, answer.digests);
    const histories = unaliased('file', paths.length, answer.versions);
    const files = new Map();
    const known = new Map();
    for (const [index, path] of paths.entries()) {
        const entry = entries[index];
        const history = histories[index];
        if (entry === undefined || history === undefined)
            throw answerInvalid(about, `${path} is missing from it`);
        if (entry !== null)
            files.set(path, treeFile(entry));
        known.set(path, history.nodes);
    }
    return { files, versions: known };
}

;// CONCATENATED MODULE: ./packages/github/out/base.js




const policyPath = 'promotion.yaml';
/** The repository's address and where its base branch stands: its policy, and whatever else of that very commit is asked for. */
function baseFields(branch, variables, more = '') {
    const ref = branch === undefined
        ? 'defaultBranchRef'
        : `ref(qualifiedName: ${variables.add('String!', `refs/heads/${branch}`)})`;
    return `host: url base: ${ref} { name target { ... on Commit { ${baseSelection(variables)} ${more} } } }`;
}
/** What `baseCommit` reads, for a selection on Commit. */
const baseSelection = (variables) => `oid tree { oid } policy: file(path: ${variables.add('String!', policyPath)}) { ${entryFields} }`;
const baseCommit = dist/* object */.Ikc({
    oid: commitOid,
    tree: dist/* object */.Ikc({ oid: dist/* string */.YjP() }),
    policy: dist/* nullable */.mee(treeEntry),
});
const baseRef = (commit) => dist/* nullable */.mee(dist/* object */.Ikc({ name: dist/* string */.YjP(), target: commit }));
/** Of the server, from the address that it gives to a repository. */
const host = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* url */.OZ5(), dist/* transform */.pdi((url) => new URL(url).hostname));
function baseSnapshot({ id, host: server, base }, now, files) {
    const { name, target } = base;
    return {
        now,
        host: server,
        repositoryId: id,
        branch: name,
        oid: target.oid,
        tree: target.tree.oid,
        policyText: target.policy === null ? null : treeFile(target.policy).text,
        files,
    };
}
/** GitHub says null of what is not there; without errors, that is an answer like any other. */
function found(connection, repository, branch) {
    const next = 'Check the name, and that the token may read it: GitHub hides what a token may not see.';
    if (repository === null)
        throw new GitHubError('GITHUB_NOT_FOUND', `there is no repository ${connection.repository}`, { next });
    const { base } = repository;
    if (base === null || base === undefined) {
        const which = branch === undefined ? 'no default branch' : `no branch ${branch}`;
        throw new GitHubError('GITHUB_NOT_FOUND', `${connection.repository} has ${which}`, {
            next: 'Push the base branch first.',
        });
    }
    return { ...repository, base };
}

;// CONCATENATED MODULE: ./packages/github/out/pinned-files.js




/** More files than this are asked for in several requests, so that none is too big for GitHub to answer. */
const pinned_files_filesPerRequest = 100;
/** Reads files at commits, all in one request up to a hundred files. */
async function readPinnedFiles(connection, wanted) {
    const read = await Promise.all(inRequests(wanted).map((portion) => readPortion(connection, portion)));
    return mergedFiles(read);
}
function mergedFiles(parts) {
    const files = new Map();
    for (const [commit, found] of parts.flatMap((part) => [...part])) {
        files.set(commit, new Map([...(files.get(commit) ?? []), ...found]));
    }
    return files;
}
/** What is wanted, cut into what one request may ask for. */
function inRequests(wanted) {
    const portions = [];
    let room = 0;
    for (const { commit, paths } of wanted) {
        for (let start = 0; start < paths.length;) {
            if (room === 0) {
                portions.push([]);
                room = pinned_files_filesPerRequest;
            }
            const taken = paths.slice(start, start + room);
            portions.at(-1)?.push({ commit, paths: taken });
            start += taken.length;
            room -= taken.length;
        }
    }
    return portions;
}
/** A selection on Repository; read its answer with `pinnedAnswer` and `pinnedFiles`. */
function pinnedFields(portion, variables) {
    return aliased('commit', portion, ({ commit, paths }) => {
        const files = aliased('file', paths, (path) => `file(path: ${variables.add('String!', path)}) { ${entryFields} }`);
        return `object(oid: ${variables.add('GitObjectID!', commit)}) { ... on Commit { ${files} } }`;
    });
}
const pinnedAnswer = dist/* record */.g1P(dist/* string */.YjP(), dist/* nullable */.mee(dist/* record */.g1P(dist/* string */.YjP(), dist/* nullable */.mee(treeEntry))));
/** @throws GitHubError `GITHUB_ANSWER_INVALID` where the answer leaves out what was asked for. */
function pinnedFiles(portion, answer, about) {
    const trees = unaliased('commit', portion.length, answer);
    const parts = portion.map(({ commit, paths }, index) => {
        const tree = trees[index];
        if (!tree)
            throw answerInvalid(about, `commit ${commit} is not there`);
        const entries = unaliased('file', paths.length, tree);
        const files = paths.flatMap((path, position) => {
            const entry = entries[position];
            if (entry === undefined)
                throw answerInvalid(about, `${path} is missing from it`);
            return entry === null ? [] : [[path, treeFile(entry)]];
        });
        return new Map([[commit, new Map(files)]]);
    });
    return mergedFiles(parts);
}
async function readPortion(connection, portion) {
    const variables = queryVariables();
    const title = 'query PinnedFiles';
    const field = `${repositoryField(connection, variables)} { ${pinnedFields(portion, variables)} }`;
    const document = { title, text: `${variables.head(title)} { ${field} }`, variables: variables.values };
    const { data } = await connection.query(document, dist/* object */.Ikc({ repository: pinnedAnswer }));
    return pinnedFiles(portion, data.repository, title);
}

;// CONCATENATED MODULE: ./packages/github/out/commits.js


/** What CommitFacts is made of, for a selection on Commit. More than ten parents come from no one that matters here. */
const commitFields = 'oid message committedDate parents(first: 10) { nodes { oid } } author { name email } signature { isValid wasSignedByGitHub }';
const commitFacts = dist/* pipe */.FsL(dist/* object */.Ikc({
    oid: commitOid,
    message: dist/* string */.YjP(),
    committedDate: timestamp,
    parents: dist/* object */.Ikc({ nodes: dist/* array */.YOg(dist/* object */.Ikc({ oid: commitOid })) }),
    author: dist/* nullable */.mee(dist/* object */.Ikc({ name: dist/* nullable */.mee(dist/* string */.YjP()), email: dist/* nullable */.mee(dist/* string */.YjP()) })),
    signature: dist/* nullable */.mee(dist/* object */.Ikc({ isValid: dist/* boolean */.zMY(), wasSignedByGitHub: dist/* boolean */.zMY() })),
}), dist/* transform */.pdi((commit) => ({
    oid: commit.oid,
    message: commit.message,
    parents: commit.parents.nodes.map((parent) => parent.oid),
    committedAt: commit.committedDate,
    authorName: commit.author?.name ?? null,
    authorEmail: commit.author?.email ?? null,
    signedByGitHub: commit.signature !== null && commit.signature.isValid && commit.signature.wasSignedByGitHub,
})));

;// CONCATENATED MODULE: ./packages/github/out/pull-details.js



/** GraphQL gives at most this many items at once; a pull request with more is refused by the gates anyway. */
const pull_details_listed = 100;
/** This identity's approvals of one pull request: one for each head. */
const ownApprovals = 50;
const approvedHeadsField = `approvals: reviews(last: ${ownApprovals}, states: APPROVED) {
  nodes { viewerDidAuthor commit { oid } }
}`;
/** One is too many. */
const mostRewrites = 5;
/** A pull request with all that a gate looks at, for a selection on PullRequest. */
const pullFields = `
  id number url state isDraft isCrossRepository headRefName headRefOid baseRefName mergeable reviewDecision
  author { __typename login }
  headRepository { nameWithOwner }
  mergedAt mergeCommit { oid }
  rewrites: timelineItems(first: ${mostRewrites}, itemTypes: [HEAD_REF_FORCE_PUSHED_EVENT, BASE_REF_CHANGED_EVENT]) {
    nodes { __typename }
  }
  commits(first: ${pull_details_listed}) { totalCount nodes { commit { ${commitFields} } } }
  files(first: ${pull_details_listed}) { totalCount nodes { path changeType } }
  latestOpinionatedReviews(first: ${pull_details_listed}, writersOnly: true) {
    totalCount nodes { author { __typename login } state submittedAt authorCanPushToRepository commit { oid } }
  }
  ${approvedHeadsField}`;
const list = (item) => dist/* object */.Ikc({ totalCount: dist/* number */.aig(), nodes: dist/* array */.YOg(item) });
const review = dist/* pipe */.FsL(dist/* object */.Ikc({
    author: account,
    state: dist/* picklist */.KIO(['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED', 'COMMENTED', 'PENDING']),
    submittedAt: dist/* nullable */.mee(timestamp),
    authorCanPushToRepository: dist/* boolean */.zMY(),
    commit: dist/* nullable */.mee(dist/* object */.Ikc({ oid: commitOid })),
}), dist/* transform */.pdi(({ author, state, submittedAt, authorCanPushToRepository: authorCanPush, commit }) => ({
    author,
    state,
    submittedAt,
    authorCanPush,
    commit: commit?.oid ?? null,
})));
const changedFile = dist/* pipe */.FsL(dist/* object */.Ikc({
    path: dist/* string */.YjP(),
    changeType: dist/* picklist */.KIO(['ADDED', 'MODIFIED', 'DELETED', 'RENAMED', 'COPIED', 'CHANGED']),
}), dist/* transform */.pdi(({ path, changeType }) => ({ path, change: changeType })));
const rewrite = dist/* pipe */.FsL(dist/* object */.Ikc({ __typename: dist/* picklist */.KIO(['HeadRefForcePushedEvent', 'BaseRefChangedEvent']) }), dist/* transform */.pdi(({ __typename }) => __typename === 'BaseRefChangedEvent' ? 'base-changed' : 'force-pushed'));
/** Heads of a pull request that the identity behind the token has approved. */
const approvedHeads = dist/* pipe */.FsL(dist/* object */.Ikc({
    nodes: dist/* array */.YOg(dist/* object */.Ikc({ viewerDidAuthor: dist/* boolean */.zMY(), commit: dist/* nullable */.mee(dist/* object */.Ikc({ oid: commitOid })) })),
}), dist/* transform */.pdi(({ nodes }) => new Set(nodes.flatMap(({ viewerDidAuthor, commit }) => (viewerDidAuthor && commit !== null ? [commit.oid] : [])))));
const pullDetails = dist/* pipe */.FsL(dist/* object */.Ikc({
    id: dist/* string */.YjP(),
    number: dist/* number */.aig(),
    url: dist/* string */.YjP(),
    state: dist/* picklist */.KIO(['OPEN', 'CLOSED', 'MERGED']),
    isDraft: dist/* boolean */.zMY(),
    isCrossRepository: dist/* boolean */.zMY(),
    headRefName: dist/* string */.YjP(),
    headRefOid: commitOid,
    baseRefName: dist/* string */.YjP(),
    mergeable: dist/* picklist */.KIO(['MERGEABLE', 'CONFLICTING', 'UNKNOWN']),
    reviewDecision: dist/* nullable */.mee(dist/* picklist */.KIO(['APPROVED', 'CHANGES_REQUESTED', 'REVIEW_REQUIRED'])),
    author: account,
    headRepository: dist/* nullable */.mee(dist/* object */.Ikc({ nameWithOwner: dist/* string */.YjP() })),
    mergedAt: dist/* nullable */.mee(timestamp),
    mergeCommit: dist/* nullable */.mee(dist/* object */.Ikc({ oid: commitOid })),
    rewrites: dist/* object */.Ikc({ nodes: dist/* array */.YOg(rewrite) }),
    commits: list(dist/* object */.Ikc({ commit: commitFacts })),
    files: list(changedFile),
    latestOpinionatedReviews: list(review),
    approvals: approvedHeads,
}), dist/* transform */.pdi((pull) => ({
    id: pull.id,
    number: pull.number,
    url: pull.url,
    state: pull.state,
    isDraft: pull.isDraft,
    author: pull.author,
    isCrossRepository: pull.isCrossRepository,
    headRepository: pull.headRepository?.nameWithOwner ?? null,
    headBranch: pull.headRefName,
    baseBranch: pull.baseRefName,
    head: pull.headRefOid,
    mergeable: pull.mergeable,
    mergeCommit: pull.mergeCommit?.oid ?? null,
    mergedAt: pull.mergedAt,
    rewrites: [...new Set(pull.rewrites.nodes)],
    commits: { total: pull.commits.totalCount, items: pull.commits.nodes.map(({ commit }) => commit) },
    files: { total: pull.files.totalCount, items: pull.files.nodes },
    reviews: { total: pull.latestOpinionatedReviews.totalCount, items: pull.latestOpinionatedReviews.nodes },
    reviewDecision: pull.reviewDecision,
    approvedHeads: pull.approvals,
})), 
// GitHub computes its lists some time after a push: one that does not reach the head is about another head.
dist/* check */.z6Y(({ commits, head }) => commits.items.length < commits.total || commits.items.some((commit) => commit.oid === head), 'its commits do not reach its head'));

;// CONCATENATED MODULE: ./packages/github/out/bulk-read.js







/** Everything that a decision on the base branch needs, in one request up to forty digest files. */
async function readBulk(connection, request) {
    const [first = [], ...others] = digestPortions(request.policy);
    const [main, ...rest] = await Promise.all([
        readMain(connection, request, first),
        ...others.map((paths) => readDigestFiles(connection, request.base, paths)),
    ]);
    const digests = [main.digests, ...rest];
    const files = new Map([...main.holds, ...digests.flatMap((part) => [...part.files])]);
    const versions = new Map(digests.flatMap((part) => [...part.versions]));
    const base = { ...request.base, now: main.now, files };
    return { state: { base, commits: main.commits, versions }, pulls: main.pulls, heads: main.heads, tip: main.tip };
}
const tipAnswer = dist/* object */.Ikc({
    branch: dist/* nullable */.mee(dist/* object */.Ikc({ target: dist/* object */.Ikc({ oid: commitOid }) })),
    merge: dist/* nullish */.cl6(dist/* object */.Ikc({ parents: dist/* object */.Ikc({ nodes: dist/* array */.YOg(dist/* object */.Ikc({ oid: commitOid })) }) }), null),
});
function tipFields(branch, merge, variables) {
    const ref = `branch: ref(qualifiedName: ${variables.add('String!', `refs/heads/${branch}`)}) { target { oid } }`;
    const parents = '... on Commit { parents(first: 1) { nodes { oid } } }';
    return merge === null ? ref : `${ref} merge: object(oid: ${variables.add('GitObjectID!', merge)}) { ${parents} }`;
}
const mainAnswer = dist/* object */.Ikc({
    repository: dist/* object */.Ikc({ ...reportAndHoldEntries, ...digestEntries }),
    pulls: dist/* optional */.lqM(dist/* record */.g1P(dist/* string */.YjP(), dist/* nullable */.mee(pullDetails)), {}),
    heads: dist/* optional */.lqM(pinnedAnswer, {}),
    tip: dist/* optional */.lqM(dist/* nullable */.mee(tipAnswer), null),
});
async function readMain(connection, request, paths) {
    const { base, policy, pulls, heads, merge } = request;
    const variables = queryVariables();
    const repository = repositoryField(connection, variables);
    const numbered = (number) => `pullRequest(number: ${variables.add('Int!', number)}) { ${pullFields} }`;
    const fields = [
        `${repository} { ${reportAndHoldFields(base.oid, policy, variables)} ${digestFields(base.oid, paths, variables)} }`,
        ...(pulls.length === 0 ? [] : [`pulls: ${repository} { ${aliased('pull', pulls, numbered)} }`]),
        ...(merge === undefined ? [] : [`tip: ${repository} { ${tipFields(base.branch, merge, variables)} }`]),
        ...(heads.length === 0 ? [] : [`heads: ${repository} { ${pinnedFields(heads, variables)} }`]),
    ];
    const title = 'query PromotionState';
    const document = { title, text: `${variables.head(title)} { ${fields.join(' ')} }`, variables: variables.values };
    const { data, now } = await connection.query(document, mainAnswer);
    return {
        now,
        commits: data.repository.reports.history.nodes,
        holds: holdFiles(policy, data.repository.holds),
        digests: digestFiles(paths, data.repository, title),
        pulls: unaliased('pull', pulls.length, data.pulls).map((pull, index) => {
            if (!pull)
                throw answerInvalid(title, `pull request #${pulls[index]} is not there`);
            return pull;
        }),
        heads: pinnedFiles(heads, data.heads, title),
        tip: merge === undefined ? null : tipOf(data.tip, title),
    };
}
function tipOf(answer, about) {
    const oid = answer?.branch?.target.oid;
    if (oid === undefined)
        throw answerInvalid(about, 'the base branch is missing from it');
    return { oid, mergedOnto: answer?.merge?.parents.nodes[0]?.oid ?? null };
}
async function readDigestFiles(connection, base, paths) {
    const variables = queryVariables();
    const title = 'query DigestFiles';
    const field = `${repositoryField(connection, variables)} { ${digestFields(base.oid, paths, variables)} }`;
    const document = { title, text: `${variables.head(title)} { ${field} }`, variables: variables.values };
    const { data } = await connection.query(document, dist/* object */.Ikc({ repository: dist/* object */.Ikc(digestEntries) }));
    return digestFiles(paths, data.repository, title);
}

;// CONCATENATED MODULE: ./packages/github/out/state-reader.js










/** How the branches begin that this suite writes. */
const prefixes = ['promote', 'rollback', 'resume'];
const branchesPerPrefix = 100;
const pullsPerBranch = 20;
const suiteBranches = dist/* nullable */.mee(dist/* object */.Ikc({
    totalCount: dist/* number */.aig(),
    nodes: dist/* array */.YOg(dist/* object */.Ikc({
        associatedPullRequests: dist/* object */.Ikc({ nodes: dist/* array */.YOg(dist/* object */.Ikc({ number: dist/* number */.aig(), baseRefName: dist/* string */.YjP() })) }),
    })),
}));
const opening = dist/* object */.Ikc({ id: dist/* string */.YjP(), host: host, base: baseRef(baseCommit) });
/** See `PromotionStateReader.state`. */
async function readState(connection, branch) {
    const { base, numbers } = await readOpening(connection, branch);
    const policy = policyAt(base);
    if (policy === null)
        return withoutPolicy(base);
    const bulk = await readBulk(connection, { base, policy, pulls: numbers, heads: [] });
    const pulls = bulk.pulls.filter((pull) => pull.state === 'OPEN' && pull.baseBranch === base.branch);
    const wanted = pulls.flatMap((pull) => wantedOfHead(pull, policy));
    const heads = await readPinnedFiles(connection, wanted);
    return { ...bulk.state, pulls: pulls.map((pull) => withFiles(connection, pull, heads)) };
}
async function readOpening(connection, branch) {
    const variables = queryVariables();
    const title = 'query PromotionPolicy';
    const pulls = `associatedPullRequests(states: OPEN, first: ${pullsPerBranch}) { nodes { number baseRefName } }`;
    const branches = aliased('branches', prefixes, (prefix) => {
        const name = variables.add('String!', `refs/heads/${prefix}/`);
        return `refs(refPrefix: ${name}, first: ${branchesPerPrefix}) { totalCount nodes { ${pulls} } }`;
    });
    const repository = repositoryField(connection, variables);
    const field = `${repository} { id ${baseFields(branch, variables)} } pulls: ${repository} { ${branches} }`;
    const answer = dist/* object */.Ikc({ repository: dist/* nullable */.mee(opening), pulls: dist/* nullable */.mee(dist/* record */.g1P(dist/* string */.YjP(), suiteBranches)) });
    const document = { title, text: `${variables.head(title)} { ${field} }`, variables: variables.values };
    const { data, now } = await connection.query(document, answer);
    const start = found(connection, data.repository, branch);
    connection.recollection.repositoryId = start.id;
    return { base: baseSnapshot(start, now, new Map()), numbers: openPulls(start.base.name, data.pulls ?? {}, title) };
}
/** Numbers of the open pull requests from this suite's branches to the base. */
function openPulls(base, answer, about) {
    return unaliased('branches', prefixes.length, answer).flatMap((branches, index) => {
        if (!branches)
            throw answerInvalid(about, 'a list of branches is missing from it');
        if (branches.nodes.length < branches.totalCount) {
            throw new GitHubError('GITHUB_TOO_MUCH', `there are ${branches.totalCount} branches ${prefixes[index]}/…`, {
                next: 'Delete those that have no open pull request.',
            });
        }
        const pulls = branches.nodes.flatMap((node) => node.associatedPullRequests.nodes);
        return pulls.filter((pull) => pull.baseRefName === base).map((pull) => pull.number);
    });
}
/** See `PromotionStateReader.stateOfPull`. */
async function readStateOfPull(connection, branch, number) {
    const { base, details } = await readPullOpening(connection, branch, number);
    const policy = policyAt(base);
    if (policy === null) {
        const pull = withFiles(connection, details, new Map());
        return { ...withoutPolicy(base), pulls: [pull], pull };
    }
    const [first = [], ...others] = inRequests(wantedOfHead(details, policy));
    const [bulk, ...rest] = await Promise.all([
        readBulk(connection, { base, policy, pulls: [], heads: first }),
        ...others.map((portion) => readPinnedFiles(connection, portion)),
    ]);
    const pull = withFiles(connection, details, mergedFiles([bulk.heads, ...rest]));
    return { ...bulk.state, pulls: [pull], pull };
}
async function readPullOpening(connection, branch, number) {
    const variables = queryVariables();
    const title = 'query PullRequestFacts';
    const pullField = `pull: pullRequest(number: ${variables.add('Int!', number)}) { ${pullFields} }`;
    const field = `${repositoryField(connection, variables)} { id ${baseFields(branch, variables)} ${pullField} }`;
    const answer = dist/* object */.Ikc({ repository: dist/* nullable */.mee(dist/* object */.Ikc({ ...opening.entries, pull: dist/* nullable */.mee(pullDetails) })) });
    const document = { title, text: `${variables.head(title)} { ${field} }`, variables: variables.values };
    const { data, now } = await connection.query(document, answer);
    const start = found(connection, data.repository, branch);
    if (start.pull === null) {
        const next = 'Check the number.';
        throw new GitHubError('GITHUB_NOT_FOUND', `${connection.repository} has no pull request #${number}`, { next });
    }
    connection.recollection.repositoryId = start.id;
    return { base: baseSnapshot(start, now, new Map()), details: start.pull };
}
/** @throws PolicyError where there is a promotion.yaml that cannot be used. */
function policyAt(base) {
    return base.policyText === null ? null : (0,out/* parsePolicy */.ON)(base.policyText);
}
const withoutPolicy = (base) => ({ base, pulls: [], commits: [], versions: new Map() });
/**
 * The changed files that the policy knows. Any other is refused by its name alone, so its contents, which are up to
 * whoever pushed it, are not read; neither is anything that lies in a fork.
 */
function wantedOfHead(pull, policy) {
    if (pull.isCrossRepository)
        return [];
    const known = new Set(policy.environments.flatMap(({ name }) => {
        const { digests, holds } = environmentPaths(policy, name);
        return [...digests, ...holds];
    }));
    const paths = pull.files.items
        .filter(({ path, change }) => change !== 'DELETED' && known.has(path))
        .map(({ path }) => path);
    return paths.length === 0 ? [] : [{ commit: pull.head, paths }];
}
function withFiles(connection, details, heads) {
    const { approvedHeads, ...pull } = details;
    connection.recollection.ownApprovals.set(pull.number, approvedHeads);
    return { ...pull, headFiles: heads.get(pull.head) ?? new Map() };
}

;// CONCATENATED MODULE: ./packages/github/out/look-reader.js









/** See `PromotionStateReader.look`. */
async function readLook(connection, judged, merge) {
    const policy = policyOfJudged(judged);
    const { number, head, headFiles } = judged.pull;
    const bulk = await readBulk(connection, { base: judged.base, policy, pulls: [number], heads: [], merge });
    const [details] = bulk.pulls;
    if (details === undefined || bulk.tip === null)
        throw answerInvalid('the second look', 'the pull request is missing');
    // Contents at a commit cannot change; those of another head are of no use, since it is judged from the start.
    const known = new Map(details.head === head ? [[head, headFiles]] : []);
    const pull = withFiles(connection, details, known);
    return { state: { ...bulk.state, pulls: [pull], pull }, base: bulk.tip.oid, mergedOnto: bulk.tip.mergedOnto };
}
function policyOfJudged({ base }) {
    const policy = policyAt(base);
    if (policy === null)
        throw new TypeError('a state without a policy cannot have been judged');
    return policy;
}
/** GitHub lists at most this many files of a commit on a page. */
const filesPerPage = 300;
const mergeAnswer = dist/* object */.Ikc({
    parents: dist/* pipe */.FsL(dist/* array */.YOg(dist/* object */.Ikc({ sha: commitOid })), dist/* minLength */.BpQ(1)),
    files: dist/* array */.YOg(dist/* object */.Ikc({ filename: dist/* string */.YjP(), status: dist/* string */.YjP() })),
});
const changes = {
    added: 'ADDED',
    removed: 'DELETED',
    modified: 'MODIFIED',
    renamed: 'RENAMED',
    copied: 'COPIED',
};
/** See `PromotionStateReader.stateOfMerge`. */
async function readStateOfMerge(connection, judged, merge) {
    const route = 'GET /repos/{owner}/{repo}/commits/{ref}';
    const { parents, files } = await connection.rest('repeatable', route, { ref: merge }, mergeAnswer);
    const onto = parents[0]?.sha;
    if (onto === undefined)
        throw answerInvalid(route, 'the merge commit has no parent');
    const base = await readBaseAt(connection, judged, onto);
    const policy = policyAt(base);
    if (policy === null) {
        throw new GitHubError('GITHUB_NOT_FOUND', `commit ${onto} has no promotion.yaml`, {
            next: 'Restore promotion.yaml on the base branch, then look at what was merged meanwhile.',
        });
    }
    const items = files.map(({ filename: path, status }) => ({ path, change: changes[status] ?? 'CHANGED' }));
    const total = files.length < filesPerPage ? files.length : filesPerPage + 1;
    const merged = { head: merge, isCrossRepository: false, files: { total, items } };
    const [bulk, heads] = await Promise.all([
        readBulk(connection, { base, policy, pulls: [judged.pull.number], heads: [] }),
        readPinnedFiles(connection, wantedOfHead(merged, policy)),
    ]);
    const [details] = bulk.pulls;
    if (details === undefined)
        throw answerInvalid(route, 'the pull request is missing');
    const pull = {
        ...withFiles(connection, details, new Map()),
        files: { total, items },
        headFiles: heads.get(merge) ?? new Map(),
    };
    return { ...bulk.state, pulls: [pull], pull };
}
async function readBaseAt(connection, { base }, commit) {
    const variables = queryVariables();
    const title = 'query BaseAt';
    const at = `object(oid: ${variables.add('GitObjectID!', commit)}) { ... on Commit { ${baseSelection(variables)} } }`;
    const text = `${variables.head(title)} { ${repositoryField(connection, variables)} { base: ${at} } }`;
    const answer = dist/* object */.Ikc({ repository: dist/* object */.Ikc({ base: baseCommit }) });
    const { data, now } = await connection.query({ title, text, variables: variables.values }, answer);
    const read = { id: base.repositoryId, host: base.host, base: { name: base.branch, target: data.repository.base } };
    return baseSnapshot(read, now, new Map());
}

;// CONCATENATED MODULE: ./packages/github/out/branch-pulls.js



/** A branch has at most one open pull request to each base. */
const basesPerBranch = 20;
/**
 * Open pull requests from a branch of this repository. Asked of the ref itself: a search by name would also find those
 * that forks open from branches of the same name, and could be flooded with them.
 */
const branchPullFields = `associatedPullRequests(states: OPEN, first: ${basesPerBranch}) {
  totalCount nodes { id number url title body baseRefName author { __typename login } }
}`;
const branchPull = dist/* object */.Ikc({
    id: dist/* string */.YjP(),
    number: dist/* number */.aig(),
    url: dist/* string */.YjP(),
    title: dist/* string */.YjP(),
    body: dist/* string */.YjP(),
    baseRefName: dist/* string */.YjP(),
    author: account,
});
const branchPulls = dist/* object */.Ikc({ totalCount: dist/* number */.aig(), nodes: dist/* array */.YOg(branchPull) });
/**
 * The one open pull request from a branch to the base branch.
 *
 * @throws GitHubError `GITHUB_BRANCH_TAKEN` where there are others only: the branch is then no left-over to be replaced.
 */
function pullTo(base, branch, pulls) {
    if (pulls.nodes.length < pulls.totalCount) {
        throw new GitHubError('GITHUB_TOO_MUCH', `branch ${branch} has ${pulls.totalCount} open pull requests`, {
            next: 'Close all but the one to the base branch.',
        });
    }
    const [other] = pulls.nodes;
    const pull = pulls.nodes.find(({ baseRefName }) => baseRefName === base);
    if (pull !== undefined || other === undefined)
        return pull;
    const found = `branch ${branch} carries pull request #${other.number} to ${other.baseRefName}, not to ${base}`;
    throw new GitHubError('GITHUB_BRANCH_TAKEN', found, { next: 'Merge or close that pull request first.' });
}

;// CONCATENATED MODULE: ./packages/github/out/proposal-reader.js









const headRef = dist/* nullable */.mee(dist/* object */.Ikc({ target: commitFacts, associatedPullRequests: branchPulls }));
const answer = dist/* object */.Ikc({
    repository: dist/* nullable */.mee(dist/* object */.Ikc({
        id: dist/* string */.YjP(),
        host: host,
        base: baseRef(dist/* object */.Ikc({ ...baseCommit.entries, digests: directory, holds: directory })),
        head: headRef,
    })),
});
/** See `PromotionStateReader.proposal`. */
async function readProposalState(connection, baseBranch, environment, branch) {
    const folders = { digests: `envs/${environment}`, holds: `holds/${environment}` };
    const document = proposalQuery(connection, baseBranch, folders, branch);
    const { data, now } = await connection.query(document, answer);
    const repository = found(connection, data.repository, baseBranch);
    connection.recollection.repositoryId = repository.id;
    const { target, name } = repository.base;
    const fetched = new Map([
        ...directoryFiles(folders.digests, target.digests),
        ...directoryFiles(folders.holds, target.holds),
    ]);
    const snapshot = baseSnapshot(repository, now, fetched);
    const paths = snapshot.policyText === null
        ? { digests: [], holds: [] }
        : environmentPaths((0,out/* parsePolicy */.ON)(snapshot.policyText), environment);
    const files = await filesAt(connection, target.oid, folders, paths, fetched);
    const { head } = repository;
    const pull = head === null ? undefined : pullTo(name, branch, head.associatedPullRequests);
    return {
        base: { ...snapshot, files },
        head: head?.target ?? null,
        pull: pull === undefined
            ? null
            : { id: pull.id, number: pull.number, url: pull.url, title: pull.title, author: pull.author?.login ?? null },
    };
}
function proposalQuery(connection, baseBranch, folders, branch) {
    const variables = queryVariables();
    const title = 'query ProposalState';
    const repository = repositoryField(connection, variables);
    const trees = `digests: file(path: ${variables.add('String!', folders.digests)}) { ${directoryFields} }
    holds: file(path: ${variables.add('String!', folders.holds)}) { ${directoryFields} }`;
    const base = baseFields(baseBranch, variables, trees);
    const head = `head: ref(qualifiedName: ${variables.add('String!', `refs/heads/${branch}`)}) {
    target { ... on Commit { ${commitFields} } } ${branchPullFields}
  }`;
    return {
        title,
        text: `${variables.head(title)} { ${repository} { id ${base} ${head} } }`,
        variables: variables.values,
    };
}
/** What was not in the folders that are always fetched is read from the same commit. */
async function filesAt(connection, commit, folders, { digests, holds }, fetched) {
    const elsewhere = digests.filter((path) => path.slice(0, path.lastIndexOf('/')) !== folders.digests);
    const files = pick(fetched, [...digests, ...holds]);
    if (elsewhere.length === 0)
        return files;
    const read = await readPinnedFiles(connection, [{ commit, paths: elsewhere }]);
    return new Map([...files, ...(read.get(commit) ?? [])]);
}

;// CONCATENATED MODULE: ./packages/github/out/promotion-state-reader.js






/** Reads promotions from the base `branch`, or the default branch. Everything of a decision is read at one commit. */
function promotionStateReader(connection, { branch } = {}) {
    return {
        proposal: (environment, head) => readProposalState(connection, branch, environment, head),
        state: () => readState(connection, branch),
        stateOfPull: (number) => readStateOfPull(connection, branch, number),
        look: (judged, merge) => readLook(connection, judged, merge),
        stateOfMerge: (judged, merge) => readStateOfMerge(connection, judged, merge),
        versions: (path, base, limit) => readVersions(connection, path, base, limit),
    };
}
/** GraphQL gives at most this many at once. */
const versionsPerRequest = 100;
const promotion_state_reader_answer = dist/* object */.Ikc({ repository: dist/* object */.Ikc({ base: dist/* object */.Ikc({ history: versions }) }) });
async function readVersions(connection, path, base, limit) {
    const variables = queryVariables();
    const title = 'query FileVersions';
    const history = versionsField(path, Math.min(limit, versionsPerRequest), variables);
    const at = `object(oid: ${variables.add('GitObjectID!', base)})`;
    const field = `${repositoryField(connection, variables)} { base: ${at} { ... on Commit { ${history} } } }`;
    const document = { title, text: `${variables.head(title)} { ${field} }`, variables: variables.values };
    const { data } = await connection.query(document, promotion_state_reader_answer);
    return data.repository.base.history.nodes;
}

;// CONCATENATED MODULE: ./packages/github/out/own-approvals.js




/** Dismissed at once where the head moves on meanwhile: the merge, which names the head, will say so. */
const own_approvals_review = dist/* object */.Ikc({ state: dist/* picklist */.KIO(['APPROVED', 'DISMISSED']) });
/** Approves this head unless this identity already has. */
async function approve(connection, pull, body) {
    const known = connection.recollection.ownApprovals.get(pull.number) ?? (await readApprovedHeads(connection, pull.number));
    if (known.has(pull.head))
        return;
    const route = 'POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews';
    const parameters = { pull_number: pull.number, commit_id: pull.head, event: 'APPROVE', body };
    try {
        const { state } = await connection.rest('once', route, parameters, own_approvals_review);
        if (state === 'APPROVED')
            connection.recollection.ownApprovals.set(pull.number, new Set([...known, pull.head]));
    }
    catch (error) {
        if (!isUnclear(error))
            throw error;
        const now = await readApprovedHeads(connection, pull.number);
        if (!now.has(pull.head))
            throw error;
    }
}
const headsAnswer = dist/* object */.Ikc({ repository: dist/* object */.Ikc({ pullRequest: dist/* object */.Ikc({ approvals: approvedHeads }) }) });
async function readApprovedHeads(connection, number) {
    const { owner, name } = connection;
    const title = 'query OwnApprovals';
    const text = `${title}($owner: String!, $name: String!, $number: Int!) {
    repository(owner: $owner, name: $name) {
      pullRequest(number: $number) { ${approvedHeadsField} }
    }
  }`;
    const { data } = await connection.query({ title, text, variables: { owner, name, number } }, headsAnswer);
    const heads = data.repository.pullRequest.approvals;
    connection.recollection.ownApprovals.set(number, heads);
    return heads;
}
const standingAnswer = dist/* object */.Ikc({
    repository: dist/* object */.Ikc({
        pullRequest: dist/* object */.Ikc({
            approvals: dist/* object */.Ikc({
                nodes: dist/* array */.YOg(dist/* object */.Ikc({
                    fullDatabaseId: dist/* union */.KCZ([dist/* string */.YjP(), dist/* number */.aig()]),
                    viewerDidAuthor: dist/* boolean */.zMY(),
                    commit: dist/* nullable */.mee(dist/* object */.Ikc({ oid: commitOid })),
                })),
            }),
        }),
    }),
});
/**
 * Takes back this identity's approvals of a head that was pushed over: where the branch does not dismiss stale reviews,
 * they would count for what came after it, which nobody has judged.
 */
async function withdrawApprovals(connection, pull) {
    const route = 'PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}/dismissals';
    const message = 'The head has moved on from what was approved.';
    for (const id of await readStandingApprovals(connection, pull)) {
        try {
            const parameters = { pull_number: pull.number, review_id: id, message };
            await connection.rest('once', route, parameters, dist/* object */.Ikc({ state: dist/* literal */.euz('DISMISSED') }));
        }
        catch (error) {
            // GitHub itself may have dismissed it first.
            if ((await readStandingApprovals(connection, pull)).includes(id))
                throw error;
        }
    }
    connection.recollection.ownApprovals.delete(pull.number);
}
/** Ids of this identity's approvals of that head. */
async function readStandingApprovals(connection, { number, head }) {
    const { owner, name } = connection;
    const title = 'query StandingApprovals';
    const text = `${title}($owner: String!, $name: String!, $number: Int!) {
    repository(owner: $owner, name: $name) {
      pullRequest(number: $number) {
        approvals: reviews(last: ${ownApprovals}, states: APPROVED) {
          nodes { fullDatabaseId viewerDidAuthor commit { oid } }
        }
      }
    }
  }`;
    const { data } = await connection.query({ title, text, variables: { owner, name, number } }, standingAnswer);
    return data.repository.pullRequest.approvals.nodes
        .filter(({ viewerDidAuthor, commit }) => viewerDidAuthor && commit?.oid === head)
        .map(({ fullDatabaseId }) => fullDatabaseId);
}

;// CONCATENATED MODULE: ./packages/github/out/refs.js




/** `updateRefs` reads it as "must not exist" before and "delete" after (docs.github.com, RefUpdate). */
const noCommit = '0'.repeat(40);
/** A compare-and-swap of one branch, never forced: the only such operation that GitHub has. */
function updateRefField(repositoryId, move, variables) {
    const input = {
        repositoryId,
        refUpdates: [
            {
                name: `refs/heads/${move.branch}`,
                beforeOid: move.from ?? noCommit,
                afterOid: move.to ?? noCommit,
                force: false,
            },
        ],
    };
    return `updateRefs(input: ${variables.add('UpdateRefsInput!', input)}) { clientMutationId }`;
}
/** Deletes a branch if it still stands at `from`; one that moved on, or is gone, is somebody else's business. */
async function deleteBranch(connection, branch, from) {
    try {
        const variables = queryVariables();
        const field = updateRefField(await readRepositoryId(connection), { branch, from, to: null }, variables);
        const title = 'mutation DeleteBranch';
        const text = `${variables.head(title)} { deleted: ${field} }`;
        await connection.mutate({ title, text, variables: variables.values }, dist/* object */.Ikc({ deleted: absent }));
    }
    catch (error) {
        // A branch that is left over is replaced by the next proposal; what it was left over from has succeeded.
        if (!(error instanceof GitHubError))
            throw error;
    }
}
const idAnswer = dist/* object */.Ikc({ repository: dist/* object */.Ikc({ id: dist/* string */.YjP() }) });
/** Its node id, which most reads tell in passing. */
async function readRepositoryId(connection) {
    if (connection.recollection.repositoryId !== null)
        return connection.recollection.repositoryId;
    const { owner, name } = connection;
    const title = 'query RepositoryId';
    const text = `${title}($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { id } }`;
    const { data } = await connection.query({ title, text, variables: { owner, name } }, idAnswer);
    connection.recollection.repositoryId = data.repository.id;
    return data.repository.id;
}

;// CONCATENATED MODULE: ./packages/github/out/pull-request-merger.js







/** Approves and merges with the identity behind the connection's token. */
function pullRequestMerger(connection) {
    return {
        approve: (pull, body) => approve(connection, pull, body),
        merge: async (pull, commit) => {
            const result = await merge(connection, pull, commit);
            if (result.kind === 'merged')
                await deleteBranch(connection, pull.headBranch, pull.head);
            if (result.kind === 'head-moved')
                await withdrawApprovals(connection, pull);
            return result;
        },
        hasMerged: (pull) => hasMerged(connection, pull.number),
        deleteBranch: (pull) => deleteBranch(connection, pull.headBranch, pull.head),
    };
}
const pull_request_merger_mergeAnswer = dist/* object */.Ikc({ merged: dist/* literal */.euz(true), sha: commitOid });
async function merge(connection, { number, head }, commit) {
    const route = 'PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge';
    const parameters = {
        pull_number: number,
        sha: head,
        merge_method: 'squash',
        commit_title: commit.title,
        commit_message: commit.message,
    };
    try {
        const { sha } = await connection.rest('once', route, parameters, pull_request_merger_mergeAnswer);
        return { kind: 'merged', commit: sha };
    }
    catch (error) {
        if (!(error instanceof GitHubError))
            throw error;
        return afterFailure(error, await readOutcome(connection, number), head);
    }
}
const outcomeAnswer = dist/* object */.Ikc({
    repository: dist/* object */.Ikc({
        pullRequest: dist/* object */.Ikc({
            state: dist/* picklist */.KIO(['OPEN', 'CLOSED', 'MERGED']),
            headRefOid: commitOid,
            mergeCommit: dist/* nullable */.mee(dist/* object */.Ikc({ oid: commitOid })),
        }),
    }),
});
async function readOutcome(connection, number) {
    const { owner, name } = connection;
    const title = 'query MergeOutcome';
    const text = `${title}($owner: String!, $name: String!, $number: Int!) {
    repository(owner: $owner, name: $name) {
      pullRequest(number: $number) { state headRefOid mergeCommit { oid } }
    }
  }`;
    const { data } = await connection.query({ title, text, variables: { owner, name, number } }, outcomeAnswer);
    const { state, headRefOid, mergeCommit } = data.repository.pullRequest;
    return { state, head: headRefOid, mergeCommit: mergeCommit?.oid ?? null };
}
/** GitHub can say that it did not merge what it has merged: what is there now goes before what was said. */
function afterFailure(failure, now, head) {
    if (now.head !== head)
        return { kind: 'head-moved' };
    switch (now.state) {
        case 'MERGED':
            if (now.mergeCommit === null)
                throw answerInvalid('the merge', 'GitHub names no merge commit yet');
            return { kind: 'merged', commit: now.mergeCommit };
        case 'CLOSED':
            return { kind: 'forbidden', message: 'the pull request is closed' };
        case 'OPEN':
            return refusal(failure);
    }
}
/** What GitHub says with a 405 when the same merge may succeed a moment later. */
const passing = /^(?:Base branch was modified|Pull Request is not mergeable)/i;
function refusal(failure) {
    // A merge of which nothing was heard may yet land: the caller looks again and judges again.
    if (isUnclear(failure))
        return { kind: 'base-moved' };
    if (failure.status === 409)
        return { kind: 'head-moved' };
    if (failure.status !== 405)
        throw failure;
    return passing.test(failure.answer) ? { kind: 'base-moved' } : { kind: 'forbidden', message: failure.answer };
}
const mergedByAnswer = dist/* object */.Ikc({
    viewer: dist/* object */.Ikc({ login: dist/* string */.YjP() }),
    repository: dist/* object */.Ikc({ pullRequest: dist/* object */.Ikc({ mergedBy: account }) }),
});
/** GitHub gives an App as `viewer` with the login that REST gives it, `[bot]` included. */
async function hasMerged(connection, number) {
    const { owner, name } = connection;
    const title = 'query MergedBy';
    const text = `${title}($owner: String!, $name: String!, $number: Int!) {
    viewer { login }
    repository(owner: $owner, name: $name) { pullRequest(number: $number) { mergedBy { __typename login } } }
  }`;
    const { data } = await connection.query({ title, text, variables: { owner, name, number } }, mergedByAnswer);
    const { mergedBy } = data.repository.pullRequest;
    return mergedBy !== null && (0,out/* sameLogin */.Up)(mergedBy.login, data.viewer.login);
}

;// CONCATENATED MODULE: ./packages/github/out/commit-files.js



/** Trees with more new entries than this can time out. */
const entriesPerTree = 100;
const tree = dist/* object */.Ikc({ sha: dist/* string */.YjP() });
const commit = dist/* object */.Ikc({ sha: commitOid, verification: dist/* object */.Ikc({ verified: dist/* boolean */.zMY(), reason: dist/* string */.YjP() }) });
/**
 * Makes the commit that holds `files` over the base, with `parents`, and lets GitHub sign it: it does so for Apps when
 * neither author nor committer is given. Nothing points at the commit yet, so making it twice does no harm.
 *
 * @throws GitHubError `GITHUB_COMMIT_UNSIGNED` for a token that GitHub signs nothing for.
 */
async function commitFiles(connection, base, { files, message }, parents) {
    const entries = [...files].map(([path, file]) => file === null
        ? { path, mode: '100644', type: 'blob', sha: null }
        : { path, mode: file.mode, type: 'blob', content: file.text });
    let sha = base.tree;
    for (let start = 0; start < entries.length; start += entriesPerTree) {
        const parameters = { base_tree: sha, tree: entries.slice(start, start + entriesPerTree) };
        ({ sha } = await connection.rest('repeatable', 'POST /repos/{owner}/{repo}/git/trees', parameters, tree));
    }
    const route = 'POST /repos/{owner}/{repo}/git/commits';
    const made = await connection.rest('repeatable', route, { message, tree: sha, parents }, commit);
    if (made.verification.verified)
        return made.sha;
    throw new GitHubError('GITHUB_COMMIT_UNSIGNED', `GitHub left the commit unsigned (${made.verification.reason})`, {
        next: 'Use the installation token of the GitHub App that promotion.yaml names as bot.',
    });
}

;// CONCATENATED MODULE: ./packages/github/out/propose.js









/** See `PullRequestWriter.propose`. */
async function propose(connection, state, proposal) {
    const head = await commitFiles(connection, state.base, proposal, parentsOf(state));
    const attempt = { connection, state, proposal, head };
    let failure;
    try {
        const written = await write(attempt);
        if (written.kind === 'landed')
            return landed(attempt, written);
        failure = written.failure;
    }
    catch (error) {
        if (!(error instanceof GitHubError) || !isUnclear(error))
            throw error;
        failure = error;
    }
    return settle(attempt, failure);
}
/**
 * A branch is only ever appended to, and always ends on top of the base. One without a pull request is left over from an
 * earlier life and is made anew.
 */
function parentsOf({ base, head, pull }) {
    if (head === null || pull === null)
        return [base.oid];
    return head.parents.includes(base.oid) ? [head.oid] : [head.oid, base.oid];
}
const writtenPull = dist/* nullish */.cl6(dist/* object */.Ikc({ pullRequest: dist/* nullable */.mee(dist/* object */.Ikc({ number: dist/* number */.aig(), url: dist/* string */.YjP(), state: dist/* string */.YjP() })) }));
const writeAnswer = dist/* object */.Ikc({ cleared: absent, moved: absent, pull: writtenPull });
/** Moves the branch and writes the pull request in one request. Fields run in order, but one that fails stops no other. */
async function write({ connection, state, proposal, head }) {
    const { branch } = proposal;
    const { repositoryId } = state.base;
    const variables = queryVariables();
    const leftOver = state.pull === null ? (state.head?.oid ?? null) : null;
    const cleared = leftOver === null
        ? ''
        : `cleared: ${updateRefField(repositoryId, { branch, from: leftOver, to: null }, variables)}`;
    const from = state.pull === null ? null : (state.head?.oid ?? null);
    const moved = `moved: ${updateRefField(repositoryId, { branch, from, to: head }, variables)}`;
    const pull = `pull: ${pullField({ state, proposal }, variables)}`;
    const title = 'mutation Propose';
    const text = `${variables.head(title)} { ${cleared} ${moved} ${pull} }`;
    const { data, failure } = await connection.mutate({ title, text, variables: variables.values }, writeAnswer);
    const written = data.pull?.pullRequest ?? null;
    if (failure === null && written?.state === 'OPEN')
        return { kind: 'landed', number: written.number, url: written.url };
    return { kind: 'doubtful', failure: failure ?? closedMeanwhile(branch) };
}
/** The texts of a pull request that is there, or a new one. */
function pullField({ state, proposal }, variables) {
    const { title, body, branch } = proposal;
    const selection = '{ pullRequest { number url state } }';
    if (state.pull !== null) {
        const input = { pullRequestId: state.pull.id, title, body };
        return `updatePullRequest(input: ${variables.add('UpdatePullRequestInput!', input)}) ${selection}`;
    }
    const { repositoryId, branch: base } = state.base;
    const input = { repositoryId, baseRefName: base, headRefName: branch, title, body, maintainerCanModify: false };
    return `createPullRequest(input: ${variables.add('CreatePullRequestInput!', input)}) ${selection}`;
}
const closedMeanwhile = (branch) => new GitHubError('GITHUB_REFUSED', `the pull request of ${branch} was closed meanwhile`, { next: 'Run again.' });
/** Reads may lag behind writes by a moment, and a new branch behind its pull request. */
const looks = 4;
const firstPause = 200;
/** What became of a write that failed, or of which nothing was heard, is told by what is there now and nothing else. */
async function settle(attempt, reported) {
    let failure = reported;
    for (let look = 1; look <= looks; look += 1) {
        if (look > 1)
            await (0,promises_.setTimeout)(firstPause * 2 ** look);
        const now = await readBranch(attempt);
        if (now.head !== attempt.head) {
            if (hasMoved(attempt.state, now) || isUnclear(failure))
                return raced(attempt, failure);
        }
        else if (now.pull !== undefined) {
            return landed(attempt, await describe(attempt, now.pull));
        }
        else if (attempt.state.pull !== null) {
            return raced(attempt, closedMeanwhile(attempt.proposal.branch));
        }
        else {
            const opened = await propose_open(attempt);
            if (opened.kind === 'landed')
                return landed(attempt, opened);
            failure = opened.failure;
        }
        if (failure.code === 'GITHUB_DENIED')
            break;
    }
    throw failure;
}
const branchAnswer = dist/* object */.Ikc({
    repository: dist/* object */.Ikc({
        head: dist/* nullable */.mee(dist/* object */.Ikc({ target: dist/* object */.Ikc({ oid: commitOid }), associatedPullRequests: branchPulls })),
    }),
});
async function readBranch({ connection, state, proposal }) {
    const variables = queryVariables();
    const title = 'query ProposedBranch';
    const ref = `ref(qualifiedName: ${variables.add('String!', `refs/heads/${proposal.branch}`)})`;
    const field = `${repositoryField(connection, variables)} { head: ${ref} { target { oid } ${branchPullFields} } }`;
    const document = { title, text: `${variables.head(title)} { ${field} }`, variables: variables.values };
    const { data } = await connection.query(document, branchAnswer);
    const { head } = data.repository;
    if (head === null)
        return { head: null, pull: undefined };
    return { head: head.target.oid, pull: pullTo(state.base.branch, proposal.branch, head.associatedPullRequests) };
}
function hasMoved(before, now) {
    return now.head !== (before.head?.oid ?? null) || now.pull?.id !== before.pull?.id;
}
function raced({ proposal }, failure) {
    return { kind: 'raced', detail: `${proposal.branch} was written by another meanwhile (${failure.message})` };
}
function landed({ state, head }, { number, url }) {
    return { kind: state.pull === null ? 'opened' : 'updated', number, url, head };
}
/** Another's write may have put its own texts over a branch that is ours. */
async function describe({ connection, proposal }, pull) {
    const { title: subject, body } = proposal;
    if (pull.title === subject && pull.body === body)
        return pull;
    const title = 'mutation DescribeProposal';
    const text = `${title}($input: UpdatePullRequestInput!) { pull: updatePullRequest(input: $input) { pullRequest { number url state } } }`;
    const input = { pullRequestId: pull.id, title: subject, body };
    const { failure } = await connection.mutate({ title, text, variables: { input } }, dist/* object */.Ikc({ pull: writtenPull }));
    if (failure !== null)
        throw failure;
    return pull;
}
async function propose_open({ connection, state, proposal }) {
    const variables = queryVariables();
    const title = 'mutation OpenProposal';
    const field = `pull: ${pullField({ state, proposal }, variables)}`;
    const document = { title, text: `${variables.head(title)} { ${field} }`, variables: variables.values };
    try {
        const { data, failure } = await connection.mutate(document, dist/* object */.Ikc({ pull: writtenPull }));
        const pull = data.pull?.pullRequest ?? null;
        if (failure === null && pull !== null)
            return { kind: 'landed', number: pull.number, url: pull.url };
        return { kind: 'doubtful', failure: failure ?? answerInvalid(title, 'no pull request came of it') };
    }
    catch (error) {
        if (!(error instanceof GitHubError) || !isUnclear(error))
            throw error;
        return { kind: 'doubtful', failure: error };
    }
}

;// CONCATENATED MODULE: ./packages/github/out/pull-request-writer.js






/** Writes pull requests with the identity behind the connection's token. */
function pullRequestWriter(connection) {
    return {
        propose: (state, proposal) => propose(connection, state, proposal),
        close: (pull, comment) => pull_request_writer_close(connection, pull, comment),
    };
}
/** Closes, says why and deletes the branch in one request: with more, a run that dies in between would leave it undone. */
async function pull_request_writer_close(connection, pull, comment) {
    const before = await readStanding(connection, pull, comment);
    if (!before.open)
        return deleteBranch(connection, pull.headBranch, pull.head);
    const failure = await tryToClose(connection, pull, before.said ? null : comment);
    if (failure === null)
        return;
    const now = await readStanding(connection, pull, comment);
    // A branch that is not deleted has moved on, or is replaced by the next proposal.
    if (now.open || !now.said)
        throw failure;
}
const closeAnswer = dist/* object */.Ikc({ closed: absent, said: absent, deleted: absent });
/** What went wrong, as far as GitHub says; a part may have taken effect. */
async function tryToClose(connection, { id, headBranch, head }, comment) {
    const variables = queryVariables();
    const repositoryId = await readRepositoryId(connection);
    const closed = `closePullRequest(input: ${variables.add('ClosePullRequestInput!', { pullRequestId: id })}) { clientMutationId }`;
    const said = comment === null
        ? ''
        : `said: addComment(input: ${variables.add('AddCommentInput!', { subjectId: id, body: comment })}) { clientMutationId }`;
    const deleted = updateRefField(repositoryId, { branch: headBranch, from: head, to: null }, variables);
    const title = 'mutation ClosePullRequest';
    const text = `${variables.head(title)} { closed: ${closed} ${said} deleted: ${deleted} }`;
    try {
        return (await connection.mutate({ title, text, variables: variables.values }, closeAnswer)).failure;
    }
    catch (error) {
        if (error instanceof GitHubError && isUnclear(error))
            return error;
        throw error;
    }
}
const pull_request_writer_standingAnswer = dist/* object */.Ikc({
    repository: dist/* object */.Ikc({
        pullRequest: dist/* object */.Ikc({
            state: dist/* string */.YjP(),
            comments: dist/* object */.Ikc({ nodes: dist/* array */.YOg(dist/* object */.Ikc({ viewerDidAuthor: dist/* boolean */.zMY(), body: dist/* string */.YjP() })) }),
        }),
    }),
});
async function readStanding(connection, { number }, comment) {
    const { owner, name } = connection;
    const title = 'query PullRequestStanding';
    const text = `${title}($owner: String!, $name: String!, $number: Int!) {
    repository(owner: $owner, name: $name) {
      pullRequest(number: $number) { state comments(last: 20) { nodes { viewerDidAuthor body } } }
    }
  }`;
    const { data } = await connection.query({ title, text, variables: { owner, name, number } }, pull_request_writer_standingAnswer);
    const { state, comments } = data.repository.pullRequest;
    return { open: state === 'OPEN', said: comments.nodes.some((said) => said.viewerDidAuthor && said.body === comment) };
}

;// CONCATENATED MODULE: ./packages/github/out/settle-proposal.js

const raceErrorCodes = {
    RACE_LOST: 'Others kept moving the branch; every attempt to write came too late.',
};
/** Thrown inside the retry, and to the caller when every attempt lost. */
class RaceError extends Error {
    name = 'RaceError';
    code = 'RACE_LOST';
    next = 'Run again; if it persists, look for another writer on the promotion branch.';
}
/**
 * Twenty jobs that write to one branch at once each lose at most nineteen times, and a branch that waits for its pull
 * request is looked at for longer than it may wait.
 */
const attempts = 40;
/**
 * Reads, decides and writes until the write lands on exactly what was read. A lost race means a fresh read and a fresh
 * decision; nothing is ever forced.
 *
 * @throws RaceError when every attempt lost.
 */
function settleProposal(ports) {
    const attempt = async () => {
        const state = await ports.read();
        const decision = await ports.decide(state);
        if (decision.kind === 'unsettled')
            throw new RaceError('another run is about to open the pull request');
        if (decision.kind !== 'propose')
            return { decision, state };
        if (ports.write === null)
            return { decision, state, result: null };
        const result = await ports.write(state, decision.proposal);
        if (result.kind === 'raced')
            throw new RaceError(`the write lost a race: ${result.detail}`);
        return { decision, state, result };
    };
    return (0,p_retry/* default */.Ay)(attempt, {
        retries: attempts - 1,
        minTimeout: 50,
        maxTimeout: 1_000,
        factor: 1.3,
        randomize: true,
        shouldRetry: ({ error }) => error instanceof RaceError,
    });
}

;// CONCATENATED MODULE: ./packages/github/out/source-authors.js


const person = dist/* nullable */.mee(dist/* object */.Ikc({ login: dist/* string */.YjP() }));
const source_authors_answer = dist/* object */.Ikc({ author: person, committer: person });
/** GitHub itself commits as this account what it merges or edits for others. */
const webFlow = 'web-flow';
/**
 * The accounts that wrote and committed a commit of the connection's repository
 * (docs.github.com, "REST API endpoints for commits": `author` and `committer` are null without an account).
 */
async function readAuthors(connection, { commit }) {
    const route = 'GET /repos/{owner}/{repo}/commits/{ref}';
    try {
        const { author, committer } = await connection.rest('repeatable', route, { ref: commit }, source_authors_answer);
        if (author !== null && committer !== null)
            return { kind: 'known', logins: loginsOf([author, committer]) };
        const role = author === null ? 'author' : 'committer';
        return {
            kind: 'unknown',
            detail: `GitHub knows no account for the ${role} of ${connection.repository}@${commit.slice(0, 12)}`,
            advice: 'Have the address of the commit verified at its account, or build from a commit by known accounts.',
        };
    }
    catch (error) {
        if (!(error instanceof GitHubError))
            throw error;
        return {
            kind: 'unknown',
            detail: `${error.code}: ${error.message}`,
            advice: `Give the App that merges \`contents: read\` on ${connection.repository}, or take \`author\` out of \`separate\` in promotion.yaml.`,
        };
    }
}
const loginsOf = (people) => [
    ...new Set(people.map(({ login }) => login).filter((login) => login !== webFlow)),
];

;// CONCATENATED MODULE: ./packages/github/out/standing-issue.js



const issuesPerRequest = 50;
const standing_issue_found = dist/* object */.Ikc({
    number: dist/* number */.aig(),
    url: dist/* string */.YjP(),
    title: dist/* string */.YjP(),
    body: dist/* string */.YjP(),
    state: dist/* picklist */.KIO(['OPEN', 'CLOSED']),
    viewerDidAuthor: dist/* boolean */.zMY(),
});
/** The oldest issue with the label that this identity opened, open or closed; null where there is none. */
async function findStandingIssue(connection, label) {
    let after = null;
    do {
        const { nodes, pageInfo } = await standing_issue_readPage(connection, label, after);
        const own = nodes.find((issue) => issue.viewerDidAuthor);
        if (own !== undefined)
            return own;
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    return null;
}
const standing_issue_page = dist/* object */.Ikc({
    repository: dist/* object */.Ikc({
        issues: dist/* object */.Ikc({
            nodes: dist/* array */.YOg(standing_issue_found),
            pageInfo: dist/* object */.Ikc({ hasNextPage: dist/* boolean */.zMY(), endCursor: dist/* nullable */.mee(dist/* string */.YjP()) }),
        }),
    }),
});
async function standing_issue_readPage(connection, label, after) {
    const variables = queryVariables();
    const title = 'query StandingIssue';
    const bounds = [
        `labels: ${variables.add('[String!]', [label])}`,
        `first: ${variables.add('Int!', issuesPerRequest)}`,
        `after: ${variables.add('String', after)}`,
        'orderBy: {field: CREATED_AT, direction: ASC}',
    ].join(', ');
    const issues = `issues(${bounds}) { nodes { number url title body state viewerDidAuthor } pageInfo { hasNextPage endCursor } }`;
    const field = `${repositoryField(connection, variables)} { ${issues} }`;
    const document = { title, text: `${variables.head(title)} { ${field} }`, variables: variables.values };
    return (await connection.query(document, standing_issue_page)).data.repository.issues;
}
const written = dist/* object */.Ikc({ number: dist/* number */.aig(), html_url: dist/* string */.YjP(), labels: dist/* array */.YOg(dist/* object */.Ikc({ name: dist/* string */.YjP() })) });
/**
 * Brings about the one open issue with this label, title and body: two requests, or one where it says so already. Two
 * runs at once may open two; every later run keeps the older.
 *
 * @throws GitHubError
 */
async function keepStandingIssue(connection, text) {
    const existing = await findStandingIssue(connection, text.label);
    if (existing === null)
        return openIssue(connection, text);
    const { number, url } = existing;
    if (saysSo(existing, text))
        return { kind: 'unchanged', number, url };
    const route = 'PATCH /repos/{owner}/{repo}/issues/{issue_number}';
    const change = { issue_number: number, title: text.title, body: text.body, state: 'open' };
    await connection.rest('repeatable', route, change, written);
    return { kind: 'updated', number, url };
}
/** GitHub may give line ends back in another way, and drops blank ends. */
function saysSo({ title, body, state }, text) {
    const plain = (markdown) => markdown.replaceAll('\r\n', '\n').trim();
    return state === 'OPEN' && title === text.title && plain(body) === plain(text.body);
}
async function openIssue(connection, { label, title, body }) {
    const route = 'POST /repos/{owner}/{repo}/issues';
    const issue = await connection.rest('once', route, { title, body, labels: [label] }, written);
    const { number, html_url: url } = issue;
    // Who may not set labels has them dropped without a word, and would open another one each time.
    if (!issue.labels.some(({ name }) => name.toLowerCase() === label.toLowerCase())) {
        throw new GitHubError('GITHUB_REFUSED', `issue #${number} was opened without its label ${label}`, {
            next: `Close it, and give the token \`issues: write\` on ${connection.repository}.`,
        });
    }
    return { kind: 'created', number, url };
}

;// CONCATENATED MODULE: ./packages/github/out/workflow-dispatcher.js


/** Starts workflows on `branch`, or the default branch, and sees how they stand. */
function workflowDispatcher(connection, { branch } = {}) {
    return {
        standing: (workflow, title) => standing(connection, workflow, title),
        dispatch: async (workflow, inputs) => {
            const ref = branch ?? (await defaultBranch(connection));
            const route = 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches';
            await connection.rest('once', route, { workflow_id: fileName(workflow), ref, inputs }, dist/* unknown */.L5J());
        },
    };
}
/** GitHub takes a workflow's file name for its id, but no path. */
const fileName = (workflow) => workflow.slice(workflow.lastIndexOf('/') + 1);
const unfinished = ['queued', 'in_progress', 'waiting', 'requested', 'pending'];
const runsPerPage = 100;
const runs = dist/* object */.Ikc({
    total_count: dist/* number */.aig(),
    workflow_runs: dist/* array */.YOg(dist/* object */.Ikc({
        id: dist/* number */.aig(),
        display_title: dist/* string */.YjP(),
        html_url: dist/* string */.YjP(),
        status: dist/* nullable */.mee(dist/* string */.YjP()),
        conclusion: dist/* nullish */.cl6(dist/* string */.YjP(), null),
    })),
});
/**
 * One request as long as the workflow has had few runs; else those that are not finished are asked for, and those that
 * failed, as a rejected run does, by status. A run that failed costs one request more: who rejected it, if anybody.
 */
async function standing(connection, workflow, title) {
    const list = (status) => {
        const route = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs';
        const parameters = { workflow_id: fileName(workflow), per_page: runsPerPage, ...status };
        return connection.rest('repeatable', route, parameters, runs);
    };
    const newest = await list({});
    const others = newest.total_count <= runsPerPage ? [] : [...unfinished, 'failure'];
    const pages = [newest, ...(await Promise.all(others.map((status) => list({ status }))))];
    const ours = pages.flatMap((page) => page.workflow_runs).filter((run) => run.display_title === title);
    const running = ours.find((run) => run.status !== 'completed');
    if (running !== undefined)
        return { kind: 'under-way', url: running.html_url };
    const last = ours.reduce((latest, run) => (latest === null || run.id > latest.id ? run : latest), null);
    if (last === null)
        return { kind: 'none' };
    if (last.conclusion !== 'failure')
        return { kind: 'ended' };
    const rejection = (await readApprovals(connection, last.id)).find((approval) => approval.state === 'rejected');
    return rejection === undefined ? { kind: 'ended' } : { kind: 'rejected', by: rejection.user?.login ?? null };
}
const workflow_dispatcher_branchAnswer = dist/* object */.Ikc({ default_branch: dist/* string */.YjP() });
async function defaultBranch(connection) {
    const repository = await connection.rest('repeatable', 'GET /repos/{owner}/{repo}', {}, workflow_dispatcher_branchAnswer);
    return repository.default_branch;
}

;// CONCATENATED MODULE: ./packages/github/out/index.js














/***/ })

};
