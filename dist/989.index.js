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
/* harmony import */ var _bitvault_github__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(34489);
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23754);



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
/* harmony export */   lo: () => (/* binding */ dryRunInput)
/* harmony export */ });
/* harmony import */ var _bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(14991);
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23754);


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

/***/ 34489:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  UY: () => (/* reexport */ connectGitHub),
  ij: () => (/* reexport */ deploymentGateReader),
  kj: () => (/* reexport */ promotionStateReader),
  n1: () => (/* reexport */ pullRequestMerger),
  m0: () => (/* reexport */ pullRequestWriter),
  CU: () => (/* reexport */ settleProposal),
  hi: () => (/* reexport */ workflowDispatcher)
});

// UNUSED EXPORTS: GitHubError, RaceError, githubErrorCodes, raceErrorCodes

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(77934);
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
const actor = dist/* nullish */.cl6(dist/* object */.Ikc({ login: dist/* string */.YjP() }), null);
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

// EXTERNAL MODULE: ./packages/promotion/out/index.js + 37 modules
var out = __webpack_require__(23754);
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

;// CONCATENATED MODULE: ./packages/github/out/tree-files.js

/** A TreeEntry with what is needed of its blob, for the selection of a `file` or of `entries`. */
const entryFields = 'name mode object { ... on Blob { byteSize isBinary isTruncated text } }';
const blob = dist/* object */.Ikc({
    byteSize: dist/* number */.aig(),
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
 * bytes that are no UTF-8 would come back as other bytes.
 */
function treeFile({ mode, object }) {
    if (object === null || !('text' in object))
        return { mode, text: null };
    const { text, byteSize, isBinary, isTruncated } = object;
    const whole = text !== null && !isTruncated && isBinary === false && Buffer.byteLength(text) === byteSize;
    return { mode, text: whole ? text : null };
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
/** Where the base branch stands: its policy, and whatever else of that very commit is asked for. */
function baseFields(branch, variables, more = '') {
    const ref = branch === undefined
        ? 'defaultBranchRef'
        : `ref(qualifiedName: ${variables.add('String!', `refs/heads/${branch}`)})`;
    const path = variables.add('String!', policyPath);
    return `base: ${ref} { name target { ... on Commit { oid tree { oid } policy: file(path: ${path}) { ${entryFields} } ${more} } } }`;
}
const baseCommit = dist/* object */.Ikc({
    oid: commitOid,
    tree: dist/* object */.Ikc({ oid: dist/* string */.YjP() }),
    policy: dist/* nullable */.mee(treeEntry),
});
const baseRef = (commit) => dist/* nullable */.mee(dist/* object */.Ikc({ name: dist/* string */.YjP(), target: commit }));
function baseSnapshot({ id, base }, now, files) {
    const { name, target } = base;
    return {
        now,
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

;// CONCATENATED MODULE: ./packages/github/out/proposal-reader.js









const headRef = dist/* nullable */.mee(dist/* object */.Ikc({ target: commitFacts, associatedPullRequests: branchPulls }));
const answer = dist/* object */.Ikc({
    repository: dist/* nullable */.mee(dist/* object */.Ikc({
        id: dist/* string */.YjP(),
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

;// CONCATENATED MODULE: ./packages/github/out/pull-details.js



/** GraphQL gives at most this many items at once; a pull request with more is refused by the gates anyway. */
const listed = 100;
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
  mergeCommit { oid }
  rewrites: timelineItems(first: ${mostRewrites}, itemTypes: [HEAD_REF_FORCE_PUSHED_EVENT, BASE_REF_CHANGED_EVENT]) {
    nodes { __typename }
  }
  commits(first: ${listed}) { totalCount nodes { commit { ${commitFields} } } }
  files(first: ${listed}) { totalCount nodes { path changeType } }
  latestOpinionatedReviews(first: ${listed}, writersOnly: true) {
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
    return { state: { base, commits: main.commits, versions }, pulls: main.pulls, heads: main.heads };
}
const mainAnswer = dist/* object */.Ikc({
    repository: dist/* object */.Ikc({ ...reportAndHoldEntries, ...digestEntries }),
    pulls: dist/* optional */.lqM(dist/* record */.g1P(dist/* string */.YjP(), dist/* nullable */.mee(pullDetails)), {}),
    heads: dist/* optional */.lqM(pinnedAnswer, {}),
});
async function readMain(connection, request, paths) {
    const { base, policy, pulls, heads } = request;
    const variables = queryVariables();
    const repository = repositoryField(connection, variables);
    const numbered = (number) => `pullRequest(number: ${variables.add('Int!', number)}) { ${pullFields} }`;
    const fields = [
        `${repository} { ${reportAndHoldFields(base.oid, policy, variables)} ${digestFields(base.oid, paths, variables)} }`,
        ...(pulls.length === 0 ? [] : [`pulls: ${repository} { ${aliased('pull', pulls, numbered)} }`]),
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
    };
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
const opening = dist/* object */.Ikc({ id: dist/* string */.YjP(), base: baseRef(baseCommit) });
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

;// CONCATENATED MODULE: ./packages/github/out/promotion-state-reader.js





/** Reads promotions from the base `branch`, or the default branch. Everything of a decision is read at one commit. */
function promotionStateReader(connection, { branch } = {}) {
    return {
        proposal: (environment, head) => readProposalState(connection, branch, environment, head),
        state: () => readState(connection, branch),
        stateOfPull: (number) => readStateOfPull(connection, branch, number),
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
const mergeAnswer = dist/* object */.Ikc({ merged: dist/* literal */.euz(true), sha: commitOid });
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
        const { sha } = await connection.rest('once', route, parameters, mergeAnswer);
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
    if (ours.some((run) => run.status !== 'completed'))
        return { kind: 'under-way' };
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










/***/ }),

/***/ 23754:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  F: () => (/* reexport */ EditError),
  xb: () => (/* reexport */ assertNever),
  xY: () => (/* reexport */ branchHindrance),
  Xi: () => (/* reexport */ candidates),
  Hg: () => (/* reexport */ changeTable),
  Az: () => (/* reexport */ composePromotion),
  g_: () => (/* reexport */ decidePromotion),
  iF: () => (/* reexport */ decideResume),
  h6: () => (/* reexport */ decideRollback),
  TM: () => (/* reexport */ digestFile),
  k1: () => (/* reexport */ downstreamOf),
  IS: () => (/* reexport */ eligibleApprovers),
  p7: () => (/* reexport */ environmentOf),
  ZH: () => (/* reexport */ evidenceKey),
  WE: () => (/* reexport */ explain),
  xH: () => (/* reexport */ gateReasons),
  nq: () => (/* reexport */ holdPath),
  J_: () => (/* reexport */ isNonEmpty),
  rQ: () => (/* reexport */ isPullOf),
  S4: () => (/* reexport */ judge),
  eu: () => (/* reexport */ literal),
  JU: () => (/* reexport */ mergeCommitText),
  ZN: () => (/* reexport */ parseCommitOid),
  m: () => (/* reexport */ parseDigest),
  gU: () => (/* reexport */ parseEnvironmentName),
  "if": () => (/* reexport */ parseImageName),
  ON: () => (/* reexport */ parsePolicy),
  $M: () => (/* reexport */ parseRepositoryName),
  qE: () => (/* reexport */ parseServiceName),
  et: () => (/* reexport */ plan),
  MM: () => (/* reexport */ planSummary),
  Iw: () => (/* reexport */ promotionBranch),
  gM: () => (/* reexport */ readYaml),
  $E: () => (/* reexport */ reasonLine),
  nJ: () => (/* reexport */ reasonList),
  Sx: () => (/* reexport */ recogniseChange),
  QQ: () => (/* reexport */ refuses),
  Y_: () => (/* reexport */ resumeBranch),
  Rs: () => (/* reexport */ rollbackBranch),
  es: () => (/* reexport */ rollbackTarget),
  Up: () => (/* reexport */ sameLogin),
  tp: () => (/* reexport */ markdown_table)
});

// UNUSED EXPORTS: HoldError, PolicyError, ProposalError, activeFreeze, approversOf, canonicalHold, deployedDigest, deployedRuns, digestPath, editErrorCodes, everDeployed, healthOf, holdErrorCodes, holdOn, isCommitOf, parseBumpTrailers, parseDigestFile, parseDigestPath, parseHold, policyErrorCodes, policyFileSchema, previousDigest, proposalErrorCodes, readDigest, reasonCodes, renderBumpTrailers, renderHold, serviceOf, setDigest, setDigests, upstreamOf

;// CONCATENATED MODULE: ./packages/promotion/out/names.js
/** Throws a `TypeError` whose message completes "must be …", as all parsers below do. */
function matching(raw, pattern, expected) {
    if (pattern.test(raw))
        return raw;
    throw new TypeError(expected);
}
const parseDigest = (raw) => matching(raw, /^sha256:[a-f0-9]{64}$/, 'sha256: and 64 lower-case hexadecimal digits');
const parseCommitOid = (raw) => matching(raw, /^[a-f0-9]{40}$/, '40 lower-case hexadecimal digits');
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const labelExpected = 'name: lower-case letters, digits and inner hyphens, at most 63';
const parseServiceName = (raw) => matching(raw, label, `a service ${labelExpected}`);
const parseEnvironmentName = (raw) => matching(raw, label, `an environment ${labelExpected}`);
const hostLabel = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';
const host = String.raw `(?:${hostLabel})(?:\.${hostLabel}){0,20}(?::[0-9]{1,5})?`;
const component = String.raw `[a-z0-9]+(?:(?:\.|_|__|-{1,10})[a-z0-9]+){0,30}`;
const imageName = new RegExp(`^(?=.{1,255}$)(?:${host})(?:/${component}){1,20}$`);
/** Distribution-spec `<name>`, with a registry host that is never left to a default. */
const parseImageName = (raw) => matching(raw, imageName, 'an image name with its registry, such as ghcr.io/owner/name, without tag or digest');
const repositoryName = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;
const parseRepositoryName = (raw) => matching(raw, repositoryName, 'a repository such as owner/name');

;// CONCATENATED MODULE: ./packages/promotion/out/assert-never.js
/** For the default of an exhaustive switch: what arrives here was added to a union and forgotten at this place. */
function assertNever(value) {
    throw new TypeError(`unhandled: ${JSON.stringify(value)}`);
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
;// CONCATENATED MODULE: ./packages/promotion/out/edit-error.js
/** Why a YAML file is not edited or read. */
const editErrorCodes = {
    YAML_INVALID: 'The file is not valid YAML.',
    YAML_CHARACTER: 'The file contains a character on which YAML readers disagree, or that YAML forbids.',
    YAML_TOO_LARGE: 'The file is larger than a digest file may be.',
    YAML_TOO_DEEP: 'The file is nested more deeply than a digest file may be.',
    YAML_ALIAS_BOMB: 'The file grows beyond all measure, or without end, when its aliases are expanded.',
    YAML_DUPLICATE_KEY: 'A mapping has the same key twice.',
    YAML_PATH_MISSING: 'No document of the file has the path.',
    YAML_PATH_REPEATED: 'A batch of edits names the same place twice.',
    YAML_AMBIGUOUS: 'More than one document of the file has the path.',
    YAML_NOT_SCALAR: 'The value at the path is a mapping, a list, or a key without a colon.',
    YAML_BLOCK_SCALAR: 'The value at the path is a block scalar.',
    YAML_TAG: 'The value at the path has a tag that changes what it means.',
    YAML_ALIAS: 'An alias stands on the path, so the value is not written there.',
    YAML_ALIASED: 'The value at the path is used elsewhere through an alias, which an edit would change too.',
    YAML_MERGED: 'The value at the path can only come from a merge key.',
    YAML_NOT_DIGEST: 'The value at the path is neither a digest nor empty.',
};
/** Thrown by everything that reads or edits YAML text; the message starts with `line:column`. */
class EditError extends Error {
    name = 'EditError';
    code;
    next;
    position;
    /** The message without its position. */
    detail;
    constructor(code, position, detail, next, options) {
        super(`${position.line}:${position.column} ${detail}`, options);
        this.code = code;
        this.next = next;
        this.position = position;
        this.detail = detail;
    }
}

;// CONCATENATED MODULE: ./packages/promotion/out/quoted.js
/** What may stand in text as it is: letters, marks, numbers, punctuation, symbols and the plain space. */
const invisible = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu;
function escaped(character) {
    const code = character.codePointAt(0) ?? 0;
    if (code <= 0xff)
        return String.raw `\x${hexadecimal(code, 2)}`;
    return code <= 0xffff ? String.raw `\u${hexadecimal(code, 4)}` : String.raw `\U${hexadecimal(code, 8)}`;
}
const hexadecimal = (code, digits) => code.toString(16).toUpperCase().padStart(digits, '0');
/**
 * `text` as a YAML double-quoted scalar on one line (YAML 1.2.2, section 5.7). Line breaks, controls, bidirectional marks
 * and everything else that cannot be seen is escaped, so that what a person reads is all there is.
 */
function quoted(text) {
    const body = text
        .replaceAll('\\', '\\\\')
        .replaceAll('"', '\\"')
        .replaceAll('\n', String.raw `\n`)
        .replaceAll('\t', String.raw `\t`)
        .replaceAll(invisible, escaped);
    return `"${body}"`;
}
/** `text` without line breaks and controls, which would let one line pass for several. */
const oneLine = (text) => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, escaped);
const longest = 80;
/** A value from a file as a message shows it: short, on one line. */
function shown(value) {
    if (typeof value === 'string') {
        return value.length > longest ? `${quoted(value.slice(0, longest))}…` : quoted(value);
    }
    if (Array.isArray(value))
        return 'a list';
    if (value instanceof Object)
        return 'a mapping';
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'empty';
}

;// CONCATENATED MODULE: ./packages/promotion/out/digest-slot.js




/**
 * Finds the one place in all documents of `source` that `path` leads to.
 *
 * @throws EditError when there is none, more than one, or one that an edit of a scalar's bytes cannot change alone.
 */
function findDigestSlot(source, path) {
    const search = new SlotSearch(source, path);
    const found = [];
    const missing = [];
    for (const document of source.documents) {
        const end = search.walk(document.contents);
        if ('detail' in end)
            missing.push(end);
        else
            found.push({ slot: search.slotOf(end.pair), offset: offsetOf(end.pair.key) });
    }
    const [first, second] = found;
    if (first === undefined)
        throw search.missing(missing);
    if (second !== undefined) {
        throw search.refusal('YAML_AMBIGUOUS', second.offset, 'stands in a second document too', 'Keep it in one document of the file.');
    }
    return first.slot;
}
class SlotSearch {
    #source;
    #path;
    constructor(source, path) {
        this.#source = source;
        this.#path = path;
    }
    refusal(code, offset, detail, next) {
        return new EditError(code, this.#source.position(offset), `${this.#path.join('.')} ${detail}`, next);
    }
    missing(all) {
        const [deepest] = all.toSorted((left, right) => right.depth - left.depth);
        const { offset, detail } = deepest ?? { offset: 0, detail: 'is missing: the file is empty' };
        const key = this.#path.at(-1) ?? '';
        const next = `Add the key ${key} there (with an empty value, if nothing is deployed yet), or correct digests.path of the policy.`;
        return this.refusal('YAML_PATH_MISSING', offset, detail, next);
    }
    /** Follows the path from the root of one document to the pair that its last key names. */
    walk(root) {
        let node = root;
        let pair;
        let offset = root?.range?.[0] ?? 0;
        for (const [depth, key] of this.#path.entries()) {
            this.#refuseShared(node);
            const parent = this.#path.slice(0, depth).join('.') || 'the document';
            if (!(0,dist/* isMap */.jh)(node))
                return { depth, offset, detail: `is missing: ${parent} is ${(0,dist/* isSeq */.oP)(node) ? 'a list' : 'no mapping'}` };
            pair = this.#pairOf(node, key);
            if (pair === undefined)
                return { depth, offset, detail: `is missing: ${parent} has no key ${key}` };
            offset = offsetOf(pair.key);
            node = pair.value;
        }
        return pair === undefined ? { depth: 0, offset, detail: 'is missing: the path is empty' } : { pair };
    }
    #pairOf(map, key) {
        let found;
        for (const pair of map.items) {
            if ((0,dist/* isAlias */.Vj)(pair.key)) {
                throw this.refusal('YAML_ALIAS', offsetOf(pair.key), 'stands beside a key that is an alias', 'Write the key out.');
            }
            if ((0,dist/* isScalar */.jn)(pair.key) && pair.key.value === key)
                found = pair;
        }
        const merge = map.items.find(({ key: name }) => (0,dist/* isScalar */.jn)(name) && name.value === '<<');
        if (found === undefined && merge !== undefined) {
            const detail = `has no key ${key} of its own there: it could only come from the merge key <<`;
            throw this.refusal('YAML_MERGED', offsetOf(merge.key), detail, 'Write the digest out beside the merge key.');
        }
        return found;
    }
    /** What an alias stands for, or refers to, is shared: an edit would change another place too. */
    #refuseShared(node) {
        if ((0,dist/* isAlias */.Vj)(node)) {
            throw this.refusal('YAML_ALIAS', offsetOf(node), `comes from the alias *${node.source}`, 'Write the value out in place of the alias.');
        }
        if (((0,dist/* isMap */.jh)(node) || (0,dist/* isScalar */.jn)(node) || (0,dist/* isSeq */.oP)(node)) && this.#source.aliased.has(node)) {
            const detail = `is also used through the alias *${node.anchor ?? ''}`;
            throw this.refusal('YAML_ALIASED', offsetOf(node), detail, 'Write the value out where the alias stands.');
        }
    }
    slotOf(pair) {
        const { value } = pair;
        this.#refuseShared(value);
        if (!(0,dist/* isScalar */.jn)(value)) {
            const what = value === null ? 'has no colon after its key' : 'is a mapping or a list';
            throw this.refusal('YAML_NOT_SCALAR', offsetOf(value ?? pair.key), what, 'Give it a digest, or an empty value, in quotes or plain.');
        }
        if (value.type === dist/* Scalar */.X5.BLOCK_LITERAL || value.type === dist/* Scalar */.X5.BLOCK_FOLDED) {
            throw this.refusal('YAML_BLOCK_SCALAR', offsetOf(value), 'is a block scalar', 'Write the digest on the line of its key.');
        }
        if (value.tag !== undefined && value.tag !== '!' && value.tag !== 'tag:yaml.org,2002:str') {
            throw this.refusal('YAML_TAG', offsetOf(value), `has the tag ${value.tag}`, 'Remove the tag: a digest is a string.');
        }
        const [start, end] = value.range ?? [0, 0];
        const current = this.#digestOf(value);
        if (start === end) {
            const after = endOfIndicators(pair);
            return { start: after, end: after, before: ' ', after: '', current };
        }
        const quote = quoteOf(value);
        return { start, end, before: quote, after: quote, current };
    }
    #digestOf(scalar) {
        const text = String(scalar.value);
        if (text === '' || (scalar.type === dist/* Scalar */.X5.PLAIN && /^(?:~|null|Null|NULL)$/.test(text)))
            return null;
        try {
            return parseDigest(text);
        }
        catch (error) {
            if (!(error instanceof TypeError))
                throw error;
            const detail = `is ${shown(text)}, but must be ${error.message}, or empty`;
            throw this.refusal('YAML_NOT_DIGEST', offsetOf(scalar), detail, 'Correct the digest, or empty it if nothing is deployed yet.');
        }
    }
}
function quoteOf(scalar) {
    if (scalar.type === dist/* Scalar */.X5.QUOTE_SINGLE)
        return "'";
    return scalar.type === dist/* Scalar */.X5.QUOTE_DOUBLE ? '"' : '';
}
/** The end of the colon, or of the anchor or tag that follows it: an empty value has no bytes of its own. */
function endOfIndicators(pair) {
    const { sep = [] } = pair.srcToken ?? {};
    const last = sep.findLast((token) => ['map-value-ind', 'anchor', 'tag'].includes(token.type));
    if (last === undefined)
        throw new TypeError('an empty value without a colon is no scalar');
    return last.offset + last.source.length;
}
function offsetOf(node) {
    return (0,dist/* isScalar */.jn)(node) || (0,dist/* isMap */.jh)(node) || (0,dist/* isSeq */.oP)(node) || (0,dist/* isAlias */.Vj)(node) ? (node.range?.[0] ?? 0) : 0;
}

;// CONCATENATED MODULE: ./packages/promotion/out/yaml-survey.js


const largestExpansion = 1_000_000;
/**
 * Walks the documents once, in source order, as aliases bind: an alias means the anchor of its name that was last seen.
 * Returns the nodes that aliases refer to.
 *
 * @throws EditError on a repeated key, an alias without an anchor or within itself, and an expansion beyond measure.
 */
function surveyAliases(documents, position) {
    const aliased = new Set();
    for (const { contents } of documents) {
        if (contents === null)
            continue;
        const size = new Survey(position, aliased).sizeOf(contents);
        if (size > largestExpansion) {
            throw new EditError('YAML_ALIAS_BOMB', position(contents.range[0]), `has more than ${largestExpansion} nodes once its aliases are expanded`, 'Write the values out instead of multiplying aliases.');
        }
    }
    return aliased;
}
class Survey {
    #position;
    #aliased;
    #anchors = new Map();
    #sizes = new Map();
    constructor(position, aliased) {
        this.#position = position;
        this.#aliased = aliased;
    }
    /** Nodes under `node`, itself included, with each alias counted as what it stands for. */
    sizeOf(node) {
        if ((0,dist/* isAlias */.Vj)(node))
            return this.#aliasSize(node);
        if (!(0,dist/* isMap */.jh)(node) && !(0,dist/* isSeq */.oP)(node) && !(0,dist/* isScalar */.jn)(node))
            return 1;
        if (node.anchor !== undefined)
            this.#anchors.set(node.anchor, node);
        const size = 1 + this.#childrenSize(node);
        if (node.anchor !== undefined)
            this.#sizes.set(node, size);
        return size;
    }
    #childrenSize(node) {
        let size = 0;
        if ((0,dist/* isMap */.jh)(node)) {
            this.#refuseRepeatedKeys(node);
            for (const { key, value } of node.items)
                size += this.sizeOf(key) + this.sizeOf(value);
        }
        else if ((0,dist/* isSeq */.oP)(node)) {
            for (const item of node.items)
                size += isPairLike(item) ? this.sizeOf(item.key) + this.sizeOf(item.value) : this.sizeOf(item);
        }
        return size;
    }
    #aliasSize(alias) {
        const place = this.#position(alias.range?.[0] ?? 0);
        const target = this.#anchors.get(alias.source);
        if (target === undefined) {
            throw new EditError('YAML_INVALID', place, `has the alias *${alias.source} without an anchor before it`, 'Define the anchor, or write the value out.');
        }
        const size = this.#sizes.get(target);
        if (size === undefined) {
            throw new EditError('YAML_ALIAS_BOMB', place, `has the alias *${alias.source} inside the very value that it stands for`, 'Write the value out.');
        }
        this.#aliased.add(target);
        return size;
    }
    #refuseRepeatedKeys(map) {
        const seen = new Set();
        for (const { key } of map.items) {
            if (!(0,dist/* isScalar */.jn)(key))
                continue;
            if (seen.has(key.value)) {
                const place = this.#position(key.range?.[0] ?? 0);
                throw new EditError('YAML_DUPLICATE_KEY', place, `repeats the key ${String(key.value)}`, 'Keep one of the two.');
            }
            seen.add(key.value);
        }
    }
}
function isPairLike(item) {
    return item instanceof Object && 'key' in item && 'value' in item;
}

;// CONCATENATED MODULE: ./packages/promotion/out/yaml-source.js



/** GitHub's GraphQL API cuts a blob's text at 512,000 bytes, so a longer file cannot be edited without a clone anyway. */
const largest = 512_000;
const mostLexemes = 200_000;
const deepest = 100;
/**
 * Parses YAML text without resolving anything in it. Time and memory are bounded whatever the text is.
 *
 * @throws EditError with a code that says what of the text is refused, and where.
 */
function readYaml(text, { schema }) {
    refuseSize(text);
    const lines = new dist/* LineCounter */.HN();
    lines.addNewLine(0);
    const position = (offset) => {
        const { line, col } = lines.linePos(offset);
        return { line, column: col };
    };
    refuseCharacters(text);
    const tokens = tokensOf(text, lines, position);
    const composer = new dist/* Composer */.Dk({
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
    return { text, documents, aliased: surveyAliases(documents, position), position };
}
function refuseSize(text) {
    if (text.length > largest) {
        throw tooLarge({ line: 1, column: 1 }, `has ${text.length} characters, more than ${largest}`);
    }
}
const tooLarge = (position, detail) => new EditError('YAML_TOO_LARGE', position, detail, 'Split the file, so that digests stand in a small one.');
/** What YAML 1.2.2 (section 5.1) forbids, and the line breaks that only some readers know (section 5.4). */
const forbidden = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\u2028\u2029\uFFFE\uFFFF]|\r(?!\n)|\p{Surrogate}/u;
function refuseCharacters(text) {
    const found = forbidden.exec(text);
    if (found === null)
        return;
    const before = text.slice(0, found.index);
    const position = { line: before.split('\n').length, column: found.index - before.lastIndexOf('\n') };
    const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    throw new EditError('YAML_CHARACTER', position, `has the character U+${code}, which YAML forbids or only some readers take for a line break`, 'Remove the character, or write it as an escape in double quotes.');
}
function tokensOf(text, lines, position) {
    const parser = new dist/* Parser */.iX(lines.addNewLine);
    const tokens = [];
    let lexemes = 0;
    for (const lexeme of new dist/* Lexer */.JG().lex(text)) {
        tokens.push(...parser.next(lexeme));
        lexemes += 1;
        if (lexemes > mostLexemes)
            throw tooLarge(position(parser.offset), `has more than ${mostLexemes} words and marks`);
        if (parser.stack.length > deepest) {
            const next = 'Flatten the file, so that digests stand in a shallow one.';
            throw new EditError('YAML_TOO_DEEP', position(parser.offset), `is nested more than ${deepest} levels deep`, next);
        }
    }
    tokens.push(...parser.end());
    return tokens;
}

;// CONCATENATED MODULE: ./packages/promotion/out/recent-sources.js

/** Characters of all texts that are kept parsed; a parsed text takes some fifty times its size. */
const mostCharacters = 2_000_000;
const recent = new Map();
let characters = 0;
/**
 * `readYaml` that remembers what it read last. A plan asks for one digest at a time, and each file and version of it
 * holds the digests of every service.
 *
 * @throws EditError as `readYaml` does.
 */
function readDigestSource(text) {
    const known = recent.get(text);
    if (known !== undefined)
        return known;
    const source = readYaml(text, { schema: 'failsafe' });
    recent.set(text, source);
    characters += text.length;
    for (const oldest of recent.keys()) {
        if (characters <= mostCharacters)
            break;
        recent.delete(oldest);
        characters -= oldest.length;
    }
    return source;
}

;// CONCATENATED MODULE: ./packages/promotion/out/digest-edit.js



/**
 * Sets the digest at `path`, touching no byte but those of its scalar. Quotes, anchor, comments, line ends and everything
 * else stay; an empty value gets its digest after the colon.
 *
 * @throws EditError when exactly that cannot be done.
 */
function setDigest(yaml, path, digest) {
    const { text, changed } = setDigests(yaml, [{ path, digest }]);
    const [change] = changed;
    return change === undefined ? { kind: 'unchanged', text, digest } : { kind: 'changed', text, from: change.from };
}
/**
 * `setDigest` for many paths of one file, parsed once.
 *
 * @throws EditError also when two changes name one place; nothing is changed then.
 */
function setDigests(yaml, changes) {
    const source = readDigestSource(yaml);
    const placed = [];
    const starts = new Set();
    for (const change of changes) {
        const slot = findDigestSlot(source, change.path);
        if (starts.has(slot.start)) {
            const detail = `${change.path.join('.')} is to be set twice`;
            throw new EditError('YAML_PATH_REPEATED', source.position(slot.start), detail, 'Ask for one digest at each path.');
        }
        starts.add(slot.start);
        if (slot.current !== change.digest)
            placed.push({ change, slot });
    }
    return {
        text: splice(yaml, placed),
        changed: placed.map(({ change, slot }) => ({ ...change, from: slot.current })),
    };
}
function splice(yaml, placed) {
    const pieces = [];
    let offset = 0;
    for (const { change, slot } of placed.toSorted((left, right) => left.slot.start - right.slot.start)) {
        pieces.push(yaml.slice(offset, slot.start), slot.before, change.digest, slot.after);
        offset = slot.end;
    }
    return [...pieces, yaml.slice(offset)].join('');
}
/**
 * The digest at `path`; null where the value is there but empty (nothing, `""` or null).
 *
 * @throws EditError for everything that `setDigest` would refuse to replace.
 */
function readDigest(yaml, path) {
    return findDigestSlot(readDigestSource(yaml), path).current;
}

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var valibot_dist = __webpack_require__(77934);
;// CONCATENATED MODULE: ./packages/promotion/out/parsed-string.js

/**
 * A schema of strings that `parse` takes apart. `expected` and the messages of the `TypeError`s that `parse` throws
 * complete "must be …".
 */
function parsedString(parse, expected, description) {
    return valibot_dist/* pipe */.FsL(valibot_dist/* string */.YjP(expected), 
    // Before the transformation, since a JSON Schema of what is written ends there.
    valibot_dist/* description */.h_(description), valibot_dist/* rawTransform */.NTK(({ dataset, addIssue, NEVER }) => {
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
/** A schema of strings that `parse` accepts, and that stay as they are. */
function acceptedString(parse, expected) {
    return valibot_dist/* pipe */.FsL(valibot_dist/* string */.YjP(expected), valibot_dist/* rawCheck */.H0v(({ dataset, addIssue }) => {
        try {
            if (dataset.typed)
                parse(dataset.value);
        }
        catch (error) {
            if (!(error instanceof TypeError))
                throw error;
            addIssue({ message: error.message });
        }
    }));
}

;// CONCATENATED MODULE: ./packages/promotion/out/hold.js






const holdErrorCodes = {
    HOLD_YAML: 'A hold is not one plain YAML document.',
    HOLD_INVALID: 'A hold lacks a value, has one too many, or has one of the wrong form.',
    HOLD_MISPLACED: 'A hold names another service or environment than its path.',
};
/** Thrown where a hold cannot be read: what cannot be read must still hold. */
class HoldError extends Error {
    name = 'HoldError';
    code;
    next = 'Restore the file as rollback wrote it, or lift the hold by deleting it in a reviewed pull request.';
    constructor(code, path, detail, options) {
        super(`${path} ${detail}`, options);
        this.code = code;
    }
}
function holdPath(environment, service) {
    return `holds/${environment}/${service}.yaml`;
}
const hold_text = (expected, isValid) => valibot_dist/* pipe */.FsL(valibot_dist/* string */.YjP(expected), valibot_dist/* check */.z6Y(isValid, expected));
const digest = parsedString(parseDigest, 'a digest', 'sha256:…');
function isInstant(value) {
    return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z$/.test(value) && !Number.isNaN(Date.parse(value));
}
const holdSchema = valibot_dist/* strictObject */.rej({
    version: valibot_dist/* literal */.euz(1, '1'),
    service: parsedString(parseServiceName, 'a service name', 'What is held.'),
    environment: parsedString(parseEnvironmentName, 'an environment name', 'Where it is held.'),
    digest,
    replaced: valibot_dist/* nullable */.mee(digest),
    reason: hold_text('1 to 1,000 characters that are not all blank', (value) => value.trim() !== '' && value.length <= 1_000),
    by: hold_text('a login', (value) => /^[A-Za-z0-9_-]{1,100}(?:\[bot\])?$/.test(value)),
    since: hold_text('a time in UTC, such as 2026-11-24T09:00:00Z', isInstant),
    run: valibot_dist/* optional */.lqM(hold_text('an http(s) URL', (value) => /^https?:\/\/[!-~]{1,2000}$/.test(value) && URL.canParse(value))),
}, 'a mapping');
/**
 * The bytes of a hold's file. They are canonical: equal holds have equal bytes.
 *
 * @throws HoldError where the hold has a value that `parseHold` would refuse.
 */
function renderHold(hold) {
    const { service, environment, digest: held, replaced, reason, by, since, run, } = checked({ version: 1, ...hold }, holdPath(hold.environment, hold.service));
    const lines = [
        `# This file holds ${service} in ${environment}: no promotion moves its digest while the file is here.`,
        '# To lift the hold, run the rollback action with `command: resume`; its pull request deletes the file.',
        'version: 1',
        `service: ${quoted(service)}`,
        `environment: ${quoted(environment)}`,
        `digest: ${held}`,
        `replaced: ${replaced ?? 'null'}`,
        `reason: ${quoted(reason)}`,
        `by: ${quoted(by)}`,
        `since: ${quoted(since)}`,
        ...(run === undefined ? [] : [`run: ${quoted(run)}`]),
    ];
    return `${lines.join('\n')}\n`;
}
/**
 * Reads the file of a hold, canonical or not: a person may write one too.
 *
 * @throws HoldError where it is not a hold of the service and environment that `path` names.
 */
function parseHold(yaml, path) {
    const hold = checked(hold_valueOf(yaml, path), path);
    const expected = holdPath(hold.environment, hold.service);
    if (expected !== path)
        throw new HoldError('HOLD_MISPLACED', path, `holds what belongs into ${expected}`);
    return hold;
}
function hold_valueOf(yaml, path) {
    try {
        const { documents, aliased } = readYaml(yaml, { schema: 'core' });
        const [document, second] = documents;
        if (second !== undefined || aliased.size > 0)
            throw new HoldError('HOLD_YAML', path, 'is not one document without aliases');
        return document?.toJS();
    }
    catch (error) {
        if (!(error instanceof EditError))
            throw error;
        throw new HoldError('HOLD_YAML', `${path}:${error.position.line}:${error.position.column}`, error.detail, {
            cause: error,
        });
    }
}
function checked(value, path) {
    const result = valibot_dist/* safeParse */.xLC(holdSchema, value, { abortEarly: true });
    if (!result.success)
        throw new HoldError('HOLD_INVALID', path, detailOf(result.issues[0]));
    const { version: _, run, ...hold } = result.output;
    return run === undefined ? hold : { ...hold, run };
}
function detailOf(issue) {
    const key = valibot_dist/* getDotPath */.BuJ(issue) ?? 'it';
    if (issue.expected === 'never')
        return `has the unknown key ${shown(key)}`;
    if (issue.type === 'strict_object' && issue.path !== undefined)
        return `lacks the key ${key}`;
    return `has ${key} ${shown(issue.input)}, but it must be ${issue.message}`;
}
/** The hold, wherever it belongs, if these are exactly the bytes that `renderHold` gives for it; else null. */
function canonicalHold(yaml) {
    try {
        const hold = checked(hold_valueOf(yaml, 'the hold'), 'the hold');
        return renderHold(hold) === yaml ? hold : null;
    }
    catch (error) {
        if (error instanceof HoldError)
            return null;
        throw error;
    }
}

;// CONCATENATED MODULE: ./packages/promotion/out/policy-error.js
/** Why `promotion.yaml` is not followed. */
const policyErrorCodes = {
    POLICY_INVALID: 'The policy has one or more problems, each with a code of its own.',
    POLICY_YAML: 'The policy is not one plain YAML document: its YAML is invalid, or it uses anchors, aliases, tags or several documents.',
    POLICY_KEY_UNKNOWN: 'The policy has a key that does not exist.',
    POLICY_KEY_MISSING: 'The policy lacks a key that it must have.',
    POLICY_KEY_RESERVED: 'A key of the policy has a name that JavaScript gives a meaning to.',
    POLICY_VALUE_INVALID: 'A value of the policy does not have the form that it must have.',
    POLICY_IMAGE_REPEATED: 'Two services have the same image.',
    POLICY_UPSTREAM_UNKNOWN: 'An environment follows one that does not exist.',
    POLICY_CYCLE: 'Environments follow each other in a circle, so that nothing could ever reach them.',
    POLICY_RULE_CONFLICT: 'Two settings of an environment do not go together.',
    POLICY_SLOTS_COLLIDE: 'Two digests would stand in one place, or in a file that belongs to something else.',
    POLICY_ENVIRONMENT_UNKNOWN: 'An environment was asked for that the policy does not have.',
    POLICY_SERVICE_UNKNOWN: 'A service was asked for that the policy does not have.',
};
/** Thrown with every problem of a policy, in the order of its lines. */
class PolicyError extends Error {
    name = 'PolicyError';
    code;
    next;
    problems;
    constructor(code, message, next, problems = []) {
        super(message);
        this.code = code;
        this.next = next;
        this.problems = problems;
    }
}

;// CONCATENATED MODULE: ./packages/promotion/out/policy-locate.js





const pathText = (path) => path.map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${key}`)).join('');
/** A policy's text with its plain value, and the way back from a value to its line. */
class PolicySource {
    #file;
    #yaml;
    #document;
    /** @throws PolicyError where the text is not one plain YAML document. */
    constructor(text, file) {
        this.#file = file;
        this.#yaml = readPlainYaml(text, file);
        const [document] = this.#yaml.documents;
        if (document === undefined)
            throw policyError(file, [{ code: 'POLICY_YAML', line: 1, column: 1, path: '', says: 'is empty' }]);
        this.#document = document;
    }
    value() {
        return this.#document.toJS();
    }
    /** Paths of keys that name a property which every JavaScript object has. */
    reservedKeys() {
        const findings = [];
        (0,dist/* visit */.YR)(this.#document, {
            Pair: (_, { key }, above) => {
                if ((0,dist/* isScalar */.jn)(key) && String(key.value) in Object.prototype) {
                    findings.push({
                        code: 'POLICY_KEY_RESERVED',
                        path: [...pathThrough(above), String(key.value)],
                        at: 'key',
                        says: 'is a reserved word and cannot be a key',
                    });
                }
            },
        });
        return findings;
    }
    error(findings) {
        const located = findings.map((finding) => ({ ...finding, ...this.#locate(finding), path: pathText(finding.path) }));
        return policyError(this.#file, located);
    }
    /** Of a key or value; where it is absent, of the key under which it ought to be. */
    #locate({ path, at }) {
        let node = this.#document.contents;
        let offset = node?.range?.[0] ?? 0;
        for (const [index, step] of path.entries()) {
            const entry = entryOf(node, step);
            if (entry === undefined)
                break;
            const isLast = index === path.length - 1;
            const wanted = isLast && at === 'value' && !isEmpty(entry.value) ? entry.value : entry.key;
            offset = wanted?.range?.[0] ?? offset;
            node = entry.value;
        }
        return this.#yaml.position(offset);
    }
}
const isEmpty = (node) => node === null || ((0,dist/* isScalar */.jn)(node) && node.range?.[0] === node.range?.[1]);
/** The keys and positions that lead through what stands above a node. */
function pathThrough(above) {
    return above.flatMap((node, index) => {
        if ((0,dist/* isPair */.tO)(node))
            return (0,dist/* isScalar */.jn)(node.key) ? [String(node.key.value)] : [];
        return (0,dist/* isSeq */.oP)(node) ? [node.items.indexOf(above[index + 1])] : [];
    });
}
function entryOf(node, step) {
    if ((0,dist/* isMap */.jh)(node)) {
        return node.items.find(({ key }) => (0,dist/* isScalar */.jn)(key) && String(key.value) === String(step));
    }
    if ((0,dist/* isSeq */.oP)(node)) {
        const value = node.items[Number(step)];
        return value === undefined ? undefined : { key: value, value };
    }
    return undefined;
}
function readPlainYaml(text, file) {
    const refuse = (position, says) => policyError(file, [{ code: 'POLICY_YAML', ...position, path: '', says }]);
    let source;
    try {
        source = readYaml(text, { schema: 'core' });
    }
    catch (error) {
        if (error instanceof EditError)
            throw refuse(error.position, error.detail);
        throw error;
    }
    const second = source.documents[1];
    if (second !== undefined)
        throw refuse(source.position(second.range[0]), 'holds a second document, but must hold one');
    for (const document of source.documents) {
        (0,dist/* visit */.YR)(document, {
            Node: (_, node) => {
                const found = notPlain(node);
                if (found !== undefined)
                    throw refuse(source.position(node.range?.[0] ?? 0), `uses ${found}, but must write every value out where it is read`);
            },
            Alias: (_, node) => {
                throw refuse(source.position(node.range?.[0] ?? 0), `uses the alias *${node.source}, but must write every value out where it is read`);
            },
        });
    }
    return source;
}
function notPlain(node) {
    if ('anchor' in node && node.anchor !== undefined)
        return `the anchor &${node.anchor}`;
    return node.tag === undefined ? undefined : 'a tag';
}
function policyError(file, found) {
    const problems = found
        .toSorted((left, right) => left.line - right.line || left.column - right.column)
        .map(({ code, line, column, path, says }) => {
        const subject = path === '' ? '' : `${path} `;
        return { code, line, column, path, message: oneLine(`${file}:${line}:${column} ${subject}${says}`) };
    });
    const messages = [...new Set(problems.map((problem) => `${problem.message} (${problem.code})`))];
    const next = `Correct ${file} on the base branch; docs/promotion.schema.json lets an editor check it.`;
    return new PolicyError('POLICY_INVALID', messages.join('\n'), next, problems);
}

;// CONCATENATED MODULE: ./packages/promotion/out/digest-path.js
const fill = (template, { service, environment }) => template.replaceAll('{service}', service).replaceAll('{env}', environment);
const hasOnlyKnownPlaceholders = (template) => !/[{}]/.test(template.replaceAll('{service}', '').replaceAll('{env}', ''));
const pathExpected = 'keys separated by dots, such as services.{service}.image.digest, with a key that has a dot in quotes, and no placeholders but {service} and {env}';
/** A bare key, or one in single or double quotes, then a dot or the end. */
const segment = /(?:"([^"]+)"|'([^']+)'|([^."'\s][^."'\r\n\t]*))(\.|$)/y;
/**
 * `services.{service}.image.digest` → the path for a slot. Quotes keep the dots of a key: `apps."my.app".digest`.
 *
 * @throws TypeError with a message that completes "must be …".
 */
function parseDigestPath(template) {
    const segments = [];
    const scanner = new RegExp(segment);
    let complete = false;
    while (!complete) {
        const match = scanner.exec(template);
        const [, double, single, bare, end] = match ?? [];
        const key = double ?? single ?? bare;
        if (key === undefined || !hasOnlyKnownPlaceholders(key))
            throw new TypeError(pathExpected);
        segments.push(key);
        complete = end === '';
    }
    return (values) => segments.map((key) => fill(key, values));
}
const fileExpected = 'a relative path to a .yaml or .yml file, such as envs/{env}/values.{env}.yaml, with {env} in it and nothing above, in .git, .github or holds';
/** Paths that a digest file may not have, since something else gives them meaning. */
function isReservedPath(path) {
    return /(?:^|\/)\.git(?:hub)?(?:\/|$)/i.test(path) || /^(?:holds\/|promotion\.yaml$)/i.test(path);
}
const fileSegment = /^(?!\.{1,2}$)[A-Za-z0-9._@+{}-]+$/;
/**
 * `envs/{env}/{service}.yaml` → the file for a slot.
 *
 * @throws TypeError with a message that completes "must be …".
 */
function parseDigestFile(template) {
    const segments = template.split('/');
    const safe = segments.every((part) => fileSegment.test(part)) &&
        !isReservedPath(template) &&
        template.length <= 255 &&
        hasOnlyKnownPlaceholders(template);
    if (!safe || !template.includes('{env}') || !/\.ya?ml$/.test(template))
        throw new TypeError(fileExpected);
    return (values) => fill(template, values);
}

;// CONCATENATED MODULE: ./packages/promotion/out/nearest-key.js
/** The one of `known` that `name` is most likely a slip of, if any is near. */
function nearestKey(name, known) {
    let nearest;
    if (name.length > 64)
        return undefined;
    for (const key of known) {
        const distance = editDistance(name.toLowerCase(), key.toLowerCase());
        const bearable = Math.max(1, Math.floor(key.length / 3));
        if (distance <= bearable && (nearest === undefined || distance < nearest.distance))
            nearest = { key, distance };
    }
    return nearest?.key;
}
/** Damerau's distance with adjacent swaps (optimal string alignment). */
function editDistance(from, to) {
    let previous = [];
    let current = Array.from({ length: to.length + 1 }, (_, index) => index);
    for (let row = 1; row <= from.length; row += 1) {
        const next = [row];
        for (let column = 1; column <= to.length; column += 1) {
            const same = from[row - 1] === to[column - 1] ? 0 : 1;
            const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
            next[column] = Math.min((current[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, (current[column - 1] ?? 0) + same, swapped ? (previous[column - 2] ?? 0) + 1 : Infinity);
        }
        [previous, current] = [current, next];
    }
    return current[to.length] ?? Infinity;
}

;// CONCATENATED MODULE: ./packages/promotion/out/duration.js
const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
/** One year: more is a mistake in the unit. */
const duration_longest = 366 * units.d;
const durationExpected = 'a duration of at most a year, such as 90s, 30m, 2h or 1d';
/**
 * `90s`, `30m`, `2h` or `1d` → milliseconds of elapsed time; a day is 24 hours, whatever clocks do.
 *
 * @throws TypeError with a message that completes "must be …".
 */
function parseDuration(raw) {
    const [, amount, unit] = /^([1-9][0-9]{0,7})([smhd])$/.exec(raw) ?? [];
    if (amount !== undefined && unit !== undefined && unit in units) {
        const milliseconds = Number(amount) * units[unit];
        if (milliseconds <= duration_longest)
            return milliseconds;
    }
    throw new TypeError(durationExpected);
}

// EXTERNAL MODULE: ./node_modules/croner/dist/croner.js
var croner = __webpack_require__(55814);
;// CONCATENATED MODULE: ./packages/promotion/out/freeze.js

/** Enough for any calendar that ends; a freeze that never does is told by its first windows. */
const mostWindows = 400;
/**
 * The freeze that `now` falls into. A window is open from its start, inclusive, to its end, exclusive; its duration is
 * elapsed time, also across a change of clocks.
 */
function activeFreeze(windows, now) {
    const schedules = windows.map((window) => ({ window, schedule: scheduleOf(window.cron, window.timezone) }));
    const open = lastToClose(schedules, now);
    if (open === null)
        return null;
    let until = open.closes;
    for (let looked = 0; looked < mostWindows; looked += 1) {
        const next = lastToClose(schedules, until);
        if (next === null)
            break;
        until = next.closes;
    }
    return { reason: open.window.reason, until };
}
function lastToClose(scheduled, instant) {
    let last = null;
    for (const { window, schedule } of scheduled) {
        const start = latestRun(schedule, instant);
        if (start === null)
            continue;
        const closes = new Date(start.getTime() + window.duration);
        if (closes > instant && (last === null || closes > last.closes))
            last = { window, closes };
    }
    return last;
}
function latestRun(schedule, instant) {
    // croner leaves the reference itself out and counts in whole seconds: look from a second later.
    const reference = new Date(instant.getTime() + 1_000);
    return schedule.previousRuns(2, reference).find((run) => run <= instant) ?? null;
}
function scheduleOf(cron, timezone) {
    // A time that the clock skips still counts, as the first one after the gap: a freeze may come late but not fail to come.
    return new croner/* Cron */.l4(cron, { paused: true, mode: '5-part', timezone, fixedTimeRule: 'no-wildcard' });
}
const cronExpected = 'five cron fields (minute, hour, day of month, month, day of week) that name a time which comes, such as 0 16 * * 5';
const freeze_name = 'SUN|MON|TUE|WED|THU|FRI|SAT|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC';
/** POSIX crontab(5) with names and steps; no extension that only one library knows. */
const fields = new RegExp(`^(?:[0-9*,/-]|${freeze_name}){1,120}(?: (?:[0-9*,/-]|${freeze_name}){1,120}){4}$`, 'i');
/** @throws TypeError with a message that completes "must be …". */
function parseCron(raw) {
    if (!fields.test(raw))
        throw new TypeError(cronExpected);
    try {
        if (scheduleOf(raw, 'UTC').nextRun(new Date(0)) !== null)
            return raw;
    }
    catch (error) {
        throw new TypeError(cronExpected, { cause: error });
    }
    throw new TypeError(cronExpected);
}
const timezoneExpected = 'the name of a time zone of the IANA database, such as Europe/Berlin or UTC';
/** @throws TypeError with a message that completes "must be …". */
function parseTimezone(raw) {
    if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(raw))
        throw new TypeError(timezoneExpected);
    try {
        new Intl.DateTimeFormat('en', { timeZone: raw }).format();
    }
    catch (error) {
        throw new TypeError(timezoneExpected, { cause: error });
    }
    return raw;
}

;// CONCATENATED MODULE: ./packages/promotion/out/policy-schema.js






/** Every message of these schemas completes "must be …". */
function policy_schema_matching(pattern, expected, description) {
    return valibot_dist/* pipe */.FsL(valibot_dist/* string */.YjP(expected), valibot_dist/* regex */.yGV(pattern, expected), valibot_dist/* description */.h_(description));
}
const login = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?\[bot\]$/;
const loginExpected = 'the login of a GitHub App, such as bitvault-promoter[bot]';
const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S}](?:[\p{L}\p{M}\p{N}\p{P}\p{S} ]{0,253}[\p{L}\p{M}\p{N}\p{P}\p{S}])?$/u;
const printableExpected = 'at most 255 printable characters on one line';
const mapping = 'a mapping';
const idExpected = 'the number that GitHub gave it';
/** As GitHub's API gives it: names can be taken by others, numbers cannot. */
const githubId = (description) => valibot_dist/* optional */.lqM(valibot_dist/* pipe */.FsL(valibot_dist/* number */.aig(idExpected), valibot_dist/* safeInteger */.Y2b(idExpected), valibot_dist/* minValue */.Wwf(1, idExpected), valibot_dist/* description */.h_(description), valibot_dist/* transform */.pdi(String)));
const serviceSchema = valibot_dist/* strictObject */.rej({
    image: valibot_dist/* pipe */.FsL(acceptedString(parseImageName, 'an image name'), valibot_dist/* description */.h_('Image with its registry, without tag or digest: ghcr.io/owner/name.')),
    source: valibot_dist/* pipe */.FsL(acceptedString(parseRepositoryName, 'a repository'), valibot_dist/* description */.h_('Repository that the image is built from: owner/name.')),
    workflow: policy_schema_matching(/^\.github\/workflows\/(?!\.)[A-Za-z0-9._-]{1,200}\.ya?ml$/, 'a workflow file, such as .github/workflows/release.yml', 'Workflow of the source repository that builds and signs the image.'),
    ref: valibot_dist/* optional */.lqM(policy_schema_matching(/^refs\/(?:heads|tags)\/(?!.*(?:\.\.|\/\/|@\{|\/\.|\.lock(?:\/|$)))[A-Za-z0-9._/@+#-]{1,200}(?<![./])$/, 'a full ref, such as refs/heads/main', 'Ref of the source repository that the image must be built at.'), 'refs/heads/main'),
    'source-id': githubId('Number of the source repository: one that is made anew under its name is refused.'),
    'owner-id': githubId('Number of its owner: an account that is made anew under the name is refused.'),
}, mapping);
const freezeSchema = valibot_dist/* strictObject */.rej({
    cron: parsedString(parseCron, 'five cron fields, in quotes', 'When the freeze begins: five cron fields, in `timezone`.'),
    duration: parsedString(parseDuration, 'a duration, such as 64h', 'How long it lasts, in elapsed time: 90s, 30m, 64h, 2d.'),
    timezone: parsedString(parseTimezone, 'the name of a time zone', 'IANA time zone, such as Europe/Berlin.'),
    reason: policy_schema_matching(printable, printableExpected, 'Why, in the words that a blocked promotion shows.'),
}, mapping);
const approvalsExpected = 'a whole number from 0 to 6';
const environmentSchema = valibot_dist/* strictObject */.rej({
    from: valibot_dist/* pipe */.FsL(acceptedString(parseEnvironmentName, 'build, or the name of an environment'), valibot_dist/* description */.h_('What this environment follows: `build`, or the environment before it.')),
    merge: valibot_dist/* pipe */.FsL(valibot_dist/* picklist */.KIO(['auto', 'review', 'gate'], 'one of auto, review, gate'), valibot_dist/* description */.h_('auto: merged when it verifies. review: after review too. gate: after the manual approval of a GitHub environment too.')),
    approvals: valibot_dist/* optional */.lqM(valibot_dist/* pipe */.FsL(valibot_dist/* number */.aig(approvalsExpected), valibot_dist/* integer */.ndf(approvalsExpected), valibot_dist/* minValue */.Wwf(0, approvalsExpected), valibot_dist/* maxValue */.cGV(6, approvalsExpected), valibot_dist/* description */.h_('Approving reviews that a pull request needs. With merge: auto, 1 makes the merging App approve. Default: 0 for auto, else 1.'))),
    environment: valibot_dist/* optional */.lqM(policy_schema_matching(printable, printableExpected, 'GitHub environment whose approval `merge: gate` needs.')),
    healthy: valibot_dist/* optional */.lqM(valibot_dist/* pipe */.FsL(valibot_dist/* array */.YOg(policy_schema_matching(printable, printableExpected, 'Context of a commit status.'), 'a list of status contexts'), valibot_dist/* maxLength */.Ru6(20, 'a list of at most 20 status contexts'), valibot_dist/* description */.h_('Commit statuses by which the environment before this one must be healthy.')), []),
    soak: valibot_dist/* optional */.lqM(parsedString(parseDuration, 'a duration, such as 30m', 'How long a digest must have been healthy in the environment before: 90s, 30m, 2h, 1d.')),
    freeze: valibot_dist/* optional */.lqM(valibot_dist/* pipe */.FsL(valibot_dist/* array */.YOg(freezeSchema, 'a list of freezes'), valibot_dist/* maxLength */.Ru6(50, 'a list of at most 50 freezes'), valibot_dist/* description */.h_('Times in which nothing is promoted here.')), []),
}, mapping);
const digestsSchema = valibot_dist/* strictObject */.rej({
    file: parsedString((raw) => ({ template: raw, forSlot: parseDigestFile(raw) }), 'a file name with {env}', 'File of the digests, with {env} and perhaps {service}: envs/{env}/values.{env}.yaml.'),
    path: parsedString((raw) => ({ template: raw, forSlot: parseDigestPath(raw) }), 'keys separated by dots', 'Keys that lead to a digest in that file: services.{service}.image.digest.'),
}, mapping);
/** `promotion.yaml` as it is written; what its parts must be to each other is in `policy-rules.ts`. */
const policyFileSchema = valibot_dist/* strictObject */.rej({
    version: valibot_dist/* pipe */.FsL(valibot_dist/* literal */.euz(1, '1'), valibot_dist/* description */.h_('Version of this format.')),
    bot: policy_schema_matching(login, loginExpected, 'Login of the GitHub App that opens promotion pull requests.'),
    argocd: valibot_dist/* optional */.lqM(policy_schema_matching(login, loginExpected, 'Login of the GitHub App that reports the health of environments.')),
    services: valibot_dist/* pipe */.FsL(valibot_dist/* record */.g1P(acceptedString(parseServiceName, 'a service name'), serviceSchema, 'a mapping of services'), valibot_dist/* minEntries */.bPf(1, 'a mapping of at least one service'), valibot_dist/* maxEntries */.bIj(500, 'a mapping of at most 500 services'), valibot_dist/* description */.h_('Services by name; each has one image.')),
    digests: valibot_dist/* pipe */.FsL(digestsSchema, valibot_dist/* description */.h_('Where digests stand in this repository.')),
    environments: valibot_dist/* pipe */.FsL(valibot_dist/* record */.g1P(acceptedString(parseEnvironmentName, 'an environment name'), environmentSchema, 'a mapping of environments'), valibot_dist/* minEntries */.bPf(1, 'a mapping of at least one environment'), valibot_dist/* maxEntries */.bIj(20, 'a mapping of at most 20 environments'), valibot_dist/* description */.h_('Environments by name; `from` chains them.')),
}, mapping);
/** The schemas of the parts that rules can be checked on although another part is wrong. */
const partSchemas = { service: serviceSchema, environment: environmentSchema, digests: digestsSchema };

;// CONCATENATED MODULE: ./packages/promotion/out/policy-rules.js






/** Everything that is wrong between values that are each right in themselves. */
function ruleFindings(raw) {
    const parts = soundParts(raw);
    return [...imageFindings(parts), ...upstreamFindings(parts), ...environmentFindings(parts), ...slotFindings(parts)];
}
function soundParts(raw) {
    const root = entriesOf(raw);
    const environments = entriesOf(root.get('environments'));
    const digests = valibot_dist/* safeParse */.xLC(partSchemas.digests, root.get('digests'));
    return {
        argocd: root.has('argocd'),
        services: sound(entriesOf(root.get('services')), parseServiceName, partSchemas.service),
        upstreams: new Map([...environments].map(([name, entry]) => [name, upstreamOf(entry)])),
        environments: sound(environments, parseEnvironmentName, partSchemas.environment),
        digests: digests.success ? digests.output : null,
    };
}
function upstreamOf(entry) {
    const from = entriesOf(entry).get('from');
    return typeof from === 'string' && from !== '' ? from : null;
}
function entriesOf(value) {
    return new Map(value instanceof Object && !Array.isArray(value) ? Object.entries(value) : []);
}
function sound(entries, parseName, schema) {
    const found = new Map();
    for (const [raw, value] of entries) {
        const name = nameOrNone(raw, parseName);
        const result = valibot_dist/* safeParse */.xLC(schema, value);
        if (name !== undefined && result.success)
            found.set(name, result.output);
    }
    return found;
}
/** A wrong name is the form's business, where it is reported. */
function nameOrNone(raw, parseName) {
    try {
        return parseName(raw);
    }
    catch (error) {
        if (error instanceof TypeError)
            return undefined;
        throw error;
    }
}
function imageFindings({ services }) {
    const owners = new Map();
    return [...services].flatMap(([name, { image }]) => {
        const owner = owners.get(image.toLowerCase());
        if (owner === undefined)
            owners.set(image.toLowerCase(), name);
        const says = `is ${shown(image)}, but that is the image of ${owner} already`;
        return owner === undefined
            ? []
            : [{ code: 'POLICY_IMAGE_REPEATED', path: ['services', name, 'image'], at: 'value', says }];
    });
}
function upstreamFindings({ upstreams }) {
    const findings = [];
    const reported = new Set();
    for (const [name, from] of upstreams) {
        const path = ['environments', name, 'from'];
        if (from === null || from === 'build')
            continue;
        if (!upstreams.has(from)) {
            const near = nearestKey(from, [...upstreams.keys(), 'build']);
            const hint = near === undefined
                ? `build or one of ${[...upstreams.keys()].join(', ')}`
                : `an environment: did you mean ${near}?`;
            findings.push({
                code: 'POLICY_UPSTREAM_UNKNOWN',
                path,
                at: 'value',
                says: `is ${shown(from)}, but must be ${hint}`,
            });
        }
        const circle = circleThrough(name, upstreams);
        if (circle.length === 0 || circle.some((member) => reported.has(member)))
            continue;
        for (const member of circle)
            reported.add(member);
        const says = `goes round in a circle: ${[...circle, name].join(' from ')}; one of them must be from build`;
        findings.push({ code: 'POLICY_CYCLE', path, at: 'value', says });
    }
    return findings;
}
/** The environments from `start` upstream and back to it; empty where the way does not lead back. */
function circleThrough(start, upstreams) {
    const visited = new Set();
    let name = start;
    while (!visited.has(name)) {
        visited.add(name);
        const from = upstreams.get(name) ?? 'build';
        if (from === 'build')
            return [];
        name = from;
    }
    return name === start ? [...visited] : [];
}
function environmentFindings({ environments, upstreams, argocd }) {
    const findings = [];
    if (upstreams.has('build')) {
        findings.push(conflict(['environments', 'build'], 'key', 'is what `from` calls the build: give the environment another name'));
    }
    for (const [name, entry] of environments)
        findings.push(...entryFindings(['environments', name], entry));
    const [healthy] = [...environments].filter(([, entry]) => entry.healthy.length > 0);
    if (healthy !== undefined && !argocd) {
        const says = `is missing, but environments.${healthy[0]}.healthy needs to know which App reports health`;
        findings.push({ code: 'POLICY_KEY_MISSING', path: ['argocd'], at: 'value', says });
    }
    return findings;
}
const conflict = (path, at, says) => ({
    code: 'POLICY_RULE_CONFLICT',
    path,
    at,
    says,
});
function entryFindings(path, entry) {
    const { merge, approvals, environment, from, healthy, soak } = entry;
    const findings = [];
    if (merge === 'gate' && environment === undefined) {
        const says = 'is missing, but merge: gate needs the GitHub environment whose approval it waits for';
        findings.push({ code: 'POLICY_KEY_MISSING', path: [...path, 'environment'], at: 'value', says });
    }
    if (merge !== 'gate' && environment !== undefined) {
        findings.push(conflict([...path, 'environment'], 'key', `guards nothing with merge: ${merge}: remove it, or set merge: gate`));
    }
    if (merge === 'auto' && approvals !== undefined && approvals > 1) {
        findings.push(conflict([...path, 'approvals'], 'value', `is ${approvals}, but must be 0 or 1 with merge: auto: one App approves`));
    }
    if (merge === 'review' && approvals === 0) {
        findings.push(conflict([...path, 'approvals'], 'value', 'is 0, but must be at least 1 with merge: review; without reviews, set merge: auto'));
    }
    if (from === 'build' && healthy.length > 0) {
        findings.push(conflict([...path, 'healthy'], 'key', 'has nothing to look at: no environment comes before one that is from build'));
    }
    if (from === 'build' && soak !== undefined) {
        findings.push(conflict([...path, 'soak'], 'key', 'has nothing to wait for: no environment comes before one that is from build'));
    }
    return findings;
}
/** Each file belongs to one environment, and each place in it to one service. */
function slotFindings({ digests, services, environments }) {
    if (digests === null)
        return [];
    const { file, path } = digests;
    if (!file.template.includes('{service}') && !path.template.includes('{service}')) {
        const says = `is ${shown(path.template)}, but must have {service} in it, since digests.file does not`;
        return [{ code: 'POLICY_SLOTS_COLLIDE', path: ['digests', 'path'], at: 'value', says }];
    }
    const files = new Map();
    const places = new Map();
    for (const environment of environments.keys()) {
        for (const service of services.keys()) {
            const name = file.forSlot({ service, environment });
            const place = JSON.stringify([name, path.forSlot({ service, environment })]);
            const owner = isReservedPath(name) ? 'something else' : (files.get(name.toLowerCase()) ?? environment);
            const rival = owner === environment ? places.get(place) : owner;
            if (rival !== undefined) {
                const says = `puts the digest of ${service} in ${environment} into ${name}, where it meets ${rival}`;
                return [{ code: 'POLICY_SLOTS_COLLIDE', path: ['digests', 'file'], at: 'value', says }];
            }
            files.set(name.toLowerCase(), environment);
            places.set(place, service);
        }
    }
    return [];
}

;// CONCATENATED MODULE: ./packages/promotion/out/policy-shape.js




const shapeOfPolicy = policyFileSchema;
/** Everything that is wrong with the form of single values and keys. */
function formFindings(raw) {
    const shape = shapeFindings(shapeOfPolicy, raw, []);
    const lists = shape.filter(({ code }) => code === 'POLICY_VALUE_INVALID').map(({ path }) => path);
    const { issues = [] } = valibot_dist/* safeParse */.xLC(policyFileSchema, raw);
    const values = issues
        .filter((issue) => issue.expected !== 'never')
        .map(findingOf)
        .filter(({ path }) => !lists.some((list) => list.every((key, index) => path[index] === key)));
    return [...shape, ...values];
}
/** Keys that do not exist and lists in place of mappings: Valibot stops at the first, and takes a list for a mapping. */
function shapeFindings(shape, value, path) {
    if (shape.wrapped !== undefined)
        return shapeFindings(shape.wrapped, value, path);
    if (Array.isArray(value)) {
        if (shape.entries !== undefined || shape.type === 'record')
            return [expected(path, value, 'a mapping')];
        const { item } = shape;
        return item === undefined ? [] : value.flatMap((entry, index) => shapeFindings(item, entry, [...path, index]));
    }
    if (!(value instanceof Object))
        return [];
    return Object.entries(value).flatMap(([key, entry]) => {
        const inner = shape.type === 'record' ? shape.value : shape.entries?.[key];
        if (inner !== undefined)
            return shapeFindings(inner, entry, [...path, key]);
        return shape.entries === undefined ? [] : [unknownKey(shape.entries, key, path)];
    });
}
function unknownKey(entries, key, path) {
    const near = nearestKey(key, Object.keys(entries));
    const hint = near === undefined ? `the keys here are ${Object.keys(entries).join(', ')}` : `did you mean ${near}?`;
    return { code: 'POLICY_KEY_UNKNOWN', path: [...path, key], at: 'key', says: `is not a key that exists: ${hint}` };
}
const expected = (path, value, what) => ({
    code: 'POLICY_VALUE_INVALID',
    path,
    at: 'value',
    says: `is ${shown(value)}, but must be ${what}`,
});
function findingOf(issue) {
    const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
    const last = issue.path?.at(-1);
    const isKey = last !== undefined && 'origin' in last && last.origin === 'key';
    if (isKey && issue.type === 'strict_object') {
        return { code: 'POLICY_KEY_MISSING', path, at: 'value', says: 'is missing, but must be there' };
    }
    if (isKey)
        return { code: 'POLICY_VALUE_INVALID', path, at: 'key', says: `has a wrong name: it must be ${issue.message}` };
    return expected(path, issue.input, issue.message);
}

;// CONCATENATED MODULE: ./packages/promotion/out/policy.js








/**
 * Reads the text of `promotion.yaml`.
 *
 * @throws PolicyError with every problem that the text has, each with its line.
 */
function parsePolicy(yaml, file = 'promotion.yaml') {
    const source = new PolicySource(yaml, file);
    const reserved = source.reservedKeys();
    if (reserved.length > 0)
        throw source.error(reserved);
    const raw = source.value();
    const findings = [...formFindings(raw), ...ruleFindings(raw)];
    if (findings.length > 0)
        throw source.error(findings);
    return policyOf(valibot_dist/* parse */.qgA(policyFileSchema, raw));
}
function policyOf({ bot, argocd, services, digests, environments }) {
    return {
        bot,
        argocd: argocd ?? null,
        services: new Map(Object.entries(services).map(([name, entry]) => [parseServiceName(name), serviceFrom(entry)])),
        environments: inOrder(Object.entries(environments).map(([name, entry]) => environmentFrom(parseEnvironmentName(name), entry))),
        digests: { file: digests.file.forSlot, path: digests.path.forSlot },
    };
}
function serviceFrom({ image, source, workflow, ref, ...ids }) {
    return {
        image: parseImageName(image),
        source: parseRepositoryName(source),
        workflow,
        ref,
        ...(ids['source-id'] !== undefined && { sourceId: ids['source-id'] }),
        ...(ids['owner-id'] !== undefined && { ownerId: ids['owner-id'] }),
    };
}
function environmentFrom(name, entry) {
    const { merge, environment, healthy, freeze } = entry;
    const from = entry.from === 'build' ? 'build' : parseEnvironmentName(entry.from);
    const approvals = entry.approvals ?? (merge === 'auto' ? 0 : 1);
    const rules = { name, from, approvals, healthy, soak: entry.soak ?? 0, freeze };
    if (merge === 'gate' && environment !== undefined)
        return { ...rules, merge, environment };
    if (merge !== 'gate')
        return { ...rules, merge, environment: null };
    throw new TypeError('the rules let a gate without an environment pass');
}
/** Upstream first, and else as they were written. */
function inOrder(environments) {
    const placed = [];
    const names = new Set(['build']);
    let waiting = environments;
    while (waiting.length > 0) {
        const ready = waiting.filter(({ from }) => names.has(from));
        if (ready.length === 0)
            throw new TypeError('the rules let a circle of environments pass');
        placed.push(...ready);
        for (const { name } of ready)
            names.add(name);
        waiting = waiting.filter(({ name }) => !names.has(name));
    }
    const [first, ...rest] = placed;
    if (first === undefined)
        throw new TypeError('the schema let a policy without environments pass');
    return [first, ...rest];
}
/** Path of the file in which the service's digest stands. */
function digestFile(policy, environment, service) {
    return policy.digests.file({ environment, service });
}
/** Keys that lead to the service's digest in that file. */
function digestPath(policy, environment, service) {
    return policy.digests.path({ environment, service });
}
/** @throws PolicyError where the policy has no such environment. */
function environmentOf(policy, name) {
    const found = policy.environments.find((environment) => environment.name === name);
    if (found !== undefined)
        return found;
    const known = policy.environments.map((environment) => environment.name).join(', ');
    throw new PolicyError('POLICY_ENVIRONMENT_UNKNOWN', `the policy has no environment ${name}, only ${known}`, 'Name one of these environments, or add it to promotion.yaml on the base branch.');
}
/** @throws PolicyError where the policy has no such service. */
function serviceOf(policy, name) {
    const found = policy.services.get(name);
    if (found !== undefined)
        return found;
    throw new PolicyError('POLICY_SERVICE_UNKNOWN', `the policy has no service ${name}, only ${[...policy.services.keys()].join(', ')}`, 'Name one of these services, or add it to promotion.yaml on the base branch.');
}
/** The environment that `name` follows; null where it follows the build. */
function policy_upstreamOf(policy, name) {
    const { from } = environmentOf(policy, name);
    return from === 'build' ? null : environmentOf(policy, from);
}
/** The environments that follow `name`, or the build, directly. */
function downstreamOf(policy, name) {
    return policy.environments.filter(({ from }) => from === name);
}

;// CONCATENATED MODULE: ./packages/promotion/out/deployed.js




/**
 * The digest at a path of a YAML text: null where the place is there but empty, undefined where there is no such place.
 *
 * @throws EditError where the text cannot be read as YAML with one digest at the path.
 */
function digestAt(yaml, path) {
    try {
        return readDigest(yaml, path);
    }
    catch (error) {
        if (error instanceof EditError && error.code === 'YAML_PATH_MISSING')
            return undefined;
        throw error;
    }
}
/**
 * The digest that `files` deploy in a slot: null where it deploys nothing yet, undefined where the environment does not
 * have the service. A service joins an environment when somebody adds an empty digest for it there.
 *
 * @throws EditError
 */
function deployedDigest(files, policy, slot) {
    const file = files.get(digestFile(policy, slot.environment, slot.service));
    if (typeof file?.text !== 'string')
        return undefined;
    return digestAt(file.text, digestPath(policy, slot.environment, slot.service));
}
/**
 * The hold on a slot, if there is one.
 *
 * @throws HoldError where the file is there but is not a hold, since a hold that cannot be read must still hold.
 */
function holdOn(files, slot) {
    const path = holdPath(slot.environment, slot.service);
    const file = files.get(path);
    return file === undefined ? null : parseHold(file.text ?? '', path);
}

;// CONCATENATED MODULE: ./packages/promotion/out/change.js




/**
 * Recognises a pull request as exactly one promotion, rollback or resume: every changed file is derived again from the
 * base and the digests found in the head, and must equal the head's bytes. Nothing else about the pull request counts.
 */
function recogniseChange(pull, base, policy) {
    if (pull.files.items.length < pull.files.total) {
        return unrecognised([{ code: 'FILES_UNREAD', total: pull.files.total, read: pull.files.items.length }]);
    }
    const reasons = [];
    const bumps = [];
    const held = [];
    const environments = new Set();
    const roles = fileRoles(policy);
    for (const file of pull.files.items) {
        const role = roles.get(file.path);
        if (role === undefined || !mayChangeSo(role, file)) {
            reasons.push({ code: 'FILE_UNEXPECTED', path: file.path, change: file.change });
            continue;
        }
        environments.add(role.environment);
        if (role.kind === 'hold')
            held.push({ service: role.service, path: file.path, deleted: file.change === 'DELETED' });
        else {
            const found = bumpsOf(file.path, role, pull, base, policy);
            if (found.kind === 'exact')
                bumps.push(...found.bumps);
            else
                reasons.push(found.reason);
        }
    }
    const [environment, ...others] = environments;
    if (others.length > 0)
        reasons.push({ code: 'ENVIRONMENT_MIXED', environments: [...environments] });
    reasons.push(...held.filter((hold) => !hold.deleted).flatMap((hold) => holdReasons(hold.path, hold.service, pull, bumps)));
    if (isNonEmpty(reasons))
        return unrecognised(reasons);
    const change = environment === undefined ? null : changeOf(environment, bumps, held);
    return change === null ? unrecognised([{ code: 'NOT_A_BUMP' }]) : { kind: 'recognised', change };
}
const unrecognised = (reasons) => ({ kind: 'unrecognised', reasons });
function isNonEmpty(items) {
    return items.length > 0;
}
function fileRoles(policy) {
    const roles = new Map();
    for (const { name: environment } of policy.environments) {
        for (const service of policy.services.keys()) {
            const path = digestFile(policy, environment, service);
            const known = roles.get(path);
            const services = known?.kind === 'digests' ? known.services : [];
            roles.set(path, { kind: 'digests', environment, services: [...services, service] });
            roles.set(holdPath(environment, service), { kind: 'hold', environment, service });
        }
    }
    return roles;
}
function mayChangeSo(role, file) {
    if (role.kind === 'digests')
        return file.change === 'MODIFIED';
    return file.change === 'ADDED' || file.change === 'MODIFIED' || file.change === 'DELETED';
}
function bumpsOf(path, role, pull, base, policy) {
    const before = base.files.get(path);
    const after = pull.headFiles.get(path);
    if (typeof before?.text !== 'string' || typeof after?.text !== 'string') {
        return { kind: 'refused', reason: { code: 'FILE_UNREADABLE', path } };
    }
    if (before.mode !== after.mode) {
        return { kind: 'refused', reason: { code: 'FILE_MODE_CHANGED', path, found: after.mode, expected: before.mode } };
    }
    const bumps = [];
    for (const service of role.services) {
        const yamlPath = digestPath(policy, role.environment, service);
        const from = digestAt(before.text, yamlPath);
        // Where the base has no place for the service, no bump explains one: the comparison of bytes refuses it.
        if (from === undefined)
            continue;
        const to = digestInHead(after.text, yamlPath);
        if (to !== null && to !== from)
            bumps.push({ service, environment: role.environment, from, to, source: null });
    }
    const derived = setDigests(before.text, bumps.map((bump) => ({ path: digestPath(policy, bump.environment, bump.service), digest: bump.to }))).text;
    if (derived !== after.text) {
        return { kind: 'refused', reason: { code: 'NOT_EXACT', path, line: firstDifference(derived, after.text) } };
    }
    return { kind: 'exact', bumps };
}
/** A head that cannot be read as YAML has no digest to offer; the comparison of bytes then refuses it. */
function digestInHead(text, path) {
    try {
        return digestAt(text, path) ?? null;
    }
    catch (error) {
        if (error instanceof Error)
            return null;
        throw error;
    }
}
function firstDifference(left, right) {
    const others = right.split('\n');
    const index = left.split('\n').findIndex((line, position) => line !== others[position]);
    return index === -1 ? left.split('\n').length + 1 : index + 1;
}
/** A hold that is written must be canonical and must say what the digests of the same change say. */
function holdReasons(path, service, pull, bumps) {
    const file = pull.headFiles.get(path);
    if (typeof file?.text !== 'string')
        return [{ code: 'FILE_UNREADABLE', path }];
    if (file.mode !== '100644')
        return [{ code: 'FILE_MODE_CHANGED', path, found: file.mode, expected: '100644' }];
    const hold = canonicalHold(file.text);
    if (hold === null)
        return [{ code: 'HOLD_INVALID', path, detail: 'its bytes are not canonical' }];
    const bump = bumps.find((candidate) => candidate.service === service);
    if (bump === undefined)
        return [{ code: 'HOLD_DISAGREES', path, detail: `no digest of ${service} changes` }];
    if (hold.service !== service || hold.environment !== bump.environment) {
        return [{ code: 'HOLD_DISAGREES', path, detail: `it holds ${hold.service} in ${hold.environment}` }];
    }
    if (hold.digest !== bump.to)
        return [{ code: 'HOLD_DISAGREES', path, detail: 'it holds another digest' }];
    if (hold.replaced !== bump.from)
        return [{ code: 'HOLD_DISAGREES', path, detail: 'it replaces another digest' }];
    return [];
}
function changeOf(environment, bumps, held) {
    const written = held.filter((hold) => !hold.deleted);
    const lifted = held.filter((hold) => hold.deleted).map((hold) => hold.service);
    if (isNonEmpty(bumps)) {
        if (lifted.length > 0)
            return null;
        if (written.length === 0)
            return { kind: 'promotion', environment, bumps };
        return written.length === bumps.length ? { kind: 'rollback', environment, bumps } : null;
    }
    return written.length === 0 && isNonEmpty(lifted) ? { kind: 'resume', environment, services: lifted } : null;
}

;// CONCATENATED MODULE: ./packages/promotion/out/trust.js
const sameLogin = (left, right) => left.toLowerCase() === right.toLowerCase();
/**
 * Whether GitHub itself vouches that `bot` made this commit. The name is free text, so the address decides: GitHub signs
 * only what the authenticated identity authored, and `<id>+<login>@users.noreply.<host>` cannot be claimed by another.
 * What it does not tell: squashing a pull request of the bot's by hand gives a commit in the bot's name as well, whatever
 * it holds. So a commit of the bot is necessary, never enough.
 */
function isCommitOf(bot, commit) {
    const [local = '', domain = ''] = (commit.authorEmail ?? '').split('@');
    const login = /^[0-9]+\+(.+)$/.exec(local)?.[1];
    return commit.signedByGitHub && login !== undefined && sameLogin(login, bot) && domain.startsWith('users.noreply.');
}
/** Why this pull request may not be one of the bot's own, whatever it changes. */
function provenanceReasons(pull, base, policy) {
    const reasons = [];
    if (pull.state !== 'OPEN')
        reasons.push({ code: 'PULL_NOT_OPEN', state: pull.state });
    if (pull.isDraft)
        reasons.push({ code: 'PULL_IS_DRAFT' });
    if (pull.isCrossRepository || pull.headRepository === null) {
        reasons.push({ code: 'PULL_FROM_FORK', repository: pull.headRepository });
    }
    if (pull.baseBranch !== base.branch) {
        reasons.push({ code: 'PULL_BASE_UNEXPECTED', found: pull.baseBranch, expected: base.branch });
    }
    reasons.push(...pull.rewrites.map((how) => ({ code: 'PULL_REWRITTEN', how })));
    if (pull.author === null || pull.author.kind !== 'Bot' || !sameLogin(pull.author.login, policy.bot)) {
        reasons.push({ code: 'AUTHOR_UNEXPECTED', found: pull.author?.login ?? null, expected: policy.bot });
    }
    if (pull.commits.items.length < pull.commits.total) {
        reasons.push({ code: 'COMMITS_UNREAD', total: pull.commits.total, read: pull.commits.items.length });
    }
    for (const commit of pull.commits.items.filter((candidate) => !isCommitOf(policy.bot, candidate))) {
        reasons.push({ code: 'COMMIT_UNVERIFIED', commit: commit.oid, author: commit.authorName, expected: policy.bot });
    }
    return reasons;
}
/** Whether the bot opened this pull request and made all its commits, whatever has become of it since. */
function isPullOf(pull, base, policy) {
    return provenanceReasons(pull, base, policy).every((reason) => reason.code === 'PULL_NOT_OPEN');
}
/**
 * Why the reviews do not suffice. An approval counts once per person with write access, who is not the author, for this
 * head, and not from before this head was made: GitHub may re-point an older approval to a newer head.
 */
function reviewReasons(pull, need) {
    if (pull.reviews.items.length < pull.reviews.total) {
        return [{ code: 'REVIEWS_UNREAD', total: pull.reviews.total, read: pull.reviews.items.length }];
    }
    const objector = pull.reviews.items.find((review) => review.state === 'CHANGES_REQUESTED');
    const reasons = objector
        ? [{ code: 'CHANGES_REQUESTED', by: objector.author?.login ?? 'a deleted user' }]
        : [];
    const have = approversOf(pull).length;
    if (have < need)
        reasons.push({ code: 'REVIEWS_MISSING', have, need, head: pull.head });
    return reasons;
}
/** Logins of the people whose approval of this head counts. */
function approversOf(pull) {
    const made = pull.commits.items.find((commit) => commit.oid === pull.head)?.committedAt;
    if (made === undefined)
        return [];
    const counted = pull.reviews.items.filter((review) => countsAsApproval(review, pull, made));
    return [...new Set(counted.flatMap((review) => (review.author === null ? [] : [review.author.login.toLowerCase()])))];
}
function countsAsApproval(review, pull, headMade) {
    return (review.state === 'APPROVED' &&
        review.author?.kind === 'User' &&
        review.authorCanPush &&
        (pull.author === null || !sameLogin(review.author.login, pull.author.login)) &&
        review.commit === pull.head &&
        review.submittedAt !== null &&
        review.submittedAt >= headMade);
}

;// CONCATENATED MODULE: ./packages/promotion/out/gate.js

/** GitHub takes names of environments and repositories without regard to case. */
const sameName = sameLogin;
/** Why the manual approval of the environment does not stand behind this run; empty when it does. */
function gateReasons(facts, pull) {
    return [...bindingReasons(facts), ...protectionReasons(facts), ...approvalReasons(facts, pull)];
}
/** Only the token proves that GitHub let this very job into the environment; a workflow can claim anything. */
function bindingReasons({ claims, repository, required, branch, run }) {
    const expected = [
        ['repository', claims.repository, repository],
        ['environment', claims.environment, required],
        ['ref', claims.ref, `refs/heads/${branch}`],
        ['run_id', claims.runId, String(run.id)],
        ['run_attempt', claims.runAttempt, String(run.attempt)],
    ];
    const unbound = expected
        .filter(([, found, wanted]) => !sameName(found, wanted))
        .map(([claim, found, wanted]) => ({ code: 'JOB_NOT_BOUND', claim, found, expected: wanted }));
    return run.attempt > 1 ? [...unbound, { code: 'RUN_REPEATED', attempt: run.attempt }] : unbound;
}
function protectionReasons({ environment, required }) {
    if (environment === null)
        return [{ code: 'ENVIRONMENT_ABSENT', environment: required }];
    const reasons = [];
    if (environment.reviewers.length === 0)
        reasons.push({ code: 'ENVIRONMENT_UNPROTECTED', environment: required });
    if (environment.canAdminsBypass !== false)
        reasons.push({ code: 'ENVIRONMENT_BYPASSABLE', environment: required });
    if (environment.branchPolicy === 'none')
        reasons.push({ code: 'ENVIRONMENT_ANY_BRANCH', environment: required });
    return reasons;
}
function approvalReasons(facts, pull) {
    const { required } = facts;
    const ours = facts.approvals.filter((approval) => approval.environments.some((name) => sameName(name, required)));
    const rejected = ours.find((approval) => approval.state === 'rejected');
    if (rejected !== undefined) {
        return [{ code: 'APPROVAL_REJECTED', environment: required, by: rejected.user?.login ?? 'a deleted user' }];
    }
    const approved = ours.filter((approval) => approval.state === 'approved');
    if (approved.length === 0)
        return [{ code: 'APPROVAL_MISSING', environment: required }];
    if (eligibleApprovers(facts, pull).length > 0)
        return [];
    return approved.map((approval) => ({
        code: 'APPROVER_INELIGIBLE',
        approver: approval.user?.login ?? 'a deleted user',
        why: ineligibility(approval, facts, pull) ?? 'unknown',
    }));
}
/** Logins whose approval of the environment counts for this run. */
function eligibleApprovers(facts, pull) {
    return facts.approvals
        .filter((approval) => approval.state === 'approved')
        .filter((approval) => approval.environments.some((name) => sameName(name, facts.required)))
        .filter((approval) => ineligibility(approval, facts, pull) === null)
        .flatMap((approval) => (approval.user === null ? [] : [approval.user.login]));
}
function ineligibility({ user }, facts, pull) {
    if (user === null)
        return 'the account is gone';
    if (user.kind !== 'User')
        return 'it is no person';
    if (pull.author !== null && sameLogin(user.login, pull.author.login))
        return 'it is the author of the pull request';
    const starters = [facts.run.actor, facts.run.triggeringActor].filter((starter) => starter !== null);
    if (starters.length === 0)
        return 'nobody knows who started the run';
    if (starters.some((starter) => sameLogin(starter, user.login)))
        return 'the same person started the run';
    const reviewers = facts.environment?.reviewers ?? [];
    if (reviewers.some((reviewer) => reviewer.kind === 'User' && reviewer.id === user.id))
        return null;
    return facts.teamMembers.has(user.login.toLowerCase()) ? null : 'it is not a required reviewer of the environment';
}

;// CONCATENATED MODULE: ./packages/promotion/out/history.js
/** Runs of one digest, newest first, from versions newest first. A version without a digest ends a run. */
function deployedRuns(versions) {
    const runs = [];
    for (const [index, { commit, committedAt, digest }] of versions.entries()) {
        if (digest === null)
            continue;
        const newer = versions[index - 1];
        const run = runs.at(-1);
        if (run !== undefined && newer?.digest === digest) {
            runs[runs.length - 1] = { ...run, commit, since: committedAt };
        }
        else {
            runs.push({ digest, commit, since: committedAt, until: newer?.committedAt ?? null });
        }
    }
    return runs;
}
/**
 * The newest digest before today's that nothing has gone back over since: a digest that returns takes out whatever ran
 * after it the first time. `replaced` is passed over too: what a rollback that still stands took out.
 */
function previousDigest(runs, replaced = null) {
    const standing = [];
    for (const { digest } of runs.toReversed()) {
        const returned = standing.indexOf(digest);
        standing.splice(returned === -1 ? standing.length : returned, standing.length, digest);
    }
    return standing.slice(0, -1).findLast((digest) => digest !== replaced);
}
function everDeployed(runs, digest) {
    return runs.some((run) => run.digest === digest);
}

;// CONCATENATED MODULE: ./packages/promotion/out/versions.js


/**
 * The digest of one version of a file: null where it deployed none, undefined where it cannot be told. Old versions may
 * be anything; one that cannot be read proves nothing and is no error.
 */
function digestOfVersion(version, path) {
    if (typeof version?.file?.text !== 'string')
        return undefined;
    try {
        return readDigest(version.file.text, path);
    }
    catch (error) {
        if (error instanceof Error)
            return undefined;
        throw error;
    }
}
/** What was deployed at `path`, newest first, from the versions of its file. */
function deployedHistory(versions, path) {
    return deployedRuns(versions.map(({ commit, committedAt }, index) => ({
        commit,
        committedAt,
        digest: digestOfVersion(versions[index], path) ?? null,
    })));
}

;// CONCATENATED MODULE: ./packages/promotion/out/health.js



/**
 * Whether `environment` has proved the digest that it deploys for `service`, by the commit status `contexts`.
 *
 * Argo CD reports the revision that it synced, which may be a later commit than the one that brought the digest. So a
 * context counts on that commit or any later one of the branch, as long as the digest is still the same; the newest
 * report of each context decides, and a failure stands until a later success. The versions of the digest file are looked
 * at as well as the branch: other environments may have moved it far ahead.
 */
function healthOf(state, policy, contexts, environment, service) {
    const { window, arrival, arrivedAt } = commitsCarrying(state, policy, environment, service);
    const since = [];
    for (const context of contexts) {
        const reports = reportsOf(window, context, policy.argocd);
        const latest = reports[0];
        if (latest === undefined || latest.status.state === 'PENDING' || latest.status.state === 'EXPECTED') {
            return { kind: 'unproven', reason: { code: 'HEALTH_PENDING', environment, context, since: arrival } };
        }
        if (latest.status.state !== 'SUCCESS') {
            const reason = { code: 'HEALTH_FAILED', environment, context, commit: latest.commit };
            return { kind: 'unproven', reason };
        }
        since.push(streakStart(latest, reports));
    }
    return { kind: 'healthy', since: latestOf(since) ?? arrivedAt ?? state.base.now };
}
function commitsCarrying(state, policy, environment, service) {
    const versions = state.versions.get(digestFile(policy, environment, service)) ?? [];
    const path = digestPath(policy, environment, service);
    const carrying = versionsCarrying(versions, path);
    const first = carrying.at(-1);
    const arrival = first?.commit ?? state.base.oid;
    const position = state.commits.findIndex((commit) => commit.oid === arrival);
    const recent = position === -1 ? state.commits : state.commits.slice(0, position + 1);
    const known = new Set(recent.map((commit) => commit.oid));
    const older = carrying.flatMap(({ commit, committedAt, statuses }) => known.has(commit) ? [] : [{ oid: commit, committedAt, statuses }]);
    return { window: [...recent, ...older], arrival, arrivedAt: first?.committedAt ?? null };
}
/** The newest versions of the file, as far back as they have today's digest. */
function versionsCarrying(versions, path) {
    const today = digestOfVersion(versions[0], path);
    const end = versions.findIndex((version) => digestOfVersion(version, path) !== today);
    return end === -1 ? versions : versions.slice(0, end);
}
/** Reports of one context by the policy's Argo CD App, newest first. */
function reportsOf(commits, context, argocd) {
    return commits
        .flatMap((commit) => commit.statuses.map((status) => ({ commit: commit.oid, status })))
        .filter(({ status }) => status.context === context)
        .filter(({ status }) => argocd !== null && status.creator !== null && sameLogin(status.creator.login, argocd))
        .toSorted((left, right) => right.status.createdAt.getTime() - left.status.createdAt.getTime());
}
/** When the unbroken run of successes that `latest` belongs to began. */
function streakStart(latest, newestFirst) {
    const end = newestFirst.findIndex(({ status }) => status.state !== 'SUCCESS');
    const streak = end === -1 ? newestFirst : newestFirst.slice(0, end);
    return (streak.at(-1) ?? latest).status.createdAt;
}
function latestOf(dates) {
    return dates.toSorted((left, right) => left.getTime() - right.getTime()).at(-1);
}

;// CONCATENATED MODULE: ./packages/promotion/out/reasons.js

const at = (slot) => `${slot.service} in ${slot.environment}`;
const reasons_short = (digest) => `${digest.slice(0, 19)}…`;
const minute = (date) => `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
const reopen = 'Close this pull request; promote opens a fresh one.';
const protect = 'Give the environment required reviewers in the repository settings, then dispatch the gate again.';
/** Every reason there is: what it does, its sentence and the next step. The reference page is made from this table. */
const table = {
    PULL_NOT_OPEN: {
        disposition: 'refuse',
        say: (r) => `the pull request is ${r.state.toLowerCase()}${r.state === 'MERGED' ? ', and not by this App at this head' : ''}`,
        next: 'Nothing is left to merge. Where it was merged, see by whom: this action has not judged it.',
    },
    PULL_IS_DRAFT: { disposition: 'wait', say: () => 'the pull request is a draft', next: 'Mark it ready for review.' },
    PULL_FROM_FORK: {
        disposition: 'refuse',
        say: (r) => `the head is in ${r.repository ?? 'a deleted repository'}, not in this one`,
        next: 'Only branches of the GitOps repository are promoted. Close the pull request.',
    },
    PULL_BASE_UNEXPECTED: {
        disposition: 'refuse',
        say: (r) => `the pull request goes to ${r.found}, not to ${r.expected}`,
        next: reopen,
    },
    PULL_REWRITTEN: {
        disposition: 'refuse',
        say: (r) => r.how === 'force-pushed'
            ? 'its branch was moved to a commit that the bot did not append'
            : 'it was pointed at another base branch since it was opened',
        next: `${reopen} Let a ruleset keep everybody but the bot from updating its branches.`,
    },
    AUTHOR_UNEXPECTED: {
        disposition: 'refuse',
        say: (r) => `the author is ${r.found ?? 'nobody'}, but promotion.yaml names ${r.expected} as bot`,
        next: 'Merge it by hand if it is wanted, or name the right App as `bot` in promotion.yaml.',
    },
    COMMIT_UNVERIFIED: {
        disposition: 'refuse',
        say: (r) => `commit ${r.commit.slice(0, 7)} by ${r.author ?? 'nobody'} is not a commit of ${r.expected} that GitHub signed`,
        next: reopen,
    },
    COMMITS_UNREAD: {
        disposition: 'refuse',
        say: (r) => `only ${r.read} of ${r.total} commits could be read`,
        next: reopen,
    },
    FILES_UNREAD: {
        disposition: 'refuse',
        say: (r) => `only ${r.read} of ${r.total} changed files could be read`,
        next: reopen,
    },
    FILE_UNEXPECTED: {
        disposition: 'refuse',
        say: (r) => `${r.path} (${r.change.toLowerCase()}) is neither a digest file nor a hold that a promotion may touch so`,
        next: reopen,
    },
    FILE_UNREADABLE: {
        disposition: 'refuse',
        say: (r) => `${r.path} is absent, binary, or over GitHub's 512,000 bytes`,
        next: 'Split the file, or correct `digests` in promotion.yaml.',
    },
    FILE_MODE_CHANGED: {
        disposition: 'refuse',
        say: (r) => `${r.path} has mode ${r.found}, but the base has ${r.expected}`,
        next: reopen,
    },
    ENVIRONMENT_MIXED: {
        disposition: 'refuse',
        say: (r) => `the change touches ${r.environments.join(' and ')} at once`,
        next: reopen,
    },
    NOT_A_BUMP: { disposition: 'refuse', say: () => 'the change moves no digest and lifts no hold', next: reopen },
    NOT_EXACT: {
        disposition: 'refuse',
        say: (r) => `${r.path} differs from the base in more than digests, first in line ${r.line}`,
        next: reopen,
    },
    HOLD_INVALID: {
        disposition: 'refuse',
        say: (r) => `${r.path} is no hold as rollback writes it: ${r.detail}`,
        next: reopen,
    },
    HOLD_DISAGREES: {
        disposition: 'refuse',
        say: (r) => `${r.path} does not fit the digests of this change: ${r.detail}`,
        next: reopen,
    },
    CONFLICTING: {
        disposition: 'wait',
        say: () => 'the branch conflicts with its base',
        next: 'promote brings it up to date on its next run.',
    },
    HELD: {
        disposition: 'wait',
        say: (r) => `${at(r.slot)} is held since a rollback by ${r.by}: ${r.why}`,
        next: 'Run rollback with `command: resume` when it may go forward again.',
    },
    NOT_UPSTREAM: {
        disposition: 'refuse',
        say: (r) => `${at(r.slot)} would get ${reasons_short(r.digest)}, but ${r.upstream} runs ${r.found === null ? 'nothing' : reasons_short(r.found)}`,
        next: 'promote brings the pull request up to date, or closes it, on its next run.',
    },
    NEVER_DEPLOYED: {
        disposition: 'refuse',
        say: (r) => `${reasons_short(r.digest)} was never deployed for ${at(r.slot)}`,
        next: 'Roll back to a digest from the history of the environment.',
    },
    NOTHING_BEFORE: {
        disposition: 'refuse',
        say: (r) => `nothing else was deployed for ${at(r.slot)} before`,
        next: 'Give the digest to go back to as `to`, or release a mended image.',
    },
    DEPLOYED_ALREADY: {
        disposition: 'refuse',
        say: (r) => `${at(r.slot)} runs ${reasons_short(r.digest)} already`,
        next: 'Give another digest as `to`, or leave `to` out for the one before.',
    },
    IMAGE_UNVERIFIED: {
        disposition: 'refuse',
        say: (r) => `${r.service}@${reasons_short(r.digest)}: ${r.detail}`,
        next: 'See the advice of the verification.',
    },
    HEALTH_PENDING: {
        disposition: 'wait',
        say: (r) => `${r.environment} has not reported ${r.context} as successful since ${r.since.slice(0, 7)}`,
        next: 'Wait for Argo CD; if it stays silent, look at the application and at argocd-notifications.',
    },
    HEALTH_FAILED: {
        disposition: 'wait',
        say: (r) => `${r.environment} reported ${r.context} as failed on ${r.commit.slice(0, 7)}`,
        next: 'Mend the environment or roll it back; a later success lifts this.',
    },
    SOAKING: {
        disposition: 'wait',
        say: (r) => `${r.environment} proves it until ${minute(r.until)}`,
        next: 'Wait; the scheduled run goes on by itself.',
    },
    FROZEN: {
        disposition: 'wait',
        say: (r) => `${r.environment} is frozen until ${minute(r.until)}: ${r.why}`,
        next: 'Wait, or change the freeze in promotion.yaml by a reviewed pull request.',
    },
    MERGE_MODE: {
        disposition: 'refuse',
        say: (r) => `${r.environment} merges by ${r.mode}, and this action merges by ${r.expected} only`,
        next: 'Use the action that fits the environment, or change `merge` in promotion.yaml.',
    },
    REVIEWS_MISSING: {
        disposition: 'wait',
        say: (r) => `${r.have} of ${r.need} approvals on ${r.head.slice(0, 7)}`,
        next: 'Have someone with write access approve the pull request as it is now.',
    },
    REVIEWS_UNREAD: {
        disposition: 'refuse',
        say: (r) => `only ${r.read} of ${r.total} reviews could be read`,
        next: reopen,
    },
    CHANGES_REQUESTED: {
        disposition: 'wait',
        say: (r) => `${r.by} requested changes`,
        next: 'Settle it with the reviewer, who then approves or is dismissed.',
    },
    GATE_AHEAD: {
        disposition: 'wait',
        say: (r) => `the manual approval of environment ${r.environment} is next`,
        next: 'Approve the waiting run of the gate workflow.',
    },
    GATE_REJECTED: {
        disposition: 'wait',
        say: (r) => `${r.by} rejected ${r.head.slice(0, 7)} for environment ${r.environment}`,
        next: 'Settle it with the reviewer, then dispatch the gate workflow by hand; promote asks again for a new head only.',
    },
    ENVIRONMENT_ABSENT: {
        disposition: 'refuse',
        say: (r) => `environment ${r.environment} does not exist`,
        next: protect,
    },
    ENVIRONMENT_UNPROTECTED: {
        disposition: 'refuse',
        say: (r) => `environment ${r.environment} has no required reviewers`,
        next: protect,
    },
    ENVIRONMENT_BYPASSABLE: {
        disposition: 'refuse',
        say: (r) => `administrators may bypass environment ${r.environment}, or GitHub does not say that they may not`,
        next: 'Clear "Allow administrators to bypass configured protection rules" in the environment settings.',
    },
    ENVIRONMENT_ANY_BRANCH: {
        disposition: 'refuse',
        say: (r) => `environment ${r.environment} lets jobs of any branch in`,
        next: 'Restrict the environment to the default branch.',
    },
    JOB_NOT_BOUND: {
        disposition: 'refuse',
        say: (r) => `the job's identity token says ${r.claim} is ${r.found || 'absent'}, but it must be ${r.expected}`,
        next: 'Give the gate job the `environment:` of promotion.yaml and `permissions: id-token: write`, on the default branch.',
    },
    RUN_REPEATED: {
        disposition: 'refuse',
        say: (r) => `this is attempt ${r.attempt} of the run, and approvals of earlier attempts cannot be told apart`,
        next: 'Dispatch a new run of the gate instead of running this one again.',
    },
    APPROVAL_MISSING: {
        disposition: 'refuse',
        say: (r) => `no approval of environment ${r.environment} is on record for this run`,
        next: 'Dispatch the gate again and have a required reviewer approve it.',
    },
    APPROVAL_REJECTED: {
        disposition: 'refuse',
        say: (r) => `${r.by} rejected the deployment to ${r.environment}`,
        next: 'Settle it with the reviewer, then dispatch the gate again.',
    },
    APPROVER_INELIGIBLE: {
        disposition: 'refuse',
        say: (r) => `the approval by ${r.approver} does not count: ${r.why}`,
        next: 'Have another required reviewer approve a new run of the gate.',
    },
    HEAD_MOVED: {
        disposition: 'refuse',
        say: (r) => `the head moved on from ${r.expected.slice(0, 7)} while it was being judged`,
        next: 'Run again: everything is judged anew on the new head.',
    },
    MERGE_FORBIDDEN: {
        disposition: 'refuse',
        say: (r) => `GitHub refused the merge: ${r.message}`,
        next: 'Satisfy the rule that GitHub names, or let the App bypass it for pull requests, then run again.',
    },
    UNSETTLED: {
        disposition: 'refuse',
        say: (r) => `the base branch was moved by others in each of ${r.rounds} attempts`,
        next: 'Run promote again; if it persists, look for what keeps writing to the base branch.',
    },
    STEP_FAILED: {
        disposition: 'refuse',
        say: (r) => `${r.failure}: ${r.message}`,
        next: 'See the advice of what failed; every other step was taken.',
    },
};
function explain(reason) {
    return reasons_entryOf(reason.code, reason);
}
/** Pairs an entry with data of its own code; the union's correlation is what the compiler cannot see through a lookup. */
function reasons_entryOf(code, data) {
    const { disposition, say, next } = table[code];
    const advice = 'advice' in data && typeof data.advice === 'string' ? data.advice : next;
    return { code, disposition, sentence: say(data), next: advice };
}
/** `CODE: sentence. Next: …`, on one line whatever the data: nobody's path or name may pass for another reason. */
function reasonLine(reason) {
    const { code, sentence, next } = explain(reason);
    return oneLine(`${code}: ${sentence}. Next: ${next}`);
}
/** Code → disposition and next step, for the reference page. */
const reasonCodes = new Map(Object.keys(table).map((code) => [
    code,
    { disposition: table[code].disposition, next: table[code].next },
]));
const refuses = (reason) => table[reason.code].disposition === 'refuse';
/** Each reason once: services of one environment often wait for the same thing. */
function distinctReasons(reasons) {
    return [...new Map(reasons.map((reason) => [reasonLine(reason), reason])).values()];
}

;// CONCATENATED MODULE: ./packages/promotion/out/judge.js








const evidenceKey = (service, digest) => `${service}@${digest}`;
/**
 * Whether `pull` may be merged now, with every reason why not. Pure: all facts come from `state` and `evidence`, and the
 * clock is the one that GitHub gave with the state.
 */
function judge(state, pull, policy, evidence, gate) {
    const provenance = provenanceReasons(pull, state.base, policy);
    const recognition = recogniseChange(pull, state.base, policy);
    if (recognition.kind === 'unrecognised') {
        return { kind: 'refuse', change: null, reasons: [...recognition.reasons, ...provenance] };
    }
    const { change } = recognition;
    const environment = environmentOf(policy, change.environment);
    const missing = [
        ...provenance,
        ...changeReasons(state, policy, environment, change, evidence),
        ...agreementReasons(pull, environment, gate),
        ...(pull.mergeable === 'CONFLICTING' ? [{ code: 'CONFLICTING' }] : []),
    ];
    const reasons = distinctReasons([...missing, ...(missing.length === 0 ? aheadOf(environment, gate) : [])]);
    if (!isNonEmpty(reasons))
        return { kind: 'merge', change, head: pull.head };
    return reasons.some(refuses) ? { kind: 'refuse', change, reasons } : { kind: 'wait', change, reasons };
}
function agreementReasons(pull, environment, gate) {
    switch (environment.merge) {
        case 'auto':
            return [];
        case 'review':
            return reviewReasons(pull, environment.approvals);
        case 'gate':
            return [...reviewReasons(pull, environment.approvals), ...(gate === null ? [] : gate(environment.environment))];
    }
}
/** The manual approval comes last: until everything else is there, nobody is asked for it. */
const aheadOf = (environment, gate) => environment.merge === 'gate' && gate === null ? [{ code: 'GATE_AHEAD', environment: environment.environment }] : [];
function changeReasons(state, policy, environment, change, evidence) {
    switch (change.kind) {
        case 'resume':
            return [];
        case 'rollback':
            return change.bumps.flatMap((bump) => [
                ...neverDeployedReasons(state, policy, bump),
                ...verificationReasons(bump.service, bump.to, evidence),
            ]);
        case 'promotion':
            return [
                ...frozenReasons(environment, state.base.now),
                ...change.bumps.flatMap((bump) => [
                    ...heldReasons(state, environment, bump.service),
                    ...upstreamReasons(state, policy, environment, bump),
                    ...verificationReasons(bump.service, bump.to, evidence),
                ]),
            ];
    }
}
function heldReasons(state, environment, service) {
    const slot = { service, environment: environment.name };
    const hold = holdOn(state.base.files, slot);
    return hold === null ? [] : [{ code: 'HELD', slot, by: hold.by, why: hold.reason }];
}
function frozenReasons(environment, now) {
    const freeze = activeFreeze(environment.freeze, now);
    return freeze === null
        ? []
        : [{ code: 'FROZEN', environment: environment.name, until: freeze.until, why: freeze.reason }];
}
/** A promotion carries what the environment before it runs now, proved healthy for long enough. */
function upstreamReasons(state, policy, environment, bump) {
    if (environment.from === 'build')
        return [];
    const upstream = environmentOf(policy, environment.from);
    const slot = { service: bump.service, environment: upstream.name };
    const found = deployedDigest(state.base.files, policy, slot);
    if (found !== bump.to) {
        return [{ code: 'NOT_UPSTREAM', slot: bump, digest: bump.to, upstream: upstream.name, found: found ?? null }];
    }
    const health = healthOf(state, policy, environment.healthy, upstream.name, bump.service);
    if (health.kind === 'unproven')
        return [...heldReasons(state, upstream, bump.service), health.reason];
    const until = new Date(health.since.getTime() + environment.soak);
    const soaking = until > state.base.now ? [{ code: 'SOAKING', environment: upstream.name, until }] : [];
    return [...heldReasons(state, upstream, bump.service), ...soaking];
}
function verificationReasons(service, digest, evidence) {
    const verification = evidence.get(evidenceKey(service, digest));
    if (verification?.kind === 'verified')
        return [];
    const { detail, advice } = verification ?? {
        detail: 'its signature and provenance were not checked',
        advice: 'Report this: a decision was asked for without evidence.',
    };
    return [{ code: 'IMAGE_UNVERIFIED', service, digest, detail, advice }];
}
function neverDeployedReasons(state, policy, bump) {
    const versions = state.versions.get(digestFile(policy, bump.environment, bump.service)) ?? [];
    const history = deployedHistory(versions, digestPath(policy, bump.environment, bump.service));
    return everDeployed(history, bump.to) ? [] : [{ code: 'NEVER_DEPLOYED', slot: bump, digest: bump.to }];
}

;// CONCATENATED MODULE: ./packages/promotion/out/trailers.js

/** Nothing that could end a line, or hide in one. */
const unprintable = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu;
const trailer = (name, value) => `Promotion-${name}: ${value.toWellFormed().replaceAll(unprintable, (character) => encodeURIComponent(character))}`;
/**
 * The trailers of a commit that carries `bumps`: one block for each, opened by `Promotion-Service`, without blank lines
 * between them, so that git takes all of them for trailers (git-interpret-trailers(1)).
 */
function renderBumpTrailers(bumps, run, upstream = null) {
    return bumps
        .flatMap(({ service, environment, from, to, source }) => [
        trailer('Service', service),
        trailer('Environment', environment),
        ...(upstream === null ? [] : [trailer('From', upstream)]),
        trailer('Digest', to),
        ...(from === null ? [] : [trailer('Previous', from)]),
        ...(source === null ? [] : [trailer('Source', `${source.repository}@${source.commit}`)]),
        ...(run === null ? [] : [trailer('Run', run)]),
    ])
        .join('\n');
}
/** The bumps that a commit message tells of. Blocks without a service, an environment and a digest are passed over. */
function parseBumpTrailers(message) {
    const blocks = [];
    for (const line of message.split(/\r?\n/)) {
        const [, name, value] = /^Promotion-([A-Z][a-z]{2,20}): (.*\S)\s*$/.exec(line) ?? [];
        if (name === undefined || value === undefined)
            continue;
        if (name === 'Service')
            blocks.push(new Map());
        const block = blocks.at(-1);
        if (block !== undefined && !block.has(name))
            block.set(name, value);
    }
    return blocks.flatMap((block) => bumpOf(block) ?? []);
}
function bumpOf(block) {
    const service = parsed(block.get('Service'), parseServiceName);
    const environment = parsed(block.get('Environment'), parseEnvironmentName);
    const to = parsed(block.get('Digest'), parseDigest);
    if (service === undefined || environment === undefined || to === undefined)
        return undefined;
    const from = parsed(block.get('Previous'), parseDigest) ?? null;
    const upstream = parsed(block.get('From'), (raw) => (raw === 'build' ? raw : parseEnvironmentName(raw))) ?? null;
    const source = parsed(block.get('Source'), parseSource) ?? null;
    return { service, environment, from, to, source, upstream, run: block.get('Run') ?? null };
}
function parseSource(raw) {
    const at = raw.lastIndexOf('@');
    return { repository: parseRepositoryName(raw.slice(0, Math.max(at, 0))), commit: parseCommitOid(raw.slice(at + 1)) };
}
/** Undefined where the value is absent or not what it should be: messages may be written by anyone. */
function parsed(raw, parse) {
    if (raw === undefined)
        return undefined;
    try {
        return parse(raw);
    }
    catch (error) {
        if (error instanceof TypeError)
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./packages/promotion/out/texts/markdown.js
/**
 * Untrusted text as literal Markdown: no markup, HTML, mention, link or line of its own, and nothing that reads in another
 * direction than it is written.
 */
function literal(text) {
    return text
        .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
        .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
        .replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? '')
        .replace(/[\\`*_{}[\]()#+!|~$]/g, '\\$&')
        .replaceAll('@', '@\u200b')
        .replaceAll('://', ':\u200b//')
        .trim();
}
/** A table of cells that are Markdown already. */
function markdown_table(header, rows) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
/** Cuts on a code point boundary, with a last line that says so. */
function capped(text, limit) {
    if (text.length <= limit)
        return text;
    const end = limit - 60;
    const cut = text.slice(0, /[\ud800-\udbff]/.test(text.charAt(end - 1)) ? end - 1 : end);
    return `${cut}\n\n… cut: ${text.length - cut.length} more characters.`;
}

;// CONCATENATED MODULE: ./packages/promotion/out/texts/pull-request.js



/** GitHub refuses bodies over 65,536 characters. */
const bodyLimit = 60_000;
const pull_request_short = (digest) => (digest === null ? 'nothing' : `\`${digest.slice(7, 19)}\``);
function serviceList(bumps) {
    return bumps.length > 3 ? `${bumps.length} services` : bumps.map((bump) => bump.service).join(', ');
}
function pullTitle(described) {
    switch (described.kind) {
        case 'promotion':
            return `Promote ${serviceList(described.bumps)} to ${described.environment}`;
        case 'rollback':
            return `Roll back ${serviceList(described.bumps)} in ${described.environment}`;
        case 'resume':
            return `Resume promotion of ${described.hold.service} to ${described.environment}`;
    }
}
/** Markdown for people; no gate reads it. */
function pullBody(described) {
    const origin = described.run === null ? '' : `\n\nWritten by [this run](${described.run}).`;
    return capped(`${explanation(described)}${origin}`, bodyLimit);
}
function explanation(described) {
    switch (described.kind) {
        case 'promotion':
            return [
                bumpTable(described.bumps),
                `This pull request is written by promote and changes nothing but these digests in ${described.environment}. A merge gate derives them again from the base, byte for byte: any other commit on this branch makes it refuse. ${howToStop(described.upstream)}`,
            ].join('\n\n');
        case 'rollback':
            return [
                bumpTable(described.bumps),
                `Reason: ${literal(described.hold.reason)}`,
                `Merging it also holds ${described.hold.service} in ${described.environment}: promote leaves it alone until rollback runs with \`command: resume\`.`,
            ].join('\n\n');
        case 'resume':
            return `Lifts the hold on ${described.hold.service} in ${described.environment} (held by ${literal(described.hold.by)} since ${described.hold.since}: ${literal(described.hold.reason)}). promote goes forward again once this is merged.`;
    }
}
function howToStop(upstream) {
    if (upstream === 'build')
        return 'To stop it, close it.';
    return `To stop it, roll the service back in ${upstream}: as long as ${upstream} runs these digests, promote proposes them again.`;
}
function bumpTable(bumps) {
    const rows = bumps.map((bump) => [
        bump.service,
        pull_request_short(bump.from),
        `\`${bump.to}\``,
        bump.source === null ? '' : `\`${bump.source.repository}@${bump.source.commit.slice(0, 12)}\``,
    ]);
    return markdown_table(['service', 'from', 'to', 'source'], rows);
}
/** Title, blank line, trailers (DESIGN.md, "Trailers of a bump commit"). */
function commitMessage(described) {
    const title = pullTitle(described);
    if (described.kind === 'resume')
        return `${title}\n\nPromotion-Service: ${described.hold.service}\nPromotion-Environment: ${described.environment}\n`;
    const upstream = described.kind === 'promotion' ? described.upstream : null;
    return `${title}\n\n${renderBumpTrailers(described.bumps, described.run, upstream)}\n`;
}
/**
 * The squash commit: the bot's own message, which carries the trailers, with who approved the pull request and, at a gate,
 * who approved the environment.
 */
function mergeCommitText(pull, gateApprovers = []) {
    const head = pull.commits.items.find((commit) => commit.oid === pull.head);
    const [title = '', , ...lines] = (head?.message ?? '').trimEnd().split('\n');
    const approvals = [
        ...approversOf(pull).map((login) => `Promotion-Approved-By: ${login}`),
        ...gateApprovers.map((login) => `Promotion-Gate-Approved-By: ${login}`),
    ];
    return { title: `${title} (#${pull.number})`, message: [...lines, ...approvals].join('\n') };
}

;// CONCATENATED MODULE: ./packages/promotion/out/proposal.js








const proposalErrorCodes = {
    DIGEST_FILE_MISSING: 'The file that promotion.yaml names for a digest is not on the base branch, or is not text.',
};
class ProposalError extends Error {
    name = 'ProposalError';
    code = 'DIGEST_FILE_MISSING';
    next;
    constructor(path, next) {
        super(`${path} is not a readable file of the base branch`);
        this.next = next;
    }
}
const promotionBranch = (environment) => `promote/${environment}`;
const rollbackBranch = (slot) => `rollback/${slot.environment}/${slot.service}`;
const resumeBranch = (slot) => `resume/${slot.environment}/${slot.service}`;
/**
 * The bumps that an environment's branch of the bot carries and that still mean something on `base`, told from its head's
 * trailers. The head may have been put there from the branch of another environment.
 */
function standingBumps(head, base, policy, environment) {
    if (head === undefined || !isCommitOf(policy.bot, head))
        return [];
    return parseBumpTrailers(head.message).filter((bump) => {
        if (bump.environment !== environment || !policy.services.has(bump.service))
            return false;
        return deployedDigest(base.files, policy, bump) === bump.from && holdOn(base.files, bump) === null;
    });
}
/**
 * Decides how the wanted bumps of one environment join what its pull request already carries.
 *
 * @throws PolicyError for an environment or a service that the policy does not have.
 */
function decidePromotion(state, policy, environment, wanted, run) {
    environmentOf(policy, environment);
    for (const bump of wanted)
        serviceOf(policy, bump.service);
    const hindrance = branchHindrance(state, policy);
    if (hindrance !== null)
        return hindrance;
    const refusals = wanted.flatMap((bump) => heldReasonsOf(state.base, bump));
    if (isNonEmpty(refusals))
        return { kind: 'refused', reasons: refusals };
    const head = state.pull === null ? undefined : (state.head ?? undefined);
    const standing = standingBumps(head, state.base, policy, environment);
    const target = joinBumps(state.base, policy, standing, wanted);
    if (!isNonEmpty(target))
        return { kind: 'unchanged' };
    const proposal = composePromotion(state.base, policy, environment, target, run);
    const carried = head === undefined ? [] : parseBumpTrailers(head.message);
    // Who lost a race may have put an outdated title on what the winner wrote.
    const described = state.pull?.title === proposal.title;
    return described && sameBumps(target, carried) ? { kind: 'unchanged' } : { kind: 'propose', proposal };
}
function heldReasonsOf(base, slot) {
    const hold = holdOn(base.files, slot);
    return hold === null ? [] : [{ code: 'HELD', slot, by: hold.by, why: hold.reason }];
}
/**
 * Milliseconds in which a branch that the bot has made gets its pull request: both are asked for in one request, which
 * GitHub gives ten seconds.
 */
const openingTime = 20_000;
/**
 * Why nothing may be written on the branch now. Somebody else's commits or pull request are never built upon. A branch
 * without a pull request is left over and is made anew; but not while another run may be opening its pull request, which
 * would close with it.
 */
function branchHindrance({ base, head, pull }, policy) {
    if (head === null)
        return null;
    const isOurs = isCommitOf(policy.bot, head);
    if (pull === null) {
        const age = base.now.getTime() - head.committedAt.getTime();
        return isOurs && age < openingTime ? { kind: 'unsettled' } : null;
    }
    const refused = (reason) => ({ kind: 'refused', reasons: [reason] });
    const { author } = pull;
    if (author === null || !sameLogin(author, policy.bot))
        return refused({ code: 'AUTHOR_UNEXPECTED', found: author, expected: policy.bot });
    if (isOurs)
        return null;
    return refused({ code: 'COMMIT_UNVERIFIED', commit: head.oid, author: head.authorName, expected: policy.bot });
}
function joinBumps(base, policy, standing, wanted) {
    const asked = new Set(wanted.map((bump) => bump.service));
    const fresh = wanted.flatMap((bump) => {
        const from = deployedDigest(base.files, policy, bump) ?? null;
        return from === bump.to ? [] : [{ ...bump, from }];
    });
    return [...standing.filter((bump) => !asked.has(bump.service)), ...fresh].toSorted((left, right) => left.service < right.service ? -1 : 1);
}
function sameBumps(left, right) {
    const key = (bump) => `${bump.environment}/${bump.service} ${bump.from ?? ''} ${bump.to}`;
    const keys = new Set(right.map(key));
    return left.length === right.length && left.every((bump) => keys.has(key(bump)));
}
function composePromotion(base, policy, environment, bumps, run) {
    return compose(promotionBranch(environment), { kind: 'promotion', environment, upstream: environmentOf(policy, environment).from, bumps, run }, editedFiles(base, policy, bumps));
}
function composeRollback(base, policy, bump, hold, run) {
    const files = new Map(editedFiles(base, policy, [bump]));
    files.set(holdPath(bump.environment, bump.service), { text: renderHold(hold), mode: '100644' });
    return compose(rollbackBranch(bump), { kind: 'rollback', environment: bump.environment, bumps: [bump], hold, run }, files);
}
function composeResume(slot, hold, run) {
    const files = new Map([[holdPath(slot.environment, slot.service), null]]);
    return compose(resumeBranch(slot), { kind: 'resume', environment: slot.environment, hold, run }, files);
}
function compose(branch, described, files) {
    const title = pullTitle(described);
    return { branch, title, body: pullBody(described), message: commitMessage(described), files };
}
function editedFiles(base, policy, bumps) {
    const byFile = Map.groupBy(bumps, (bump) => digestFile(policy, bump.environment, bump.service));
    const files = new Map();
    for (const [path, group] of byFile) {
        const file = base.files.get(path);
        if (typeof file?.text !== 'string') {
            const keys = group.map((bump) => digestPath(policy, bump.environment, bump.service).join('.')).join(', ');
            throw new ProposalError(path, `Add ${path} with ${keys} (an empty digest will do), or correct \`digests\` in promotion.yaml.`);
        }
        const edits = group.map((bump) => ({ path: digestPath(policy, bump.environment, bump.service), digest: bump.to }));
        files.set(path, { text: setDigests(file.text, edits).text, mode: file.mode });
    }
    return files;
}

;// CONCATENATED MODULE: ./packages/promotion/out/plan.js







/** The images that a plan on this state would promote or merge. */
function candidates(state, policy) {
    const found = new Map();
    const add = (service, digest) => found.set(evidenceKey(service, digest), { service, digest });
    for (const environment of policy.environments) {
        for (const bump of wantedBumps(state, policy, environment))
            add(bump.service, bump.to);
    }
    for (const pull of state.pulls) {
        const recognition = recogniseChange(pull, state.base, policy);
        if (recognition.kind === 'recognised' && recognition.change.kind !== 'resume') {
            for (const bump of recognition.change.bumps)
                add(bump.service, bump.to);
        }
    }
    return [...found.values()];
}
/**
 * What to do so that every environment follows the one before it as far as the policy lets it. Level-triggered: whatever
 * ran before, crashed, or was done by hand, running the plan of the new state converges.
 */
function plan(state, policy, evidence) {
    const own = new Set(policy.environments.map((environment) => promotionBranch(environment.name)));
    const others = state.pulls.filter((pull) => !own.has(pull.headBranch));
    return [
        ...policy.environments.flatMap((environment) => [
            ...unreadable(state, policy, environment),
            ...stepsOf(state, policy, evidence, environment),
        ]),
        ...others.map((pull) => judged(state, policy, evidence, pull)),
    ];
}
/** An environment may lack a service, but what cannot be read must not pass for a lack of it. */
function unreadable({ base }, policy, environment) {
    const services = [...policy.services.keys()];
    const paths = [...new Set(services.map((service) => digestFile(policy, environment.name, service)))];
    const missing = paths.every((path) => !base.files.has(path));
    const because = paths
        .filter((path) => missing || base.files.get(path)?.text === null)
        .map((path) => ({ code: 'FILE_UNREADABLE', path }));
    return isNonEmpty(because)
        ? [{ kind: 'refuse', environment: environment.name, service: null, pull: null, because }]
        : [];
}
function stepsOf(state, policy, evidence, environment) {
    const pull = state.pulls.find((candidate) => candidate.headBranch === promotionBranch(environment.name));
    if (environment.from === 'build') {
        return pull === undefined
            ? []
            : [
                followUp(state, policy, evidence, environment, pull, standingBumps(headOf(pull), state.base, policy, environment.name)),
            ];
    }
    const { ready, blocked } = sortOut(state, policy, evidence, environment);
    if (pull === undefined)
        return isNonEmpty(ready)
            ? [...blocked, { kind: 'open', environment: environment.name, bumps: ready, pull: null }]
            : blocked;
    // What the pull request carries may only be late, or a registry silent; a hold is what says that it is not wanted.
    if (ready.length === 0 && blocked.some(({ because: [reason] }) => reason.code !== 'HELD'))
        return blocked;
    return [...blocked, followUp(state, policy, evidence, environment, pull, ready)];
}
/** Brings the one pull request of an environment in line with the bumps that it should carry. */
function followUp(state, policy, evidence, environment, pull, bumps) {
    const foreign = pull.commits.items.find((commit) => !isCommitOf(policy.bot, commit));
    if (foreign !== undefined || pull.rewrites.length > 0)
        return judged(state, policy, evidence, pull);
    const { total, items } = pull.commits;
    if (items.length < total) {
        // No gate can pass it any more. What a build proposed would be proposed by nobody again.
        return environment.from === 'build'
            ? judged(state, policy, evidence, pull)
            : { kind: 'close', pull, because: { code: 'COMMITS_UNREAD', total, read: items.length } };
    }
    if (!isNonEmpty(bumps))
        return { kind: 'close', pull, because: { code: 'NOT_A_BUMP' } };
    const recognition = recogniseChange(pull, state.base, policy);
    const current = recognition.kind === 'recognised' && carries(recognition.change, bumps);
    if (!current || pull.mergeable === 'CONFLICTING')
        return { kind: 'update', environment: environment.name, bumps, pull };
    return judged(state, policy, evidence, pull);
}
const headOf = (pull) => pull.commits.items.find((commit) => commit.oid === pull.head);
function carries(change, bumps) {
    if (change.kind !== 'promotion' || change.bumps.length !== bumps.length)
        return false;
    return bumps.every((bump) => change.bumps.some((found) => found.service === bump.service && found.to === bump.to));
}
function judged(state, policy, evidence, pull) {
    const verdict = judge(state, pull, policy, evidence, null);
    const environment = verdict.change?.environment ?? environmentNamed(policy, pull.headBranch);
    switch (verdict.kind) {
        case 'merge':
            return { kind: 'merge', pull, head: verdict.head, change: verdict.change };
        case 'wait':
            return verdict.reasons.every((reason) => reason.code === 'GATE_AHEAD')
                ? { kind: 'gate', pull, head: pull.head, environment }
                : { kind: 'wait', environment, service: null, pull, because: verdict.reasons };
        case 'refuse':
            return { kind: 'refuse', environment, service: null, pull, because: verdict.reasons };
    }
}
/** Only to say where a refused pull request was heading; nothing is decided by a branch's name. */
function environmentNamed(policy, branch) {
    const [, name] = branch.split('/');
    return (policy.environments.find((environment) => environment.name === name) ?? policy.environments[0]).name;
}
/** Services whose environment lags behind the one before it. */
function wantedBumps(state, policy, environment) {
    const { from } = environment;
    if (from === 'build')
        return [];
    return [...policy.services.keys()].flatMap((service) => {
        const to = deployedDigest(state.base.files, policy, { service, environment: from });
        const own = deployedDigest(state.base.files, policy, { service, environment: environment.name });
        return to === undefined || to === null || own === undefined || to === own
            ? []
            : [{ service, environment: environment.name, from: own, to, source: null }];
    });
}
function sortOut(state, policy, evidence, environment) {
    const ready = [];
    const blocked = [];
    for (const bump of wantedBumps(state, policy, environment)) {
        const reasons = proposalReasons(state, policy, environment, bump.service);
        const verification = evidence.get(evidenceKey(bump.service, bump.to));
        const step = { environment: environment.name, service: bump.service, pull: null };
        if (isNonEmpty(reasons))
            blocked.push({ kind: 'wait', ...step, because: reasons });
        else if (verification?.kind === 'verified')
            ready.push({ ...bump, source: verification.source });
        else {
            const detail = verification?.detail ?? 'its signature and provenance were not checked';
            const advice = verification?.advice ?? 'Run promote again.';
            blocked.push({
                kind: 'refuse',
                ...step,
                because: [{ code: 'IMAGE_UNVERIFIED', service: bump.service, digest: bump.to, detail, advice }],
            });
        }
    }
    return { ready, blocked };
}
/** What keeps a bump from being proposed at all; soak and freeze only keep it from being merged. */
function proposalReasons(state, policy, environment, service) {
    const { from } = environment;
    if (from === 'build')
        return heldReasons(state, environment, service);
    const held = [
        ...heldReasons(state, environment, service),
        ...heldReasons(state, environmentOf(policy, from), service),
    ];
    if (held.length > 0)
        return held;
    const health = healthOf(state, policy, environment.healthy, from, service);
    return health.kind === 'unproven' ? [health.reason] : [];
}

;// CONCATENATED MODULE: ./packages/promotion/out/rollback.js








/**
 * Where a rollback goes: the digest that was asked for, if it ever ran here, else the newest one before today's that no
 * rollback has taken out since.
 */
function rollbackTarget(base, policy, slot, versions, asked) {
    environmentOf(policy, slot.environment);
    serviceOf(policy, slot.service);
    const history = deployedHistory(versions, digestPath(policy, slot.environment, slot.service));
    const today = deployedDigest(base.files, policy, slot) ?? null;
    const digest = asked ?? previousDigest(history, holdOn(base.files, slot)?.replaced);
    if (digest === undefined || today === null)
        return refused({ code: 'NOTHING_BEFORE', slot });
    if (!everDeployed(history, digest))
        return refused({ code: 'NEVER_DEPLOYED', slot, digest });
    return { kind: 'target', digest };
}
const refused = (reason) => ({
    kind: 'refused',
    reasons: [reason],
});
function decideRollback(state, policy, wanted, evidence, origin) {
    const hindrance = branchHindrance(state, policy);
    if (hindrance !== null)
        return hindrance;
    const verification = evidence.get(evidenceKey(wanted.service, wanted.to));
    const refusals = [];
    if (verification?.kind !== 'verified') {
        const { detail, advice } = verification ?? { detail: 'it was not verified', advice: 'Run rollback again.' };
        refusals.push({ code: 'IMAGE_UNVERIFIED', service: wanted.service, digest: wanted.to, detail, advice });
    }
    const from = deployedDigest(state.base.files, policy, wanted) ?? null;
    const held = holdOn(state.base.files, wanted);
    if (from === wanted.to) {
        if (held?.digest === wanted.to)
            return { kind: 'unchanged' };
        refusals.push({ code: 'DEPLOYED_ALREADY', slot: wanted, digest: wanted.to });
    }
    if (isNonEmpty(refusals))
        return { kind: 'refused', reasons: refusals };
    const bump = { ...wanted, from, source: verification?.kind === 'verified' ? verification.source : null };
    if (carriesAlready(state, bump))
        return { kind: 'unchanged' };
    return {
        kind: 'propose',
        proposal: composeRollback(state.base, policy, bump, holdOf(bump, state.base.now, origin), origin.run),
    };
}
function holdOf(bump, now, { by, reason, run }) {
    return {
        service: bump.service,
        environment: bump.environment,
        digest: bump.to,
        replaced: bump.from,
        reason,
        by,
        since: now.toISOString(),
        ...(run !== null && { run }),
    };
}
/** The open pull request of an earlier run asks for the same already. */
function carriesAlready(state, bump) {
    if (state.pull === null || state.head === null)
        return false;
    return parseBumpTrailers(state.head.message).some((found) => found.service === bump.service && found.to === bump.to && found.from === bump.from);
}
function decideResume(state, policy, slot, run) {
    const hindrance = branchHindrance(state, policy);
    if (hindrance !== null)
        return hindrance;
    const hold = holdOn(state.base.files, slot);
    if (hold === null || state.pull !== null)
        return { kind: 'unchanged' };
    return { kind: 'propose', proposal: composeResume(slot, hold, run) };
}

;// CONCATENATED MODULE: ./packages/promotion/out/texts/summary.js


/** `CODE: sentence` and the next step, one list item each. */
function reasonList(reasons) {
    return distinctReasons(reasons)
        .map(explain)
        .map(({ code, sentence, next }) => `- **${code}** ${literal(sentence)}  \n  ${literal(next)}`)
        .join('\n');
}
/** What a step is about. */
function subjectOf(step) {
    switch (step.kind) {
        case 'open':
        case 'update':
            return { names: step.bumps.map((bump) => bump.service), environment: step.environment };
        case 'merge':
            return { names: servicesOf(step.change), environment: step.change.environment };
        case 'gate':
            return { names: [`#${step.pull.number}`], environment: step.environment };
        case 'close':
            return { names: [`#${step.pull.number}`], environment: '' };
        case 'wait':
        case 'refuse':
            return {
                names: [step.service ?? (step.pull === null ? 'all' : `#${step.pull.number}`)],
                environment: step.environment,
            };
    }
}
const servicesOf = (change) => change.kind === 'resume' ? change.services : change.bumps.map((bump) => bump.service);
/** What a change moves, a row a service. */
function changeTable(change) {
    if (change.kind === 'resume')
        return `Promotion of ${change.services.join(', ')} to ${change.environment} goes on.`;
    const rows = change.bumps.map(({ service, from, to }) => [
        service,
        from === null ? 'nothing' : `\`${from}\``,
        `\`${to}\``,
    ]);
    return markdown_table([`${change.kind} in ${change.environment}`, 'from', 'to'], rows);
}
/** The job summary of a promote run: a table of what was done, then every reason for what was not. */
function planSummary(results, dryRun) {
    const title = dryRun ? '## Promotion (dry run: nothing was changed)' : '## Promotion';
    if (results.length === 0)
        return `${title}\n\nEvery environment is where it should be.\n`;
    const rows = [...Map.groupBy(results, rowKey).values()].map((alike) => {
        const subjects = alike.map((result) => subjectOf(result.step));
        const where = [subjects.flatMap(({ names }) => names).join(', '), subjects[0]?.environment].filter(Boolean);
        return [literal(where.join(' → ')), alike[0] === undefined ? '' : outcomeOf(alike[0])];
    });
    const reasons = results.flatMap((result) => result.reasons);
    const why = reasons.length === 0 ? '' : `\n\n### Why\n\n${reasonList(reasons)}`;
    return `${title}\n\n${markdown_table(['what', 'outcome'], rows)}${why}\n`;
}
/** Services of one environment that fared alike share a row. */
const rowKey = (result) => `${subjectOf(result.step).environment} ${outcomeOf(result)}`;
/** Result, pull request and codes, as Markdown. */
function outcomeOf({ result, number, url, reasons }) {
    const pull = url === null || number === null ? [] : [`[#${number}](${url})`];
    return [result, ...pull, ...reasons.map((reason) => `\`${reason.code}\``)].join(' ');
}

;// CONCATENATED MODULE: ./packages/promotion/out/index.js



























/***/ })

};
