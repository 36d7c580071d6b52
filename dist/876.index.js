export const id = 876;
export const ids = [876];
export const modules = {

/***/ 69876:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  bB: () => (/* reexport */ baseFileReader),
  UY: () => (/* reexport */ connectGitHub),
  ij: () => (/* reexport */ deploymentGateReader),
  di: () => (/* reexport */ findStandingIssue),
  pR: () => (/* reexport */ keepStandingIssue),
  nS: () => (/* reexport */ openHead),
  NK: () => (/* reexport */ promotionHistoryReader),
  kj: () => (/* reexport */ promotionStateReader),
  n1: () => (/* reexport */ pullRequestMerger),
  m0: () => (/* reexport */ pullRequestWriter),
  rI: () => (/* reexport */ readAuthors),
  Ny: () => (/* reexport */ reportCheck),
  Ot: () => (/* reexport */ safeguardReader),
  wq: () => (/* reexport */ safeguardWriter),
  CU: () => (/* reexport */ settleProposal),
  hi: () => (/* reexport */ workflowDispatcher),
  ZP: () => (/* reexport */ workflowPage)
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
    GITHUB_SAME_IDENTITY: 'One identity would open a pull request and approve it.',
    GITHUB_BRANCH_BLOCKED: 'The name of another branch leaves no room for one of this suite.',
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
    permission;
    wait;
    lacks;
    constructor(code, message, details) {
        super(message, details.cause === undefined ? {} : { cause: details.cause });
        this.code = code;
        this.next = details.next;
        this.status = details.status ?? null;
        this.answer = details.answer ?? '';
        this.permission = details.permission ?? null;
        this.wait = details.wait ?? null;
        this.lacks = details.lacks ?? null;
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
;// CONCATENATED MODULE: ./packages/github/out/graphql-rights.js
const read = (permission) => ({ permission, level: 'read' });
const write = (permission) => ({ permission, level: 'write' });
/**
 * What the fields that this package asks for need. GraphQL names the field that it refuses, and never the permission; these
 * are those of the REST requests for the same (docs.github.com, "Permissions required for GitHub Apps").
 */
const rightOfField = {
    defaultBranchRef: read('contents'),
    ref: read('contents'),
    refs: read('contents'),
    object: read('contents'),
    file: read('contents'),
    history: read('contents'),
    compare: read('contents'),
    associatedPullRequests: read('pull_requests'),
    pullRequest: read('pull_requests'),
    pullRequests: read('pull_requests'),
    status: read('statuses'),
    statusCheckRollup: read('statuses'),
    checkSuites: read('checks'),
    issues: read('issues'),
    updateRefs: write('contents'),
    createPullRequest: write('pull_requests'),
    updatePullRequest: write('pull_requests'),
    closePullRequest: write('pull_requests'),
    addComment: write('pull_requests'),
};
/** `moved: updateRefs(…` and `base: object(…`: what a name in an answer stands for; arguments are not followed by a bracket. */
function fieldsByAlias(query) {
    return new Map([...query.matchAll(/\b(\w+)\s*:\s*([a-z]\w*)\s*[({]/g)].map(([, alias = '', field = '']) => [alias, field]));
}
/** What whoever was refused these places of an answer lacks: all of it. */
function rightsAt(paths, query) {
    const fields = fieldsByAlias(query);
    const needed = paths.flatMap((path) => {
        const names = path.map((name) => fields.get(String(name)) ?? String(name));
        return names.map((name) => rightOfField[name]).findLast((right) => right !== undefined) ?? [];
    });
    return needed.length === 0 ? [] : [[...new Map(needed.map((right) => [right.permission, right])).values()]];
}

;// CONCATENATED MODULE: ./packages/github/out/known-answers.js
/** Answers of GitHub whose cause is no missing permission, each with what changes it. */
const known = [
    [
        /archived so (?:it )?is read-only/i,
        'Unarchive the repository in its settings, or work on the one that took its place.',
    ],
    [
        /installation has been suspended/i,
        'Unsuspend the GitHub App where it is installed: settings of the organization, GitHub Apps, Configure. If its owner suspended it, only they can.',
    ],
    [
        /IP allow list/i,
        "Run on runners whose addresses are on the organization's IP allow list, or let an owner of the organization add them.",
    ],
    [
        /SAML/i,
        'Authorize the personal access token for the organization (Configure SSO), or use the token of a GitHub App, which needs none.',
    ],
    [
        /GitHub Actions is not permitted to (?:create or )?approve pull requests/i,
        'Use the token of a GitHub App; or allow it in the settings of the repository: Actions, General, Workflow permissions.',
    ],
    [
        /rule violations found|protected branch|cannot (?:create|update|delete) (?:this|a) ref/i,
        'Look up which rulesets and branch protections hold for this branch (settings of the repository, Rules), and let the App of this token pass those that it must.',
    ],
    [
        /does not have '?workflow_dispatch'? trigger/i,
        'Give that workflow `on: workflow_dispatch`, on the branch that it is started on.',
    ],
    [
        /Unexpected inputs provided|Required input/i,
        'Give that workflow the inputs `pull-request` and `head`, and no other that is required.',
    ],
    [/disabled workflow/i, 'Enable that workflow on the Actions page of the repository.'],
    [
        /Bad credentials/i,
        'Pass a token that is valid: that of a GitHub App lives for an hour, and that of a job as long as the job.',
    ],
];
/** What to do, where GitHub's words tell the cause. */
const remedyFor = (answer) => known.find(([pattern]) => pattern.test(answer))?.[1];

;// CONCATENATED MODULE: ./packages/github/out/rights.js
/** `X-Accepted-GitHub-Permissions`: sets with semicolons between them, whose members have commas between them. */
function acceptedRights(header) {
    if (typeof header !== 'string')
        return [];
    return header
        .split(';')
        .map((set) => [...set.matchAll(/([a-z_]+)=([a-z]+)/g)].map(([, permission = '', level = '']) => ({ permission, level })))
        .filter((set) => set.length > 0);
}
/** What the settings of a GitHub App call it, where that is not the API's name with spaces. */
const titles = {
    statuses: 'Commit statuses',
    members: 'Members (of the organization)',
    security_events: 'Code scanning alerts',
};
/** As the settings of a GitHub App have it: `Pull requests: write`. */
function rightText({ permission, level }) {
    const words = permission.replaceAll('_', ' ');
    return `${titles[permission] ?? words.charAt(0).toUpperCase() + words.slice(1)}: ${level}`;
}
/** `Contents: write and Pull requests: write, or Issues: write` */
const rightsText = (sets) => sets.map((set) => set.map(rightText).join(' and ')).join(', or ');
/** As `permissions:` of a job and, with `permission-` before it, actions/create-github-app-token have it. */
const rightKey = ({ permission, level }) => `${permission.replaceAll('_', '-')}: ${level}`;
/** What `permissions:` of a job can give to its token (docs.github.com, "Workflow syntax"). */
const ofJobs = new Set([
    'actions',
    'attestations',
    'checks',
    'contents',
    'deployments',
    'issues',
    'packages',
    'pull_requests',
    'security_events',
    'statuses',
]);
const isForJobs = ({ permission }) => ofJobs.has(permission);

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
            next: 'Check the network and whether GitHub is up (githubstatus.com, or whoever runs your server), then run again.',
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
        return new GitHubError('GITHUB_UNREACHABLE', found, details('Check whether GitHub is up (githubstatus.com, or whoever runs your server), then run again.'));
    }
    const remedy = remedyFor(answer);
    if (status === 401) {
        return new GitHubError('GITHUB_DENIED', found, details(remedy ?? 'Pass a token that is valid and not expired.'));
    }
    if (status === 403 || status === 404) {
        const code = status === 403 ? 'GITHUB_DENIED' : 'GITHUB_NOT_FOUND';
        if (remedy !== undefined)
            return new GitHubError(code, found, details(remedy));
        const accepted = headers['x-accepted-github-permissions'];
        return new GitHubError(code, found, {
            ...details(unexplained),
            lacks: acceptedRights(accepted),
            ...(accepted !== undefined && { permission: String(accepted) }),
        });
    }
    return new GitHubError('GITHUB_REFUSED', found, details(remedy ?? 'Read what GitHub says and correct it.'));
}
/** Until it is known whose token it is. */
const unexplained = 'Check the rights of the token.';
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
/** Cut between words: of a token that was cut, nobody could tell any more that what is left of it must not be shown. */
function oneLine(text, limit = 1_000) {
    const line = text.replaceAll(/\s+/g, ' ').trim();
    return line.length <= limit ? line : line.slice(0, limit).replace(/\S+$/, '');
}
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
function graphqlFailure({ issues, headers, about, query }, redact) {
    const answer = redact(oneLine([...new Set(issues.map((issue) => issue.message))].join('; ')));
    const places = [...new Set(issues.flatMap((issue) => (issue.path === undefined ? [] : [issue.path.join('.')])))];
    const where = places.length === 0 ? '' : ` at ${places.slice(0, 3).join(', ')}`;
    const found = `${about} was answered with errors${where}: ${answer}`;
    const types = new Set(issues.map((issue) => issue.type));
    if (types.has('RATE_LIMITED') || types.has('RATE_LIMIT'))
        return rateLimited(headers, about, answer, 200);
    const isForbidden = types.has('FORBIDDEN') || types.has('INSUFFICIENT_SCOPES');
    const remedy = remedyFor(answer);
    if (remedy !== undefined) {
        return new GitHubError(isForbidden ? 'GITHUB_DENIED' : 'GITHUB_REFUSED', found, { next: remedy, answer });
    }
    if (isForbidden) {
        const paths = issues.flatMap(({ type, path = [] }) => (type === 'FORBIDDEN' ? [path] : []));
        const lacks = rightsAt(paths, query);
        // The right says more than the place in an answer that it would have opened.
        const message = lacks.length === 0 ? found : `${about} was refused: ${answer}`;
        return new GitHubError('GITHUB_DENIED', message, { next: unexplained, answer, lacks });
    }
    if (types.has('NOT_FOUND')) {
        return new GitHubError('GITHUB_NOT_FOUND', found, { next: unexplained, answer, lacks: [] });
    }
    return new GitHubError('GITHUB_PARTIAL_ANSWER', found, {
        next: 'Run again; if it persists, read what GitHub says.',
        answer,
    });
}

;// CONCATENATED MODULE: ./packages/github/out/identity.js

const ofJob = 'github-actions[bot]';
/** The subject of a sentence: `acme-promoter[bot], whose token is the input "token",` */
function holderText({ login, input, insteadOf }) {
    const serves = insteadOf === undefined ? '' : ` which serves because "${insteadOf}" is not set,`;
    return login === null
        ? `the holder of the input "${input}"${serves && `,${serves}`}`
        : `${login}, whose token is the input "${input}",${serves}`;
}
const lackText = (sets) => sets.length === 0 ? 'may not do this' : `lacks the permission ${rightsText(sets)}`;
/** Where who lacks these rights gets them. */
function rightsRemedy(holder, sets) {
    const { insteadOf } = holder;
    const grant = grantOf(holder, sets);
    return insteadOf === undefined
        ? grant
        : `Set \`${insteadOf}\` to the token of the GitHub App that may do this. Or: ${grant}`;
}
function grantOf({ login, input, repository }, sets) {
    const rights = sets[0] ?? [];
    const [owner = ''] = repository.split('/');
    if (login === ofJob) {
        if (rights.length > 0 && rights.every(isForJobs))
            return `Give the job \`permissions: {${rights.map(rightKey).join(', ')}}\`.`;
        return `Pass the token of a GitHub App that has this permission as \`${input}\`: a job's own token cannot have it.`;
    }
    const what = rights.length === 0 ? 'the permission that this request needs' : rights.map(rightText).join(' and ');
    const asked = rights.map((right) => `\`permission-${rightKey(right)}\``).join(', ');
    const app = `under Permissions & events, set ${what}; let an owner of ${owner} accept that for the installation${asked === '' ? '' : `; and where actions/create-github-app-token makes the token with chosen permissions, add ${asked}`}.`;
    if (login === null)
        return `In the settings of the GitHub App whose token \`${input}\` is, ${app}`;
    if (login.endsWith('[bot]'))
        return `In the settings of the GitHub App ${login.replace('[bot]', '')}, ${app}`;
    return `Give the personal access token of ${login} the permission ${what}, or pass that of a GitHub App as \`${input}\`.`;
}
/** What to do where something is not there, or hidden from who asks. */
function sightRemedy({ login, input, repository }, sets) {
    const also = sets.length === 0 ? '' : ` and has ${rightsText(sets)}`;
    if (login === ofJob)
        return `Check the name. If it is right: a job's own token sees the repository of its workflow only, so pass that of a GitHub App which is installed on ${repository}${also} as \`${input}\`.`;
    if (login !== null && !login.endsWith('[bot]'))
        return `Check the name, and that ${login} and the token in \`${input}\` may read it.`;
    const app = login === null ? `the GitHub App whose token \`${input}\` is` : `the GitHub App ${login.replace('[bot]', '')}`;
    return `Check the name, and that ${app} is installed on ${repository}${also}: GitHub hides what a token may not see.`;
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

;// CONCATENATED MODULE: ./packages/github/out/posted-texts.js
/** What GitHub shows to people, by the names of REST's parameters and GraphQL's input fields. Files are no part of it. */
const shown = new Set([
    'title',
    'body',
    'message',
    'commit_title',
    'commit_message',
    'summary',
    'description',
]);
/** `value` with `redact` done to every text in it that GitHub would show. */
function withoutSecrets(value, redact) {
    if (Array.isArray(value))
        return value.map((each) => withoutSecrets(each, redact));
    if (typeof value !== 'object' || value === null)
        return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [
        name,
        typeof each === 'string' && shown.has(name) ? redact(each) : withoutSecrets(each, redact),
    ]));
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
    const post = options.redact ?? ((text) => text);
    const transport = openTransport({ token, apiUrl, userAgent, redact });
    const send = (request) => transport({ ...request, parameters: withoutSecrets(request.parameters, post) });
    const [owner = '', name = ''] = repository.split('/');
    const graphql = async ({ title, text, variables }) => {
        const request = { about: title, method: 'POST', url: graphqlUrl, parameters: { query: text, variables } };
        const { data: body, headers } = await send(request);
        const { data, errors = [] } = validated(envelope, body, title);
        const refusal = { issues: errors, headers, about: title, query: text };
        return { data, headers, failure: errors.length === 0 ? null : graphqlFailure(refusal, redact) };
    };
    const credential = options.credential ?? { input: 'token' };
    let login;
    const holder = async () => ({
        ...credential,
        login: await (login ??= loginOf(graphql)),
        repository,
    });
    const explaining = async (request) => {
        try {
            return await request;
        }
        catch (error) {
            throw error instanceof GitHubError ? await explained(error, holder) : error;
        }
    };
    return {
        repository,
        owner,
        name,
        recollection: options.recollection ?? { repositoryId: null, ownApprovals: new Map() },
        holder,
        elsewhere: (other) => {
            const { recollection: _, ...same } = options;
            return connectGitHub({ ...same, repository: other });
        },
        rest(repeatable, route, parameters, schema) {
            const [method = '', url = ''] = route.split(' ');
            const filled = { ...parameters, owner, repo: name };
            const about = route.replaceAll(/\{(\w+)\}/g, (hole, key) => (key in filled ? String(filled[key]) : hole));
            const attempt = async () => {
                const answer = await send({ about, method, url, parameters: filled });
                return validated(schema, answer.data, about);
            };
            return explaining(retrying(attempt, repeatable, patience));
        },
        query(document, schema) {
            const attempt = async () => {
                const { data, headers, failure } = await graphql(document);
                if (failure !== null)
                    throw failure;
                return { data: validated(schema, data, document.title), now: clockOf(headers, document.title) };
            };
            return explaining(retrying(attempt, 'repeatable', patience));
        },
        mutate(document, schema) {
            const attempt = async () => {
                const { data, failure } = await graphql(document);
                if (failure !== null && (data === undefined || data === null))
                    throw failure;
                const told = failure === null ? null : await explained(failure, holder);
                return { data: validated(schema, data, document.title), failure: told };
            };
            return explaining(retrying(attempt, 'once', patience));
        },
    };
}
const viewerAnswer = dist/* object */.Ikc({ viewer: dist/* object */.Ikc({ login: dist/* string */.YjP() }) });
/** Any token may ask whose it is. That it cannot be found out must not hide why that was asked. */
async function loginOf(graphql) {
    try {
        const title = 'query WhoAsks';
        const { data } = await graphql({ title, text: `${title} { viewer { login } }`, variables: {} });
        return validated(viewerAnswer, data, title).viewer.login;
    }
    catch (error) {
        if (error instanceof GitHubError)
            return null;
        throw error;
    }
}
/** The same error with whose token was refused, what it lacks, and where that is set. */
async function explained(error, holder) {
    const { code, message, status, answer, wait, lacks } = error;
    if (lacks === null)
        return error;
    const who = await holder();
    const isHidden = code === 'GITHUB_NOT_FOUND';
    const what = isHidden ? 'may not see it' : lackText(lacks);
    return new GitHubError(code, `${message}; ${holderText(who)} ${what}`, {
        next: isHidden ? sightRemedy(who, lacks) : rightsRemedy(who, lacks),
        answer,
        ...(status !== null && { status }),
        ...(wait !== null && { wait }),
    });
}
function validated(schema, data, about) {
    const result = dist/* safeParse */.xLC(schema, data, { abortEarly: true });
    if (result.success)
        return result.output;
    const [issue] = result.issues;
    throw answerInvalid(about, `not as documented: ${dist/* getDotPath */.BuJ(issue) ?? 'as a whole'}: ${oneLine(issue.message, 200)}`);
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

;// CONCATENATED MODULE: ./packages/github/out/query-variables.js
function queryVariables() {
    const declared = [];
    const values = {};
    let closed = false;
    return {
        values,
        add(type, value) {
            if (closed)
                throw new TypeError('a variable is declared after the head that declares them');
            const name = `v${declared.length}`;
            declared.push(`$${name}: ${type}`);
            values[name] = value;
            return `$${name}`;
        },
        head(title) {
            closed = true;
            return declared.length === 0 ? title : `${title}(${declared.join(', ')})`;
        },
    };
}
/** `alias0: field` … for each item, one per line. */
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

// EXTERNAL MODULE: ./packages/promotion/out/index.js + 65 modules
var out = __webpack_require__(60283);
;// CONCATENATED MODULE: ./packages/github/out/folders.js

/** Git's octal mode. GraphQL gives it as the number that it is: 33188 is 100644. */
const gitMode = dist/* pipe */.FsL(dist/* number */.aig(), dist/* integer */.ndf(), dist/* transform */.pdi((mode) => mode.toString(8).padStart(6, '0')));
/** The selection on Tree that `listing` reads. */
const listingFields = 'entries { name mode type oid }';
const listed = dist/* object */.Ikc({
    name: dist/* string */.YjP(),
    mode: gitMode,
    type: dist/* picklist */.KIO(['blob', 'tree', 'commit']),
    oid: dist/* string */.YjP(),
});
/** What one folder has, without contents. GitHub's schema lets it be null, which is no empty folder: that is refused. */
const listing = dist/* array */.YOg(listed);
/**
 * A folder of `revision`, for a selection on Repository. GitHub's schema describes `Commit.file` for files only; an
 * expression names anything that `git rev-parse` would find.
 */
function folderField(revision, path, entries, variables) {
    const expression = variables.add('String!', `${revision}:${path}`);
    return `object(expression: ${expression}) { __typename oid ... on Tree { ${entries} } }`;
}
const folder = (entries) => dist/* nullable */.mee(dist/* variant */.Oxt('__typename', [
    dist/* object */.Ikc({ __typename: dist/* literal */.euz('Tree'), oid: dist/* string */.YjP(), entries }),
    dist/* object */.Ikc({ __typename: dist/* literal */.euz('Blob'), oid: dist/* string */.YjP() }),
]));
/**
 * What `found` is to the folder that `parent` lists: only the listing tells what is not there from what was not given, and
 * a tree's name in Git is its contents, so one that bears the listed name is that of the listing's commit.
 */
function proved(parent, name, found) {
    const entry = parent.find((candidate) => candidate.name === name);
    if (entry === undefined)
        return found === null ? { kind: 'absent' } : { kind: 'unproved' };
    // A submodule's commit is in another repository.
    if (entry.type === 'commit')
        return { kind: 'no-folder', mode: entry.mode };
    if (found?.oid !== entry.oid)
        return { kind: 'unproved' };
    return 'entries' in found ? { kind: 'folder', entries: found.entries } : { kind: 'no-folder', mode: entry.mode };
}

;// CONCATENATED MODULE: ./packages/github/out/tree-files.js



const blobFields = '... on Blob { oid isBinary isTruncated text }';
/** A TreeEntry with what is needed of its blob, for the selection of a `file` or of `entries`. */
const entryFields = `name mode object { ${blobFields} }`;
const blob = dist/* object */.Ikc({
    oid: dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^(?:[a-f0-9]{40}|[a-f0-9]{64})$/)),
    isBinary: dist/* nullable */.mee(dist/* boolean */.zMY()),
    isTruncated: dist/* boolean */.zMY(),
    text: dist/* nullable */.mee(dist/* string */.YjP()),
});
const treeEntry = dist/* object */.Ikc({
    name: dist/* string */.YjP(),
    mode: gitMode,
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

;// CONCATENATED MODULE: ./packages/github/out/pinned-files.js




/** More files than this are asked for in several requests, so that none is too big for GitHub to answer. */
const filesPerRequest = 100;
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
                room = filesPerRequest;
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

;// CONCATENATED MODULE: ./packages/github/out/base-file-reader.js

/** Reads files of commits through the API, so that no job needs a checkout: one request each. */
function baseFileReader(connection) {
    return {
        async file(commit, path) {
            const files = await readPinnedFiles(connection, [{ commit, paths: [path] }]);
            return files.get(commit)?.get(path) ?? null;
        },
    };
}

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
/** Git knows no parts of seconds. */
const wholeSeconds = (date) => date.toISOString().replace(/\.\d+Z$/, 'Z');

;// CONCATENATED MODULE: ./packages/github/out/check-run.js


/** How the check run is called on every pull request. */
const check_run_name = 'promotion';
const checkRun = dist/* object */.Ikc({
    id: dist/* number */.aig(),
    external_id: dist/* nullable */.mee(dist/* string */.YjP()),
    app: dist/* nullable */.mee(dist/* object */.Ikc({ slug: dist/* optional */.lqM(dist/* string */.YjP()) })),
    status: dist/* string */.YjP(),
    conclusion: dist/* nullable */.mee(dist/* string */.YjP()),
    details_url: dist/* nullable */.mee(dist/* string */.YjP()),
    html_url: dist/* nullable */.mee(dist/* string */.YjP()),
    output: dist/* object */.Ikc({ title: dist/* nullable */.mee(dist/* string */.YjP()), summary: dist/* nullable */.mee(dist/* string */.YjP()) }),
});
const check_run_listed = dist/* object */.Ikc({ check_runs: dist/* array */.YOg(checkRun) });
const progress = {
    waiting: { status: 'in_progress' },
    refused: { status: 'completed', conclusion: 'failure' },
    merged: { status: 'completed', conclusion: 'success' },
};
/**
 * Says on the head of a pull request what is missing: one check run, which is updated, not repeated, and left alone where
 * it says the same already. Any App, and so any workflow, may write one that looks like it; theirs is left alone as well.
 * Needs an App with `checks: write`.
 */
async function reportCheck(connection, { number, head }, check) {
    const externalId = `bitvault-promotion/${number}`;
    const { title, summary, url } = check;
    const list = 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs';
    const { check_runs } = await connection.rest('repeatable', list, { ref: head, check_name: check_run_name, per_page: 100 }, check_run_listed);
    const known = await ownAmong(connection, check_runs.filter(({ external_id }) => external_id === externalId));
    if (known !== undefined && saysSame(known, check))
        return;
    // A link that led somewhere before must not stay where nothing is to be done any more.
    const link = url ?? known?.html_url ?? null;
    const said = { ...progress[check.state], output: { title, summary }, ...(link !== null && { details_url: link }) };
    if (known === undefined) {
        const parameters = { name: check_run_name, head_sha: head, external_id: externalId, ...said };
        await connection.rest('once', 'POST /repos/{owner}/{repo}/check-runs', parameters, checkRun);
    }
    else {
        const parameters = { check_run_id: known.id, ...said };
        await connection.rest('repeatable', 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', parameters, checkRun);
    }
}
const pullAnswer = dist/* object */.Ikc({ state: dist/* string */.YjP(), head: dist/* object */.Ikc({ sha: commitOid }) });
/** Head of a pull request, as long as it is open; null where it is not. */
async function openHead(connection, number) {
    const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
    const { state, head } = await connection.rest('repeatable', route, { pull_number: number }, pullAnswer);
    return state === 'open' ? head.sha : null;
}
async function ownAmong(connection, found) {
    if (found.length === 0)
        return undefined;
    const { login } = await connection.holder();
    return found.find(({ app }) => login !== null && `${app?.slug}[bot]` === login);
}
function saysSame(known, { state, title, summary, url }) {
    const { status, conclusion } = { conclusion: null, ...progress[state] };
    return (known.status === status &&
        known.conclusion === conclusion &&
        known.output.title === title &&
        known.output.summary === summary &&
        (url === null || known.details_url === url));
}

;// CONCATENATED MODULE: ./packages/github/out/branch-commits.js




const comparison = dist/* nullable */.mee(dist/* object */.Ikc({
    status: dist/* picklist */.KIO(['AHEAD', 'BEHIND', 'DIVERGED', 'IDENTICAL']),
    headTarget: dist/* object */.Ikc({ oid: commitOid }),
}));
const answer = dist/* object */.Ikc({ repository: dist/* object */.Ikc({ branch: dist/* nullable */.mee(dist/* looseObject */._H3({ name: dist/* string */.YjP() })) }) });
const title = 'query BranchCommits';
/**
 * Those of the commits that a branch has in its history. Of a workflow's run GitHub tells the name of a branch or a tag,
 * and not which of them it is: a commit on the branch has a workflow that was let onto it, whatever started it.
 */
async function commitsOn(connection, branch, commits) {
    if (commits.length === 0)
        return new Set();
    const variables = queryVariables();
    const comparisons = aliased('commit', commits, (oid) => `compare(headRef: ${variables.add('String!', oid)}) { status headTarget { oid } }`);
    const ref = `ref(qualifiedName: ${variables.add('String!', `refs/heads/${branch}`)})`;
    const field = `${repositoryField(connection, variables)} { branch: ${ref} { name ${comparisons} } }`;
    const document = { title, text: `${variables.head(title)} { ${field} }`, variables: variables.values };
    const found = (await connection.query(document, answer)).data.repository.branch;
    if (found === null)
        return new Set();
    const compared = unaliased('commit', commits.length, found).map((each) => dist/* safeParse */.xLC(comparison, each));
    return new Set(commits.filter((oid, index) => {
        const each = compared[index];
        if (each?.success !== true)
            throw answerInvalid(title, `what became of commit ${oid} is missing from it`);
        const isBehind = each.output?.status === 'BEHIND' || each.output?.status === 'IDENTICAL';
        return isBehind && each.output.headTarget.oid === oid;
    }));
}

;// CONCATENATED MODULE: ./packages/github/out/deployment-gate-reader.js





/** Reads what guards a job: its environment, who approved its run, and who may. */
function deploymentGateReader(connection) {
    return {
        environment: (name) => readEnvironment(connection, name),
        approvals: (runId) => readApprovals(connection, runId),
        run: (runId) => readRun(connection, runId),
        isOnBranch: async (branch, commit) => (await commitsOn(connection, branch, [commit])).has(commit),
        isTeamMember: (organization, team, login) => isTeamMember(connection, organization, team, login),
    };
}
/** A required reviewer of an environment. */
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
    head_sha: commitOid,
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
    headCommit: run.head_sha,
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

;// CONCATENATED MODULE: ./packages/github/out/pages.js


const pageFields = 'pageInfo { hasNextPage endCursor }';
const pageInfo = dist/* object */.Ikc({ hasNextPage: dist/* boolean */.zMY(), endCursor: dist/* nullable */.mee(dist/* string */.YjP()) });
/**
 * A GraphQL connection, page after page. `complete` says whether these are all of its nodes: else some were left unread.
 *
 * @throws GitHubError where GitHub says that there is more, but not where.
 */
async function readPages(about, { most, enough = () => false }, read) {
    const nodes = [];
    let after = null;
    for (let pages = 0; pages < most; pages += 1) {
        const page = await read(after);
        nodes.push(...page.nodes);
        if (!page.pageInfo.hasNextPage)
            return { nodes, complete: true };
        if (enough(nodes))
            break;
        after = page.pageInfo.endCursor;
        if (after === null)
            throw answerInvalid(about, 'it does not say where its next page begins');
    }
    return { nodes, complete: false };
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
                pageInfo: pageInfo,
            }),
        })),
    }),
});
/** Reads what the commits of a branch say of themselves, a hundred a request. */
function promotionHistoryReader(connection) {
    return { history: (base, since) => readHistory(connection, base, since) };
}
async function readHistory(connection, base, since) {
    const { nodes, complete } = await readPages(promotion_history_title, { most: mostRequests }, (after) => readPage(connection, base, since, after));
    return {
        commits: nodes.map(({ oid, committedDate, message }) => ({ oid, committedAt: committedDate, message })),
        complete,
    };
}
const promotion_history_title = 'query PromotionHistory';
async function readPage(connection, base, since, after) {
    const variables = queryVariables();
    const bounds = [
        `first: ${variables.add('Int!', commitsPerRequest)}`,
        `since: ${variables.add('GitTimestamp!', wholeSeconds(since))}`,
        `after: ${variables.add('String', after)}`,
    ].join(', ');
    const history = `history(${bounds}) { nodes { oid committedDate message } ${pageFields} }`;
    const at = `object(oid: ${variables.add('GitObjectID!', base)})`;
    const field = `${repositoryField(connection, variables)} { base: ${at} { ... on Commit { ${history} } } }`;
    const document = { title: promotion_history_title, text: `${variables.head(promotion_history_title)} { ${field} }`, variables: variables.values };
    const { data } = await connection.query(document, page);
    if (data.repository.base === null)
        throw answerInvalid(promotion_history_title, `commit ${base} is missing from it`);
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

;// CONCATENATED MODULE: ./packages/github/out/base-facts.js






/** How far back the base branch is read for reports on health. */
const reportedCommits = 50;
/** How far back each digest file is read for when its digests arrived. */
const versionsPerFile = 20;
/** More digest files than this are asked for in several requests: each brings its versions along. */
const base_facts_filesPerRequest = 40;
const statusReport = dist/* object */.Ikc({
    context: dist/* string */.YjP(),
    state: dist/* picklist */.KIO(['SUCCESS', 'PENDING', 'FAILURE', 'ERROR', 'EXPECTED']),
    createdAt: timestamp,
    creator: account,
});
const reportFields = 'context state createdAt creator { __typename login }';
const statusFields = `status { contexts { ${reportFields} } }`;
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
/** The reports on the base branch, for a selection on Repository. */
function reportsField(commit, variables) {
    const at = `object(oid: ${variables.add('GitObjectID!', commit)})`;
    return `${at} { ... on Commit { history(first: ${reportedCommits}) { nodes { oid committedDate ${statusFields} } } } }`;
}
const reportsEntry = dist/* object */.Ikc({ history: dist/* object */.Ikc({ nodes: dist/* array */.YOg(reportedCommit) }) });
/** The digest files that the policy names, cut into what one request may ask for; never empty. */
function digestPortions(policy) {
    const paths = [...new Set(policy.environments.flatMap(({ name }) => environmentPaths(policy, name).digests))];
    return Array.from({ length: Math.ceil(paths.length / base_facts_filesPerRequest) }, (_, index) => paths.slice(index * base_facts_filesPerRequest, (index + 1) * base_facts_filesPerRequest));
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

;// CONCATENATED MODULE: ./packages/github/out/named-reports.js




/** The last reports of these contexts, for a selection on Commit: others may be many. */
function namedReportsField(contexts, variables) {
    const reports = aliased('context', contexts, (context) => `context(name: ${variables.add('String!', context)}) { ${reportFields} }`);
    return `status { state ${reports} }`;
}
const namedReports = dist/* nullable */.mee(dist/* looseObject */._H3({ state: dist/* string */.YjP() }));
const reported = dist/* nullable */.mee(statusReport);
/** @throws GitHubError where the answer leaves out what was asked for. */
function reportsNamed(contexts, status, about) {
    if (status === null)
        return [];
    return unaliased('context', contexts.length, status).flatMap((found) => {
        const report = dist/* safeParse */.xLC(reported, found);
        if (!report.success)
            throw answerInvalid(about, 'a status is missing from it');
        return report.output === null ? [] : [report.output];
    });
}

;// CONCATENATED MODULE: ./packages/github/out/branch-reports.js





/** GraphQL gives at most this many at once. */
const branch_reports_commitsPerRequest = 100;
const branch_reports_mostRequests = 10;
/** A time is read from its end, and most often the first reports say enough. */
const mostRequestsOfSpan = 5;
const commit = dist/* object */.Ikc({ oid: commitOid, committedDate: timestamp, status: namedReports });
const branch_reports_history = dist/* object */.Ikc({ nodes: dist/* array */.YOg(commit), pageInfo: pageInfo });
const branch_reports_page = dist/* object */.Ikc({ repository: dist/* object */.Ikc({ base: dist/* object */.Ikc({ history: branch_reports_history }) }) });
/** The branch from `base` back to all of `commits`, with the last report of each of the contexts. */
async function readBranchReports(connection, base, contexts, commits) {
    const hasAll = (nodes) => {
        const read = new Set(nodes.map(({ oid }) => oid));
        return commits.every((oid) => read.has(oid));
    };
    const { nodes } = await readPages(branch_reports_title, { most: branch_reports_mostRequests, enough: hasAll }, (after) => branch_reports_readPage(connection, base, contexts, { after }));
    return { commits: commitsOf(nodes, contexts), exhausted: !hasAll(nodes) };
}
/** The commits that were made in a time, newest first, as far as they can be read. */
async function readSpan(connection, base, contexts, { since, until }) {
    const { nodes } = await readPages(branch_reports_title, { most: mostRequestsOfSpan }, (after) => branch_reports_readPage(connection, base, contexts, { after, since, until }));
    return { since, until, commits: commitsOf(nodes, contexts) };
}
const branch_reports_title = 'query BranchReports';
const commitsOf = (nodes, contexts) => nodes.map(({ oid, committedDate: committedAt, status }) => ({
    oid,
    committedAt,
    statuses: reportsNamed(contexts, status, `${branch_reports_title}, commit ${oid}`),
}));
async function branch_reports_readPage(connection, base, contexts, { after, since, until }) {
    const variables = queryVariables();
    const bounds = [
        `first: ${variables.add('Int!', branch_reports_commitsPerRequest)}`,
        `after: ${variables.add('String', after)}`,
        ...(since === undefined ? [] : [`since: ${variables.add('GitTimestamp', wholeSeconds(since))}`]),
        ...(until === undefined ? [] : [`until: ${variables.add('GitTimestamp', wholeSeconds(until))}`]),
    ];
    const nodes = `nodes { oid committedDate ${namedReportsField(contexts, variables)} } ${pageFields}`;
    const at = `object(oid: ${variables.add('GitObjectID!', base)})`;
    const commits = `history(${bounds.join(', ')}) { ${nodes} }`;
    const field = `${repositoryField(connection, variables)} { base: ${at} { ... on Commit { ${commits} } } }`;
    const document = { title: branch_reports_title, text: `${variables.head(branch_reports_title)} { ${field} }`, variables: variables.values };
    return (await connection.query(document, branch_reports_page)).data.repository.base.history;
}

;// CONCATENATED MODULE: ./packages/github/out/slot-past.js






/** GraphQL gives at most this many at once. */
const versionsPerRequest = 100;
const version = dist/* object */.Ikc({
    oid: commitOid,
    committedDate: timestamp,
    file: dist/* nullable */.mee(treeEntry),
    hold: dist/* nullable */.mee(treeEntry),
    status: namedReports,
});
const slot_past_history = dist/* object */.Ikc({ nodes: dist/* array */.YOg(version), pageInfo: pageInfo });
const slot_past_page = dist/* object */.Ikc({ repository: dist/* object */.Ikc({ base: dist/* object */.Ikc({ history: slot_past_history }) }) });
/** What ran in a slot up to `base`, and what was held there: a request for every hundred versions of its file. */
async function readPast(connection, base, contexts, wanted) {
    const { nodes, complete } = await readPages(slot_past_title, { most: Math.ceil(wanted.depth / versionsPerRequest) }, (after) => slot_past_readPage(connection, base, contexts, { ...wanted, after }));
    const versions = nodes.map(({ oid: commit, committedDate: committedAt, file, status }) => ({
        commit,
        committedAt,
        file: fileOf(file),
        statuses: reportsNamed(contexts, status, `${slot_past_title}, commit ${commit}`),
    }));
    const held = nodes.filter(({ hold }) => hold !== null);
    return { versions, complete, holds: held.map(({ oid: commit, hold }) => ({ commit, file: fileOf(hold) })) };
}
const fileOf = (entry) => (entry === null ? null : treeFile(entry));
const slot_past_title = 'query SlotPast';
/** The hold comes with each version: its own history may be longer, and has no end that the versions would tell. */
async function slot_past_readPage(connection, base, contexts, { file, hold, after }) {
    const variables = queryVariables();
    const path = variables.add('String!', file);
    const bounds = `first: ${variables.add('Int!', versionsPerRequest)}, after: ${variables.add('String', after)}`;
    const files = `file(path: ${path}) { ${entryFields} } hold: file(path: ${variables.add('String!', hold)}) { ${entryFields} }`;
    const nodes = `nodes { oid committedDate ${files} ${namedReportsField(contexts, variables)} }`;
    const versions = `history(${bounds}, path: ${path}) { ${nodes} ${pageFields} }`;
    const at = `object(oid: ${variables.add('GitObjectID!', base)})`;
    const field = `${repositoryField(connection, variables)} { base: ${at} { ... on Commit { ${versions} } } }`;
    const document = { title: slot_past_title, text: `${variables.head(slot_past_title)} { ${field} }`, variables: variables.values };
    return (await connection.query(document, slot_past_page)).data.repository.base.history;
}

;// CONCATENATED MODULE: ./packages/github/out/status-logs.js


const reportsPerPage = 100;
/** GitHub keeps at most a thousand for each commit and context (docs.github.com, "Create a commit status"). */
const mostPages = 10;
const commitsAtOnce = 8;
const report = dist/* object */.Ikc({
    id: dist/* number */.aig(),
    context: dist/* string */.YjP(),
    state: dist/* picklist */.KIO(['success', 'pending', 'failure', 'error']),
    created_at: timestamp,
    creator: dist/* nullable */.mee(dist/* object */.Ikc({ login: dist/* string */.YjP(), type: dist/* picklist */.KIO(['User', 'Bot', 'Organization', 'Mannequin']) })),
});
const states = { success: 'SUCCESS', pending: 'PENDING', failure: 'FAILURE', error: 'ERROR' };
function status_logs_statusReport({ context, state, created_at: createdAt, creator }) {
    return {
        context,
        state: states[state],
        createdAt,
        creator: creator === null ? null : { login: creator.login, kind: creator.type },
    };
}
/** Every report on these commits: GraphQL has but the last one of each context. */
async function readStatusLogs(connection, commits) {
    const logs = [];
    for (let start = 0; start < commits.length; start += commitsAtOnce) {
        const portion = commits.slice(start, start + commitsAtOnce);
        const read = portion.map(async (commit) => [commit, await readLog(connection, commit)]);
        logs.push(...(await Promise.all(read)));
    }
    return new Map(logs);
}
async function readLog(connection, commit) {
    const route = 'GET /repos/{owner}/{repo}/commits/{ref}/statuses';
    const found = new Map();
    for (let page = 1; page <= mostPages; page += 1) {
        const parameters = { ref: commit, per_page: reportsPerPage, page };
        const listed = await connection.rest('repeatable', route, parameters, dist/* array */.YOg(report));
        // What is reported meanwhile moves others on to the next page, where they are found again.
        for (const each of listed)
            found.set(each.id, status_logs_statusReport(each));
        if (listed.length < reportsPerPage)
            return { reports: [...found.values()], complete: true };
    }
    return { reports: [...found.values()], complete: false };
}

;// CONCATENATED MODULE: ./packages/github/out/further-reader.js




/** See `PromotionStateReader.further`. */
async function readFurther(connection, base, wanted) {
    const { contexts } = wanted;
    const [logs, branch] = await Promise.all([
        readStatusLogs(connection, wanted.logs),
        wanted.branch.length === 0 ? null : readBranchReports(connection, base, contexts, wanted.branch),
    ]);
    // One after the other: each may bring a hundred versions of a large file.
    const pasts = new Map();
    for (const past of wanted.pasts)
        pasts.set((0,out/* pastKey */.as)(past.slot), await readPast(connection, base, contexts, past));
    const spans = [];
    for (const span of wanted.spans)
        spans.push(await readSpan(connection, base, contexts, span));
    return { logs, branch, pasts, spans };
}

;// CONCATENATED MODULE: ./packages/github/out/base.js






const policyPath = 'promotion.yaml';
/** The repository's address and where its base branch stands, with its policy and what the root of its tree lists. */
function baseFields(branch, variables) {
    const ref = branch === undefined
        ? 'defaultBranchRef'
        : `ref(qualifiedName: ${variables.add('String!', `refs/heads/${branch}`)})`;
    return `host: url base: ${ref} { name target { ... on Commit { ${baseSelection(variables)} } } }`;
}
/** What `baseCommit` reads, for a selection on Commit. */
const baseSelection = (variables) => `oid tree { oid ${listingFields} } policy: file(path: ${variables.add('String!', policyPath)}) { ${entryFields} }`;
const baseCommit = dist/* object */.Ikc({
    oid: commitOid,
    tree: dist/* object */.Ikc({ oid: dist/* string */.YjP(), entries: listing }),
    policy: dist/* nullable */.mee(treeEntry),
});
const baseRef = dist/* nullable */.mee(dist/* object */.Ikc({ name: dist/* string */.YjP(), target: baseCommit }));
/** Of the server, from the address that it gives to a repository. */
const host = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* url */.OZ5(), dist/* transform */.pdi((url) => new URL(url).hostname));
/** @throws GitHubError where the commit's listing has a policy that was not given. */
function baseSnapshot({ id, host: server, base }, now, { files, holds }) {
    const { name, target } = base;
    const listed = target.tree.entries.some((entry) => entry.name === policyPath && entry.type === 'blob');
    if (listed && target.policy === null)
        throw answerInvalid('the base branch', `${policyPath} is missing from it`);
    return {
        now,
        host: server,
        repositoryId: id,
        branch: name,
        oid: target.oid,
        tree: target.tree.oid,
        policyText: target.policy === null ? null : treeFile(target.policy).text,
        files,
        holds,
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
            next: branch === undefined
                ? 'Push a first commit.'
                : 'Name a branch that is there as `branch`, or push this one first.',
        });
    }
    return { ...repository, base };
}

;// CONCATENATED MODULE: ./packages/github/out/hold-files.js




const holdsFolder = 'holds';
/** Everything below `holds/`: its files, the files of its folders, and the names of what is nested deeper. */
const holdsField = (revision, variables) => folderField(revision, holdsFolder, `entries { name mode type object { ${blobFields} ... on Tree { entries { name mode type object { ${blobFields} } } } } }`, variables);
const file = dist/* object */.Ikc({ type: dist/* literal */.euz('blob'), name: dist/* string */.YjP(), mode: gitMode, object: blob });
const submodule = dist/* object */.Ikc({ type: dist/* literal */.euz('commit'), name: dist/* string */.YjP(), mode: gitMode });
const nested = dist/* object */.Ikc({ type: dist/* literal */.euz('tree'), name: dist/* string */.YjP(), mode: gitMode });
const environment = dist/* object */.Ikc({
    ...nested.entries,
    object: dist/* object */.Ikc({ entries: dist/* array */.YOg(dist/* variant */.Oxt('type', [file, submodule, nested])) }),
});
const holdsAnswer = folder(dist/* array */.YOg(dist/* variant */.Oxt('type', [file, submodule, environment])));
/** Path → file of all that is below `holds/`; null where that was not given, or is not of the commit with this root. */
function holdFiles(root, found) {
    const holds = proved(root, holdsFolder, found);
    switch (holds.kind) {
        case 'absent':
            return new Map();
        case 'no-folder':
            return new Map([[holdsFolder, { mode: holds.mode, text: null, oid: null }]]);
        case 'folder':
            return new Map(holds.entries.flatMap((entry) => filesOf(entry)));
        case 'unproved':
            return null;
    }
}
/** @throws GitHubError where the folder of that very commit was not given. */
function pinnedHoldFiles(root, found, about) {
    const files = holdFiles(root, found);
    if (files === null)
        throw answerInvalid(about, `the folder ${holdsFolder} is missing from it`);
    return files;
}
function filesOf(entry) {
    const path = `${holdsFolder}/${entry.name}`;
    if (entry.type !== 'tree')
        return [[path, hold_files_fileOf(entry)]];
    return entry.object.entries.map((inner) => [`${path}/${inner.name}`, hold_files_fileOf(inner)]);
}
const hold_files_fileOf = (entry) => entry.type === 'blob' ? treeFile(entry) : { mode: entry.mode, text: null, oid: null };

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
    const files = new Map(digests.flatMap((part) => [...part.files]));
    const versions = new Map(digests.flatMap((part) => [...part.versions]));
    const base = { ...request.base, now: main.now, files, holds: main.holds };
    const state = { base, commits: main.commits, versions, further: out/* nothingFurther */.O6 };
    return { state, pulls: main.pulls, heads: main.heads, tip: main.tip };
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
    repository: dist/* object */.Ikc({ reports: reportsEntry, ...digestEntries }),
    held: dist/* optional */.lqM(dist/* object */.Ikc({ holds: holdsAnswer })),
    pulls: dist/* optional */.lqM(dist/* record */.g1P(dist/* string */.YjP(), dist/* nullable */.mee(pullDetails)), {}),
    heads: dist/* optional */.lqM(pinnedAnswer, {}),
    tip: dist/* optional */.lqM(dist/* nullable */.mee(tipAnswer), null),
});
async function readMain(connection, request, paths) {
    const { base, root, pulls, heads, merge } = request;
    const variables = queryVariables();
    const repository = repositoryField(connection, variables);
    const numbered = (number) => `pullRequest(number: ${variables.add('Int!', number)}) { ${pullFields} }`;
    const fields = [
        `${repository} { reports: ${reportsField(base.oid, variables)} ${digestFields(base.oid, paths, variables)} }`,
        ...(root === null ? [] : [`held: ${repository} { holds: ${holdsField(base.oid, variables)} }`]),
        ...(pulls.length === 0 ? [] : [`pulls: ${repository} { ${aliased('pull', pulls, numbered)} }`]),
        ...(merge === undefined ? [] : [`tip: ${repository} { ${tipFields(base.branch, merge, variables)} }`]),
        ...(heads.length === 0 ? [] : [`heads: ${repository} { ${pinnedFields(heads, variables)} }`]),
    ];
    const title = merge === undefined ? 'query PromotionState' : 'query SecondLook';
    const document = { title, text: `${variables.head(title)} { ${fields.join(' ')} }`, variables: variables.values };
    const { data, now } = await connection.query(document, mainAnswer);
    return {
        now,
        commits: data.repository.reports.history.nodes,
        holds: root === null ? base.holds : pinnedHoldFiles(root, data.held?.holds ?? null, title),
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
        name: dist/* string */.YjP(),
        associatedPullRequests: dist/* object */.Ikc({
            totalCount: dist/* number */.aig(),
            nodes: dist/* array */.YOg(dist/* object */.Ikc({ number: dist/* number */.aig(), baseRefName: dist/* string */.YjP() })),
        }),
    })),
}));
const opening = dist/* object */.Ikc({ id: dist/* string */.YjP(), host: host, base: baseRef });
/** See `PromotionStateReader.state`. */
async function readState(connection, branch) {
    const { base, root, numbers } = await readOpening(connection, branch);
    const policy = policyAt(base);
    if (policy === null)
        return withoutPolicy(base);
    const bulk = await readBulk(connection, { base, root, policy, pulls: numbers, heads: [] });
    const pulls = bulk.pulls.filter((pull) => pull.state === 'OPEN' && pull.baseBranch === base.branch);
    const wanted = pulls.flatMap((pull) => wantedOfHead(pull, policy));
    const heads = await readPinnedFiles(connection, wanted);
    return { ...bulk.state, pulls: pulls.map((pull) => withFiles(connection, pull, heads)) };
}
async function readOpening(connection, branch) {
    const variables = queryVariables();
    const title = 'query PromotionPolicy';
    const pulls = `associatedPullRequests(states: OPEN, first: ${pullsPerBranch}) { totalCount nodes { number baseRefName } }`;
    const branches = aliased('branches', prefixes, (prefix) => {
        const name = variables.add('String!', `refs/heads/${prefix}/`);
        return `refs(refPrefix: ${name}, first: ${branchesPerPrefix}) { totalCount nodes { name ${pulls} } }`;
    });
    const repository = repositoryField(connection, variables);
    const field = `${repository} { id ${baseFields(branch, variables)} } pulls: ${repository} { ${branches} }`;
    const answer = dist/* object */.Ikc({ repository: dist/* nullable */.mee(opening), pulls: dist/* record */.g1P(dist/* string */.YjP(), suiteBranches) });
    const document = { title, text: `${variables.head(title)} { ${field} }`, variables: variables.values };
    const { data, now } = await connection.query(document, answer);
    const start = found(connection, data.repository, branch);
    connection.recollection.repositoryId = start.id;
    return { ...openedBase(start, now), numbers: openPulls(start.base.name, data.pulls, title) };
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
        const pulls = branches.nodes.flatMap((node) => allPulls(`${prefixes[index]}/${node.name}`, node));
        return pulls.filter((pull) => pull.baseRefName === base).map((pull) => pull.number);
    });
}
function allPulls(branch, { associatedPullRequests: { totalCount, nodes } }) {
    if (nodes.length === totalCount)
        return nodes;
    throw new GitHubError('GITHUB_TOO_MUCH', `branch ${branch} has ${totalCount} open pull requests`, {
        next: 'Close all but the one to the base branch.',
    });
}
/** See `PromotionStateReader.stateOfPull`. */
async function readStateOfPull(connection, branch, number) {
    const { base, root, details } = await readPullOpening(connection, branch, number);
    const policy = policyAt(base);
    if (policy === null) {
        const pull = withFiles(connection, details, new Map());
        return { ...withoutPolicy(base), pulls: [pull], pull };
    }
    const [first = [], ...others] = inRequests(wantedOfHead(details, policy));
    const [bulk, ...rest] = await Promise.all([
        readBulk(connection, { base, root, policy, pulls: [], heads: first }),
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
    return { ...openedBase(start, now), details: start.pull };
}
/** The base with nothing of its files yet, and what the root of its tree lists. */
function openedBase(start, now) {
    const nothing = { files: new Map(), holds: new Map() };
    return { base: baseSnapshot(start, now, nothing), root: start.base.target.tree.entries };
}
/** @throws PolicyError where there is a promotion.yaml that cannot be used. */
function policyAt(base) {
    return base.policyText === null ? null : (0,out/* parsePolicy */.ON)(base.policyText);
}
const withoutPolicy = (base) => ({
    base,
    pulls: [],
    commits: [],
    versions: new Map(),
    further: out/* nothingFurther */.O6,
});
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
    const bulk = await readBulk(connection, { base: judged.base, root: null, policy, pulls: [number], heads: [], merge });
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
    const { base, root } = await readBaseAt(connection, judged, onto);
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
        readBulk(connection, { base, root, policy, pulls: [judged.pull.number], heads: [] }),
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
    const field = `${repositoryField(connection, variables)} { base: ${at} }`;
    const document = { title, text: `${variables.head(title)} { ${field} }`, variables: variables.values };
    const answer = dist/* object */.Ikc({ repository: dist/* object */.Ikc({ base: baseCommit }) });
    const { data, now } = await connection.query(document, answer);
    const read = { id: base.repositoryId, host: base.host, base: { name: base.branch, target: data.repository.base } };
    return openedBase(read, now);
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

;// CONCATENATED MODULE: ./packages/github/out/environment-folders.js






/** Where most repositories have their digest files: a folder for each environment. */
const environmentsFolder = 'envs';
const digestFolder = (environment) => `${environmentsFolder}/${environment}`;
/** The holds, and the files of an environment's own folder, for a selection on Repository. */
const folderFields = (revision, environment, variables) => `
  holds: ${holdsField(revision, variables)}
  environments: ${folderField(revision, environmentsFolder, listingFields, variables)}
  digests: ${folderField(revision, digestFolder(environment), `entries { ${entryFields} }`, variables)}`;
const folderEntries = {
    holds: holdsAnswer,
    environments: folder(listing),
    digests: folder(dist/* array */.YOg(treeEntry)),
};
/** Null where not all of the answer is of the commit with this root. */
function environmentFolders(root, environment, answer) {
    const holds = holdFiles(root, answer.holds);
    const digests = provedDigests(root, environment, answer);
    if (holds === null || digests.kind === 'unproved')
        return null;
    const entries = digests.kind === 'folder' ? digests.entries : [];
    const path = digestFolder(environment);
    return { holds, digests: new Map(entries.map((entry) => [`${path}/${entry.name}`, treeFile(entry)])) };
}
function provedDigests(root, environment, answer) {
    const environments = proved(root, environmentsFolder, answer.environments);
    if (environments.kind === 'unproved')
        return environments;
    return proved(environments.kind === 'folder' ? environments.entries : [], environment, answer.digests);
}
const environment_folders_pinnedAnswer = dist/* object */.Ikc({ repository: dist/* object */.Ikc(folderEntries) });
/** The same folders, asked for by the commit itself. */
async function readEnvironmentFolders(connection, commit, root, environment) {
    const variables = queryVariables();
    const title = 'query EnvironmentFolders';
    const field = `${repositoryField(connection, variables)} { ${folderFields(commit, environment, variables)} }`;
    const document = { title, text: `${variables.head(title)} { ${field} }`, variables: variables.values };
    const { data } = await connection.query(document, environment_folders_pinnedAnswer);
    const folders = environmentFolders(root, environment, data.repository);
    if (folders === null)
        throw answerInvalid(title, `a folder that commit ${commit} lists is missing from it`);
    return folders;
}

;// CONCATENATED MODULE: ./packages/github/out/proposal-reader.js









const headRef = dist/* nullable */.mee(dist/* object */.Ikc({ target: commitFacts, associatedPullRequests: branchPulls }));
const proposal_reader_answer = dist/* object */.Ikc({
    repository: dist/* nullable */.mee(dist/* object */.Ikc({
        id: dist/* string */.YjP(),
        host: host,
        base: baseRef,
        head: headRef,
        ...folderEntries,
    })),
});
/** See `PromotionStateReader.proposal`. */
async function readProposalState(connection, baseBranch, environment, branch) {
    const document = proposalQuery(connection, baseBranch, environment, branch);
    const { data, now } = await connection.query(document, proposal_reader_answer);
    const repository = found(connection, data.repository, baseBranch);
    connection.recollection.repositoryId = repository.id;
    const { target, name } = repository.base;
    const root = target.tree.entries;
    // A branch that moves while it is read gives folders of another commit than its own.
    const { digests, holds } = environmentFolders(root, environment, repository) ??
        (await readEnvironmentFolders(connection, target.oid, root, environment));
    const snapshot = baseSnapshot(repository, now, { files: digests, holds });
    const paths = snapshot.policyText === null ? [] : environmentPaths((0,out/* parsePolicy */.ON)(snapshot.policyText), environment).digests;
    const files = await digestFilesAt(connection, target.oid, environment, paths, digests);
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
function proposalQuery(connection, baseBranch, environment, branch) {
    const variables = queryVariables();
    const title = 'query ProposalState';
    const repository = repositoryField(connection, variables);
    const base = baseFields(baseBranch, variables);
    const revision = baseBranch === undefined ? 'HEAD' : `refs/heads/${baseBranch}`;
    const folders = folderFields(revision, environment, variables);
    const head = `head: ref(qualifiedName: ${variables.add('String!', `refs/heads/${branch}`)}) {
    target { ... on Commit { ${commitFields} } } ${branchPullFields}
  }`;
    return {
        title,
        text: `${variables.head(title)} { ${repository} { id ${base} ${head} ${folders} } }`,
        variables: variables.values,
    };
}
/** What was not in the folder that is always fetched is read from the same commit. */
async function digestFilesAt(connection, commit, environment, paths, fetched) {
    const elsewhere = paths.filter((path) => path.slice(0, path.lastIndexOf('/')) !== digestFolder(environment));
    const files = pick(fetched, paths);
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
        further: (base, wanted) => readFurther(connection, base, wanted),
    };
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
        if (isOwn(error))
            throw await sameIdentity(connection, pull);
        if (!isUnclear(error))
            throw error;
        const now = await readApprovedHeads(connection, pull.number);
        if (!now.has(pull.head))
            throw error;
    }
}
/** The only words that GitHub has for it. */
const isOwn = (error) => error instanceof GitHubError && error.status === 422 && /approve your own pull request/i.test(error.answer);
async function sameIdentity(connection, { number }) {
    const holder = await connection.holder();
    const input = holder.insteadOf ?? holder.input;
    const found = `pull request #${number} was opened by ${holderText(holder)} and nobody may approve what they opened`;
    return new GitHubError('GITHUB_SAME_IDENTITY', found, {
        next: `Set \`${input}\` to the token of another GitHub App than the one that opens the pull requests, which promotion.yaml names as \`bot\`.`,
        status: 422,
    });
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

;// CONCATENATED MODULE: ./packages/github/out/blocking-branch.js



const named = dist/* nullable */.mee(dist/* object */.Ikc({ name: dist/* string */.YjP() }));
const blocking_branch_answer = dist/* object */.Ikc({
    repository: dist/* object */.Ikc({ below: dist/* nullable */.mee(dist/* object */.Ikc({ nodes: dist/* array */.YOg(dist/* object */.Ikc({ name: dist/* string */.YjP() })) })) }),
    above: dist/* record */.g1P(dist/* string */.YjP(), named),
});
/**
 * Why a branch cannot be made although it is not there: Git keeps branches as paths, so beside `promote` there is no room
 * for `promote/dev`, nor the other way round. Null where nothing is in its way.
 */
async function blockage(connection, branch) {
    const parts = branch.split('/');
    const prefixes = parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
    const variables = queryVariables();
    const title = 'query BlockingBranch';
    const above = aliased('above', prefixes, (prefix) => {
        const name = variables.add('String!', `refs/heads/${prefix}`);
        return `ref(qualifiedName: ${name}) { name }`;
    });
    const folder = variables.add('String!', `refs/heads/${branch}/`);
    const below = `below: refs(refPrefix: ${folder}, first: 1) { nodes { name } }`;
    const repository = repositoryField(connection, variables);
    const text = `${variables.head(title)} { ${repository} { ${below} } above: ${repository} { ${above} } }`;
    const { data } = await connection.query({ title, text, variables: variables.values }, blocking_branch_answer);
    const shorter = prefixes.filter((_, index) => (unaliased('above', prefixes.length, data.above)[index] ?? null) !== null);
    const longer = (data.repository.below?.nodes ?? []).map(({ name }) => name);
    const [blocking] = [...shorter, ...longer];
    if (blocking === undefined)
        return null;
    return new GitHubError('GITHUB_BRANCH_BLOCKED', `beside the branch ${blocking} there is no room for ${branch}`, {
        next: `Rename or delete the branch ${blocking}.`,
    });
}

;// CONCATENATED MODULE: ./packages/github/out/commit-files.js



/** Trees with more new entries than this can time out. */
const entriesPerTree = 100;
const tree = dist/* object */.Ikc({ sha: dist/* string */.YjP() });
const commit_files_commit = dist/* object */.Ikc({ sha: commitOid, verification: dist/* object */.Ikc({ verified: dist/* boolean */.zMY(), reason: dist/* string */.YjP() }) });
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
    const made = await connection.rest('repeatable', route, { message, tree: sha, parents }, commit_files_commit);
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
        const written = await propose_write(attempt);
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
 * earlier life and is created again.
 */
function parentsOf({ base, head, pull }) {
    if (head === null || pull === null)
        return [base.oid];
    return head.parents.includes(base.oid) ? [head.oid] : [head.oid, base.oid];
}
const writtenPull = dist/* nullish */.cl6(dist/* object */.Ikc({ pullRequest: dist/* nullable */.mee(dist/* object */.Ikc({ number: dist/* number */.aig(), url: dist/* string */.YjP(), state: dist/* string */.YjP() })) }));
const writeAnswer = dist/* object */.Ikc({ cleared: absent, moved: absent, pull: writtenPull });
/** Moves the branch and writes the pull request in one request. Fields run in order, but one that fails stops no other. */
async function propose_write({ connection, state, proposal, head }) {
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
    let isThere = true;
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
        isThere = now.head !== null;
    }
    throw (isThere ? null : await blockage(attempt.connection, attempt.proposal.branch)) ?? failure;
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
const verification = dist/* object */.Ikc({ verified: dist/* boolean */.zMY() });
const commitAnswer = dist/* object */.Ikc({ author: person, committer: person, commit: dist/* object */.Ikc({ verification }) });
const pull = dist/* object */.Ikc({ merged: dist/* boolean */.zMY(), author: account, mergedBy: account });
const pulls = dist/* object */.Ikc({ totalCount: dist/* number */.aig(), nodes: dist/* array */.YOg(pull) });
const pullsAnswer = dist/* object */.Ikc({ repository: dist/* object */.Ikc({ source: dist/* object */.Ikc({ associatedPullRequests: pulls }) }) });
/**
 * Accounts behind which may be anybody: GitHub commits as the first what it merges or edits for others, and any workflow
 * of any branch acts as the second.
 */
const nobodies = ['web-flow', 'github-actions[bot]'];
/**
 * The accounts that stand for a commit of the connection's repository. Anybody may write any address into a commit, and a
 * signature vouches for its committer, or for whom GitHub committed; so whoever opened the pull request that brought it
 * counts as well, and where that tells nothing for sure, whoever merged that does.
 */
async function readAuthors(connection, { commit }) {
    const where = `${connection.repository}@${commit.slice(0, 12)}`;
    try {
        const route = 'GET /repos/{owner}/{repo}/commits/{ref}';
        const [{ author, committer, commit: made }, merged] = await Promise.all([
            connection.rest('repeatable', route, { ref: commit }, commitAnswer),
            mergedPulls(connection, commit),
        ]);
        if (author === null || committer === null) {
            const role = author === null ? 'author' : 'committer';
            return {
                kind: 'unknown',
                detail: `GitHub knows no account for the ${role} of ${where}`,
                advice: 'Have the address of the commit verified at its account, or build from a commit by known accounts.',
            };
        }
        const wrote = loginsOf([author, committer, ...merged.map((each) => each.author)]);
        if (made.verification.verified && wrote.length > 0)
            return { kind: 'known', logins: wrote };
        const mergers = loginsOf(merged.map(({ mergedBy }) => mergedBy));
        if (mergers.length > 0)
            return { kind: 'known', logins: [...new Set([...wrote, ...mergers])] };
        return made.verification.verified ? impersonal(where) : unsigned(where);
    }
    catch (error) {
        if (!(error instanceof GitHubError))
            throw error;
        return {
            kind: 'unknown',
            detail: `${error.code}: ${error.message}`,
            advice: `Set \`source-token\` to the token of a GitHub App that has \`contents: read\` and \`pull-requests: read\` on ${connection.repository}, or ${notApart}.`,
        };
    }
}
/** Where a gate is started by hand, authors are set apart without being named. */
const notApart = 'leave `author` out of `separate` in promotion.yaml, which is `[reviewer, approver]` then where a gate is started by hand';
const impersonal = (where) => ({
    kind: 'unknown',
    detail: `GitHub itself or a workflow wrote ${where}, and no pull request that somebody merged brought it`,
    advice: 'Build from a commit that names the people who wrote and committed it, or that a pull request brought.',
});
const unsigned = (where) => ({
    kind: 'unknown',
    detail: `${where} is not signed and no pull request that somebody merged brought it, so that anybody may have written it in another’s name`,
    advice: `Build from a commit that a pull request brought or that its committer signed, and have a rule ask for that; or ${notApart}.`,
});
const loginsOf = (people) => [
    ...new Set(people.flatMap((each) => (each === null || nobodies.includes(each.login) ? [] : [each.login]))),
];
const source_authors_title = 'query SourcePulls';
const pullsRead = 100;
/** GitHub has those of a commit that brought it to the default branch, and open ones where it is not there. */
async function mergedPulls(connection, commit) {
    const variables = queryVariables();
    const people = 'author { __typename login } mergedBy { __typename login }';
    const associated = `associatedPullRequests(first: ${variables.add('Int!', pullsRead)}) { totalCount nodes { merged ${people} } }`;
    const at = `object(oid: ${variables.add('GitObjectID!', commit)})`;
    const field = `${repositoryField(connection, variables)} { source: ${at} { ... on Commit { ${associated} } } }`;
    const document = { title: source_authors_title, text: `${variables.head(source_authors_title)} { ${field} }`, variables: variables.values };
    const { totalCount, nodes } = (await connection.query(document, pullsAnswer)).data.repository.source
        .associatedPullRequests;
    if (nodes.length < totalCount)
        throw answerInvalid(source_authors_title, 'pull requests are missing from it');
    return nodes.filter(({ merged }) => merged);
}

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
    const isOwn = ({ viewerDidAuthor }) => viewerDidAuthor;
    const { nodes } = await readPages(query, { most: Infinity, enough: (issues) => issues.some(isOwn) }, (after) => standing_issue_readPage(connection, label, after));
    return nodes.find(isOwn) ?? null;
}
const query = 'query StandingIssue';
const standing_issue_page = dist/* object */.Ikc({
    repository: dist/* object */.Ikc({ issues: dist/* object */.Ikc({ nodes: dist/* array */.YOg(standing_issue_found), pageInfo: pageInfo }) }),
});
async function standing_issue_readPage(connection, label, after) {
    const variables = queryVariables();
    const bounds = [
        `labels: ${variables.add('[String!]', [label])}`,
        `first: ${variables.add('Int!', issuesPerRequest)}`,
        `after: ${variables.add('String', after)}`,
        'orderBy: {field: CREATED_AT, direction: ASC}',
    ].join(', ');
    const issues = `issues(${bounds}) { nodes { number url title body state viewerDidAuthor } ${pageFields} }`;
    const field = `${repositoryField(connection, variables)} { ${issues} }`;
    const document = { title: query, text: `${variables.head(query)} { ${field} }`, variables: variables.values };
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
        standing: (workflow, title, on) => standing(connection, workflow, title, on),
        dispatch: async (workflow, inputs) => {
            // In full: a tag may have the same name.
            const ref = `refs/heads/${branch ?? (await defaultBranch(connection))}`;
            return startedRun(await post(connection, { workflow_id: fileName(workflow), ref, inputs }));
        },
    };
}
/**
 * Asks for the run too, which GitHub tells since 2026. An Enterprise Server of before refuses a key that it does not know,
 * and has started nothing then.
 */
async function post(connection, parameters) {
    const route = 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches';
    const detail = 'return_run_details';
    try {
        return await connection.rest('once', route, { ...parameters, [detail]: true }, dist/* unknown */.L5J());
    }
    catch (error) {
        const unknown = error instanceof GitHubError && (error.status === 400 || error.answer.includes(detail));
        if (!unknown)
            throw error;
        return connection.rest('once', route, parameters, dist/* unknown */.L5J());
    }
}
const dispatched = dist/* object */.Ikc({ html_url: dist/* string */.YjP() });
/** It has started, whatever the answer looks like. */
function startedRun(answer) {
    const told = dist/* safeParse */.xLC(dispatched, answer);
    return told.success ? told.output.html_url : null;
}
/** GitHub takes a workflow's file name for its id, but no path. */
const fileName = (workflow) => workflow.slice(workflow.lastIndexOf('/') + 1);
/** Address of the page where people see a workflow's runs, and start one by hand. */
const workflowPage = (server, repository, workflow) => `${server}/${repository}/actions/workflows/${encodeURIComponent(fileName(workflow))}`;
const unfinished = ['queued', 'in_progress', 'waiting', 'requested', 'pending'];
const runsPerPage = 100;
const byHand = 'workflow_dispatch';
const runs = dist/* object */.Ikc({
    total_count: dist/* number */.aig(),
    workflow_runs: dist/* array */.YOg(dist/* object */.Ikc({
        id: dist/* number */.aig(),
        display_title: dist/* string */.YjP(),
        event: dist/* string */.YjP(),
        head_branch: dist/* nullable */.mee(dist/* string */.YjP()),
        head_sha: commitOid,
        html_url: dist/* string */.YjP(),
        status: dist/* nullable */.mee(dist/* string */.YjP()),
        conclusion: dist/* nullish */.cl6(dist/* string */.YjP(), null),
    })),
});
/**
 * Whoever may push a branch or a tag may run a workflow of the same file and title there, which says and does what they
 * like; a tag may even have the branch's name. Runs are the branch's by their commit.
 * One request, and one for their commits, as long as the workflow has had few runs; else those that are not finished are asked for, and those that
 * failed, as a rejected run does, by status. A run that failed costs one request more: who rejected it, if anybody.
 */
async function standing(connection, workflow, title, branch) {
    const list = (status) => {
        const route = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs';
        const parameters = { workflow_id: fileName(workflow), branch, event: byHand, per_page: runsPerPage, ...status };
        return connection.rest('repeatable', route, parameters, runs);
    };
    const newest = await list({}).catch((error) => {
        throw isMissing(error) ? missing(workflow, error) : error;
    });
    const others = newest.total_count <= runsPerPage ? [] : [...unfinished, 'failure'];
    const pages = [newest, ...(await Promise.all(others.map((status) => list({ status }))))];
    const named = pages
        .flatMap((page) => page.workflow_runs)
        .filter((run) => run.display_title === title && run.head_branch === branch && run.event === byHand);
    const onBranch = await commitsOn(connection, branch, [...new Set(named.map((run) => run.head_sha))]);
    const ours = named.filter((run) => onBranch.has(run.head_sha));
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
const isMissing = (error) => error instanceof GitHubError && error.code === 'GITHUB_NOT_FOUND';
const missing = (workflow, { message, status }) => new GitHubError('GITHUB_NOT_FOUND', `there is no workflow ${fileName(workflow)}, or it may not be seen: ${message}`, {
    next: `Add .github/workflows/${fileName(workflow)} to the default branch, or name the workflow of the gate as \`gate-workflow\`.`,
    ...(status !== null && { status }),
});
const workflow_dispatcher_branchAnswer = dist/* object */.Ikc({ default_branch: dist/* string */.YjP() });
async function defaultBranch(connection) {
    const repository = await connection.rest('repeatable', 'GET /repos/{owner}/{repo}', {}, workflow_dispatcher_branchAnswer);
    return repository.default_branch;
}

;// CONCATENATED MODULE: ./packages/github/out/safeguards/asking.js

/**
 * Asks, and takes a refusal for the answer that it is.
 * @throws GitHubError where there is no answer to be had: no network, a rate limit, a token that is none
 */
async function ask(connection, question) {
    try {
        const { route, parameters = {}, schema } = question;
        return { kind: 'read', value: await connection.rest('repeatable', route, parameters, schema) };
    }
    catch (error) {
        return asking_refusal(error, question.needs);
    }
}
const pageSize = 100;
const asking_mostPages = 10;
/** The same of a list, all its pages. `items` takes them out of an answer. */
async function askForAll(connection, question, items) {
    const found = [];
    for (let page = 1; page <= asking_mostPages; page += 1) {
        const parameters = { ...question.parameters, per_page: pageSize, page };
        const answer = await ask(connection, { ...question, parameters });
        if (answer.kind !== 'read')
            return answer;
        const more = items(answer.value);
        found.push(...more);
        if (more.length < pageSize)
            return { kind: 'read', value: found };
    }
    const because = `there are more than ${pageSize * asking_mostPages}, and no more are read`;
    return { kind: 'unread', because, needs: question.needs };
}
/** GitHub's sentence for what a plan lacks: "Upgrade to GitHub Pro or make this repository public to enable this feature." */
const planLacks = /^Upgrade to GitHub \w+|billing plan/;
function asking_refusal(error, needs) {
    if (!(error instanceof GitHubError) || error.status === 401)
        throw error;
    const { code, status, answer, permission } = error;
    if (code === 'GITHUB_DENIED' && planLacks.test(answer))
        return { kind: 'not-in-plan', says: answer };
    const because = `GitHub answered ${status ?? 'nothing'}: ${answer}`;
    if (code === 'GITHUB_DENIED')
        return { kind: 'unread', because, needs: spelled(permission) ?? needs };
    if (code !== 'GITHUB_NOT_FOUND')
        throw error;
    return { kind: 'unread', because: `${because}, which it also says of what a token may not see`, needs };
}
/** `administration=read` and `contents=read; metadata=read` as people write permissions. */
const spelled = (header) => header === null || header === '' ? null : header.replaceAll('=', ': ').replaceAll('; ', ', ');
/** What becomes of a value once it is read. */
const mapped = (reading, change) => reading.kind === 'read' ? { kind: 'read', value: change(reading.value) } : reading;

;// CONCATENATED MODULE: ./packages/github/out/safeguards/apps.js


const permissions = dist/* record */.g1P(dist/* string */.YjP(), dist/* string */.YjP());
const installations = dist/* object */.Ikc({
    installations: dist/* array */.YOg(dist/* object */.Ikc({ app_id: dist/* number */.aig(), app_slug: dist/* string */.YjP(), permissions })),
});
const app = dist/* object */.Ikc({ id: dist/* number */.aig(), slug: dist/* optional */.lqM(dist/* string */.YjP()), permissions });
/**
 * The Apps of an owner with what they were granted. Who may not list them is told of public Apps what these ask for; one
 * that is private is known to those who manage it alone.
 */
async function readApps(connection, owner, slugs) {
    const needs = 'organization_administration: read';
    if (owner.kind === 'Organization') {
        const route = 'GET /orgs/{org}/installations';
        const question = { route, parameters: { org: owner.login }, schema: installations, needs };
        const all = await askForAll(connection, question, (found) => found.installations.map((each) => ({ id: each.app_id, slug: each.app_slug, permissions: each.permissions })));
        if (all.kind === 'read')
            return all;
    }
    const found = [];
    for (const slug of slugs) {
        const question = { route: 'GET /apps/{app_slug}', parameters: { app_slug: slug }, schema: app, needs };
        const one = await ask(connection, question);
        if (one.kind !== 'read')
            return one.kind === 'unread' ? { ...one, because: `of the App ${slug}, ${one.because}` } : one;
        found.push({ ...one.value, slug });
    }
    return { kind: 'read', value: found };
}

;// CONCATENATED MODULE: ./packages/github/out/safeguards/environments.js



const rule = dist/* object */.Ikc({
    type: dist/* string */.YjP(),
    wait_timer: dist/* optional */.lqM(dist/* number */.aig(), 0),
    prevent_self_review: dist/* optional */.lqM(dist/* boolean */.zMY(), false),
    reviewers: dist/* optional */.lqM(dist/* array */.YOg(reviewer), []),
});
const environments_environment = dist/* object */.Ikc({
    name: dist/* string */.YjP(),
    protection_rules: dist/* optional */.lqM(dist/* array */.YOg(rule), []),
    can_admins_bypass: dist/* optional */.lqM(dist/* boolean */.zMY()),
    deployment_branch_policy: dist/* nullish */.cl6(dist/* object */.Ikc({ protected_branches: dist/* boolean */.zMY(), custom_branch_policies: dist/* boolean */.zMY() }), null),
});
const environments_list = dist/* object */.Ikc({ environments: dist/* optional */.lqM(dist/* array */.YOg(environments_environment), []) });
const policies = dist/* object */.Ikc({
    branch_policies: dist/* array */.YOg(dist/* object */.Ikc({ id: dist/* number */.aig(), name: dist/* string */.YjP(), type: dist/* optional */.lqM(dist/* picklist */.KIO(['branch', 'tag']), 'branch') })),
});
const secrets = dist/* object */.Ikc({ secrets: dist/* array */.YOg(dist/* object */.Ikc({ name: dist/* string */.YjP() })) });
/** Every environment of the repository with what lets a job pass, and the names of its secrets. */
async function readEnvironments(connection) {
    const route = 'GET /repos/{owner}/{repo}/environments';
    const question = { route, schema: environments_list, needs: 'actions: read' };
    const found = await askForAll(connection, question, ({ environments }) => environments);
    if (found.kind !== 'read')
        return found;
    const facts = [];
    for (const each of found.value)
        facts.push(await factsOf(connection, each));
    return { kind: 'read', value: facts };
}
async function factsOf(connection, found) {
    const { name, protection_rules: rules } = found;
    const [refs, held] = await Promise.all([refsOf(connection, found), readEnvironmentSecrets(connection, name)]);
    return {
        name,
        reviewers: rules.flatMap(({ reviewers }) => reviewers),
        preventSelfReview: rules.some((each) => each.prevent_self_review),
        canAdminsBypass: found.can_admins_bypass,
        waitTimer: Math.max(0, ...rules.map((each) => each.wait_timer)),
        refs,
        secrets: held,
    };
}
async function refsOf(connection, { name, deployment_branch_policy: policy }) {
    if (policy === null)
        return { kind: 'any' };
    if (policy.protected_branches)
        return { kind: 'protected' };
    const route = 'GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies';
    const question = { route, parameters: { environment_name: name }, schema: policies, needs: 'actions: read' };
    const patterns = await askForAll(connection, question, ({ branch_policies: all }) => all.map(({ id, name: pattern, type }) => ({ id, name: pattern, tag: type === 'tag' })));
    return { kind: 'selected', patterns };
}
function readEnvironmentSecrets(connection, name) {
    const route = 'GET /repos/{owner}/{repo}/environments/{environment_name}/secrets';
    const question = { route, parameters: { environment_name: name }, schema: secrets, needs: 'environments: read' };
    return askForAll(connection, question, ({ secrets: all }) => all.map((secret) => secret.name));
}

;// CONCATENATED MODULE: ./packages/github/out/safeguards/files.js




/** GitHub takes the first that there is ("About code owners"). */
const ownersPlaces = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];
const workflowsFolder = '.github/workflows';
const files_blob = dist/* object */.Ikc({
    byteSize: dist/* number */.aig(),
    isBinary: dist/* nullable */.mee(dist/* boolean */.zMY()),
    isTruncated: dist/* boolean */.zMY(),
    text: dist/* nullable */.mee(dist/* string */.YjP()),
});
const files_blobFields = '... on Blob { byteSize isBinary isTruncated text }';
/** What is no blob comes as an empty selection. */
const blobOrNone = dist/* nullable */.mee(dist/* pipe */.FsL(dist/* union */.KCZ([files_blob, dist/* strictObject */.rej({})]), dist/* transform */.pdi((found) => ('byteSize' in found ? found : null))));
const tip = dist/* object */.Ikc({ repository: dist/* object */.Ikc({ ref: dist/* nullable */.mee(dist/* object */.Ikc({ target: dist/* object */.Ikc({ oid: commitOid }) })) }) });
const files = dist/* object */.Ikc({
    repository: dist/* object */.Ikc({
        policy: blobOrNone,
        owners0: blobOrNone,
        owners1: blobOrNone,
        owners2: blobOrNone,
        workflows: dist/* nullable */.mee(dist/* object */.Ikc({ entries: dist/* optional */.lqM(dist/* nullable */.mee(dist/* array */.YOg(dist/* object */.Ikc({ name: dist/* string */.YjP(), object: blobOrNone }))), null) })),
    }),
});
/** The files of a branch that say who decides, all of one commit: two requests. */
async function readFiles(connection, branch) {
    const needs = 'contents: read';
    try {
        const oid = await files_tipOf(connection, branch);
        if (oid === null)
            return { kind: 'unread', because: `there is no branch ${branch}`, needs };
        const { repository } = await filesAt(connection, oid);
        const owners = [repository.owners0, repository.owners1, repository.owners2]
            .map((found, index) => files_fileOf(ownersPlaces[index] ?? '', found))
            .find((file) => file !== null);
        return {
            kind: 'read',
            value: {
                oid,
                policy: files_fileOf('promotion.yaml', repository.policy),
                owners: owners ?? null,
                workflows: (repository.workflows?.entries ?? [])
                    .filter(({ name }) => /\.ya?ml$/.test(name))
                    .map(({ name, object }) => files_fileOf(`${workflowsFolder}/${name}`, object))
                    .filter((file) => file !== null),
            },
        };
    }
    catch (error) {
        if (!(error instanceof GitHubError))
            throw error;
        if (error.code !== 'GITHUB_DENIED' && error.code !== 'GITHUB_NOT_FOUND')
            throw error;
        if (error.status === 401)
            throw error;
        return { kind: 'unread', because: error.message, needs };
    }
}
async function files_tipOf(connection, branch) {
    const variables = queryVariables();
    const ref = variables.add('String!', `refs/heads/${branch}`);
    const title = 'query BranchTip';
    const text = `${repositoryField(connection, variables)} { ref(qualifiedName: ${ref}) { target { oid } } }`;
    const document = { title, text: `${variables.head(title)} { ${text} }`, variables: variables.values };
    return (await connection.query(document, tip)).data.repository.ref?.target.oid ?? null;
}
async function filesAt(connection, oid) {
    const variables = queryVariables();
    const object = (path, fields) => `object(expression: ${variables.add('String!', `${oid}:${path}`)}) { ${fields} }`;
    const fields = [
        `policy: ${object('promotion.yaml', files_blobFields)}`,
        ...ownersPlaces.map((path, index) => `owners${index}: ${object(path, files_blobFields)}`),
        `workflows: ${object(workflowsFolder, `... on Tree { entries { name object { ${files_blobFields} } } }`)}`,
    ].join(' ');
    const title = 'query SafeguardFiles';
    const text = `${repositoryField(connection, variables)} { ${fields} }`;
    const document = { title, text: `${variables.head(title)} { ${text} }`, variables: variables.values };
    return (await connection.query(document, files)).data;
}
function files_fileOf(path, found) {
    if (found === null)
        return null;
    const { text, byteSize, isBinary, isTruncated } = found;
    const whole = text !== null && !isTruncated && isBinary === false && Buffer.byteLength(text) === byteSize;
    return { path, text: whole ? text : null };
}

;// CONCATENATED MODULE: ./packages/github/out/safeguards/branch-protection.js


const people = dist/* object */.Ikc({
    users: dist/* optional */.lqM(dist/* array */.YOg(dist/* object */.Ikc({ id: dist/* number */.aig(), login: dist/* string */.YjP() })), []),
    teams: dist/* optional */.lqM(dist/* array */.YOg(dist/* object */.Ikc({ id: dist/* number */.aig(), slug: dist/* string */.YjP() })), []),
    apps: dist/* optional */.lqM(dist/* array */.YOg(dist/* object */.Ikc({ id: dist/* number */.aig(), slug: dist/* optional */.lqM(dist/* string */.YjP()) })), []),
});
const enabled = dist/* optional */.lqM(dist/* object */.Ikc({ enabled: dist/* optional */.lqM(dist/* boolean */.zMY(), false) }));
const protection = dist/* object */.Ikc({
    enforce_admins: enabled,
    allow_force_pushes: enabled,
    allow_deletions: enabled,
    block_creations: enabled,
    lock_branch: enabled,
    restrictions: dist/* optional */.lqM(dist/* nullable */.mee(people), null),
    required_pull_request_reviews: dist/* optional */.lqM(dist/* object */.Ikc({
        dismiss_stale_reviews: dist/* optional */.lqM(dist/* boolean */.zMY(), false),
        require_code_owner_reviews: dist/* optional */.lqM(dist/* boolean */.zMY(), false),
        required_approving_review_count: dist/* optional */.lqM(dist/* number */.aig(), 0),
        require_last_push_approval: dist/* optional */.lqM(dist/* boolean */.zMY(), false),
        bypass_pull_request_allowances: dist/* optional */.lqM(people),
    })),
    required_status_checks: dist/* optional */.lqM(dist/* nullable */.mee(dist/* object */.Ikc({
        checks: dist/* optional */.lqM(dist/* array */.YOg(dist/* object */.Ikc({ context: dist/* string */.YjP(), app_id: dist/* optional */.lqM(dist/* nullable */.mee(dist/* number */.aig()), null) })), []),
    })), null),
});
/** Branch protection of the kind that was there before rulesets, as the guards that it amounts to. */
async function branchProtection(connection, branch) {
    const route = 'GET /repos/{owner}/{repo}/branches/{branch}/protection';
    const answer = await ask(connection, {
        route,
        parameters: { branch },
        schema: protection,
        needs: 'administration: read',
    });
    if (answer.kind === 'read')
        return { kind: 'read', value: guardsOf(answer.value) };
    const none = answer.kind === 'unread' && /Branch not (?:protected|found)/.test(answer.because);
    return none ? { kind: 'read', value: [] } : answer;
}
function guardsOf(found) {
    const admins = found.enforce_admins?.enabled === true ? [] : [{ kind: 'role', id: administrator, name: 'admin', mode: 'always' }];
    const guard = (rule, bypass) => ({
        source: { kind: 'protection' },
        rule,
        bypass: { kind: 'read', value: [...bypass, ...admins] },
    });
    const { restrictions, required_pull_request_reviews: reviews, required_status_checks: statuses } = found;
    const guards = [];
    if (restrictions !== null)
        guards.push(guard({ kind: 'update' }, actorsOf(restrictions)));
    if (restrictions !== null && found.block_creations?.enabled === true)
        guards.push(guard({ kind: 'creation' }, actorsOf(restrictions)));
    if (found.lock_branch?.enabled === true)
        guards.push(guard({ kind: 'update' }, []));
    if (found.allow_force_pushes?.enabled !== true)
        guards.push(guard({ kind: 'force-push' }, []));
    if (found.allow_deletions?.enabled !== true)
        guards.push(guard({ kind: 'deletion' }, []));
    if (reviews !== undefined) {
        const rule = {
            kind: 'review',
            approvals: reviews.required_approving_review_count,
            codeOwners: reviews.require_code_owner_reviews,
            dismissesStale: reviews.dismiss_stale_reviews,
            lastPush: reviews.require_last_push_approval,
        };
        const { bypass_pull_request_allowances: allowed } = reviews;
        guards.push(guard(rule, allowed === undefined ? [] : actorsOf(allowed)));
    }
    if (statuses !== null) {
        const checks = statuses.checks.map(({ context, app_id: app }) => ({ context, app: app === -1 ? null : app }));
        guards.push(guard({ kind: 'checks', checks }, []));
    }
    return guards;
}
/** The number of GitHub's own role "Repository admin", as rulesets name it. */
const administrator = 5;
const actorsOf = ({ users, teams, apps }) => [
    ...users.map(({ id, login }) => ({ kind: 'user', id, name: login, mode: 'always' })),
    ...teams.map(({ id, slug }) => ({ kind: 'team', id, name: slug, mode: 'always' })),
    ...apps.map(({ id, slug }) => ({ kind: 'app', id, name: slug ?? null, mode: 'always' })),
];

;// CONCATENATED MODULE: ./packages/github/out/safeguards/ref-patterns.js
/** Whether a ruleset with these conditions is for the ref; without conditions, none is. */
function coversRef(conditions, ref, defaultBranch) {
    const matches = (pattern) => {
        if (pattern === '~ALL')
            return true;
        if (pattern === '~DEFAULT_BRANCH')
            return ref === `refs/heads/${defaultBranch}`;
        return refPattern(pattern).test(ref);
    };
    return conditions !== undefined && conditions.include.some(matches) && !conditions.exclude.some(matches);
}
/** Ruby's `File.fnmatch` with FNM_PATHNAME: `*` and `?` end at a slash, `**` before one spans any number of folders. */
function refPattern(pattern) {
    const source = pattern
        .split(/(\*\*\/|\*|\?)/)
        .map((part) => {
        if (part === '**/')
            return '(?:[^/]+/)*';
        if (part === '*')
            return '[^/]*';
        return part === '?' ? '[^/]' : part.replaceAll(/[.+^${}()|[\]\\]/g, String.raw `\$&`);
    })
        .join('');
    return new RegExp(`^${source}$`);
}

;// CONCATENATED MODULE: ./packages/github/out/safeguards/guards.js




const rawRule = dist/* looseObject */._H3({ type: dist/* string */.YjP(), parameters: dist/* optional */.lqM(dist/* record */.g1P(dist/* string */.YjP(), dist/* unknown */.L5J()), {}) });
const appliedRule = dist/* looseObject */._H3({ ...rawRule.entries, ruleset_id: dist/* optional */.lqM(dist/* number */.aig()) });
const level = dist/* optional */.lqM(dist/* picklist */.KIO(['Repository', 'Organization', 'Enterprise']), 'Repository');
const guards_actor = dist/* object */.Ikc({
    actor_id: dist/* optional */.lqM(dist/* nullable */.mee(dist/* number */.aig()), null),
    actor_type: dist/* string */.YjP(),
    bypass_mode: dist/* optional */.lqM(dist/* string */.YjP(), 'always'),
});
const ruleset = dist/* object */.Ikc({
    id: dist/* number */.aig(),
    name: dist/* string */.YjP(),
    target: dist/* optional */.lqM(dist/* string */.YjP(), 'branch'),
    source_type: level,
    enforcement: dist/* string */.YjP(),
    /** Told only to those who may change the ruleset. */
    bypass_actors: dist/* optional */.lqM(dist/* array */.YOg(guards_actor)),
    conditions: dist/* optional */.lqM(dist/* nullable */.mee(dist/* object */.Ikc({
        ref_name: dist/* optional */.lqM(dist/* object */.Ikc({ include: dist/* optional */.lqM(dist/* array */.YOg(dist/* string */.YjP()), []), exclude: dist/* optional */.lqM(dist/* array */.YOg(dist/* string */.YjP()), []) })),
    })), null),
    rules: dist/* optional */.lqM(dist/* array */.YOg(rawRule), []),
});
const metadata = 'metadata: read';
/** Every ruleset that reaches the repository, of whatever level, with its rules. */
class Rulesets {
    #connection;
    #defaultBranch;
    #all;
    #teams = null;
    constructor(connection, defaultBranch) {
        this.#connection = connection;
        this.#defaultBranch = defaultBranch;
        this.#all = readAll(connection);
    }
    async facts() {
        return mapped(await this.#all, (all) => all.map(guards_factsOf));
    }
    /** What guards one full ref. Of branches, GitHub itself says which rules apply; of tags, the conditions are read. */
    async guards(ref) {
        const branch = /^refs\/heads\/(?<branch>.+)$/.exec(ref)?.groups?.['branch'];
        if (branch === undefined)
            return { rulesets: await this.#tagGuards(ref), protection: { kind: 'read', value: [] } };
        const [rulesets, protection] = await Promise.all([
            this.#branchGuards(branch),
            branchProtection(this.#connection, branch),
        ]);
        return { rulesets, protection };
    }
    #teamsIn(rulesets) {
        this.#teams ??= teamNames(this.#connection, rulesets);
        return this.#teams;
    }
    async #branchGuards(branch) {
        const route = 'GET /repos/{owner}/{repo}/rules/branches/{branch}';
        const question = { route, parameters: { branch }, schema: dist/* array */.YOg(appliedRule), needs: metadata };
        const applied = await askForAll(this.#connection, question, (rules) => rules);
        if (applied.kind !== 'read')
            return applied;
        const all = await this.#all;
        if (all.kind !== 'read')
            return all;
        const teams = await this.#teamsIn(all.value);
        return {
            kind: 'read',
            value: applied.value.flatMap((rule) => {
                const from = all.value.find(({ id }) => id === rule.ruleset_id);
                return guards_guardsOf(rule, from, rule.ruleset_id ?? 0, teams);
            }),
        };
    }
    async #tagGuards(ref) {
        const all = await this.#all;
        if (all.kind !== 'read')
            return all;
        const teams = await this.#teamsIn(all.value);
        const value = all.value
            .filter(({ enforcement, target }) => enforcement === 'active' && target === 'tag')
            .filter(({ conditions }) => coversRef(conditions?.ref_name, ref, this.#defaultBranch))
            .flatMap((from) => from.rules.flatMap((rule) => guards_guardsOf(rule, from, from.id, teams)));
        return { kind: 'read', value };
    }
}
const team = dist/* object */.Ikc({ id: dist/* number */.aig(), slug: dist/* string */.YjP() });
/** Rulesets give the numbers of teams alone. Those that may not be seen keep theirs: nothing is decided by a name. */
async function teamNames(connection, rulesets) {
    const actors = rulesets.flatMap(({ bypass_actors: some = [] }) => some);
    if (!actors.some(({ actor_type: type }) => type === 'Team'))
        return new Map();
    const route = 'GET /repos/{owner}/{repo}/teams';
    const question = { route, schema: dist/* array */.YOg(team), needs: 'administration: read' };
    const found = await askForAll(connection, question, (teams) => teams);
    return new Map(found.kind === 'read' ? found.value.map(({ id, slug }) => [id, slug]) : []);
}
async function readAll(connection) {
    const route = 'GET /repos/{owner}/{repo}/rulesets';
    const list = { route, schema: dist/* array */.YOg(dist/* object */.Ikc({ id: dist/* number */.aig() })), needs: metadata };
    const heads = await askForAll(connection, list, (found) => found);
    if (heads.kind !== 'read')
        return heads;
    const all = [];
    for (const { id } of heads.value) {
        const one = { route: `${route}/{ruleset_id}`, parameters: { ruleset_id: id }, schema: ruleset, needs: metadata };
        const answer = await ask(connection, one);
        if (answer.kind !== 'read')
            return answer;
        all.push(answer.value);
    }
    return { kind: 'read', value: all };
}
const levels = { Repository: 'repository', Organization: 'organization', Enterprise: 'enterprise' };
const sourceOf = ({ id, name, source_type: from }) => ({
    kind: 'ruleset',
    id,
    name,
    level: levels[from],
});
function guards_factsOf(raw) {
    const { include = [], exclude = [] } = raw.conditions?.ref_name ?? {};
    const { target, enforcement, rules } = raw;
    return { source: sourceOf(raw), target, enforcement, include, exclude, rules };
}
function guards_guardsOf(rule, from, id, teams) {
    const known = ruleOf(rule);
    if (known === null)
        return [];
    const source = from === undefined ? unknownSource(id) : sourceOf(from);
    return [{ source, rule: known, bypass: bypassOf(from, teams) }];
}
/** A rule that applies, of a ruleset that is not in the list. */
const unknownSource = (id) => ({ kind: 'ruleset', id, name: String(id), level: 'organization' });
function bypassOf(from, teams) {
    if (from?.bypass_actors !== undefined)
        return { kind: 'read', value: from.bypass_actors.map((each) => actorOf(each, teams)) };
    const owner = from?.source_type ?? 'Organization';
    return {
        kind: 'unread',
        because: 'GitHub tells it only to those who may change the ruleset',
        needs: owner === 'Repository' ? 'administration: write' : 'organization_administration: write',
    };
}
const actorKinds = {
    Integration: 'app',
    Team: 'team',
    User: 'user',
    RepositoryRole: 'role',
    OrganizationAdmin: 'organization-owner',
    DeployKey: 'deploy-key',
};
/** A kind that came later than this is a role of which nothing is known. */
const actorOf = ({ actor_id: id, actor_type: type, bypass_mode: mode }, teams) => ({
    kind: actorKinds[type] ?? 'role',
    id,
    name: (type === 'Team' && id !== null ? teams.get(id) : undefined) ?? null,
    mode: mode === 'pull_request' ? 'pull-request' : 'always',
});
const guards_review = dist/* object */.Ikc({
    required_approving_review_count: dist/* optional */.lqM(dist/* number */.aig(), 0),
    require_code_owner_review: dist/* optional */.lqM(dist/* boolean */.zMY(), false),
    dismiss_stale_reviews_on_push: dist/* optional */.lqM(dist/* boolean */.zMY(), false),
    require_last_push_approval: dist/* optional */.lqM(dist/* boolean */.zMY(), false),
});
const checks = dist/* object */.Ikc({
    required_status_checks: dist/* optional */.lqM(dist/* array */.YOg(dist/* object */.Ikc({ context: dist/* string */.YjP(), integration_id: dist/* optional */.lqM(dist/* nullable */.mee(dist/* number */.aig()), null) })), []),
});
/** Null for what no gate stands on. */
function ruleOf({ type, parameters }) {
    switch (type) {
        case 'creation':
        case 'update':
        case 'deletion':
            return { kind: type };
        case 'non_fast_forward':
            return { kind: 'force-push' };
        case 'pull_request': {
            const found = dist/* parse */.qgA(guards_review, parameters);
            return {
                kind: 'review',
                approvals: found.required_approving_review_count,
                codeOwners: found.require_code_owner_review,
                dismissesStale: found.dismiss_stale_reviews_on_push,
                lastPush: found.require_last_push_approval,
            };
        }
        case 'required_status_checks':
            return {
                kind: 'checks',
                checks: dist/* parse */.qgA(checks, parameters).required_status_checks.map(({ context, integration_id: app }) => ({
                    context,
                    app,
                })),
            };
        default:
            return null;
    }
}

;// CONCATENATED MODULE: ./packages/github/out/safeguards/settings.js


const administration = 'administration: read';
const settings_permissions = 'GET /repos/{owner}/{repo}/actions/permissions';
const allowed = dist/* object */.Ikc({
    allowed_actions: dist/* optional */.lqM(dist/* picklist */.KIO(['all', 'local_only', 'selected']), 'all'),
    sha_pinning_required: dist/* optional */.lqM(dist/* boolean */.zMY()),
});
async function readActions(connection) {
    const answer = await ask(connection, { route: settings_permissions, schema: allowed, needs: administration });
    return mapped(answer, (found) => ({ allowed: found.allowed_actions, shaPinning: found.sha_pinning_required }));
}
const token = dist/* object */.Ikc({
    default_workflow_permissions: dist/* picklist */.KIO(['read', 'write']),
    can_approve_pull_request_reviews: dist/* boolean */.zMY(),
});
async function readToken(connection) {
    const answer = await ask(connection, { route: `${settings_permissions}/workflow`, schema: token, needs: administration });
    return mapped(answer, (found) => ({
        defaultPermissions: found.default_workflow_permissions,
        mayApprove: found.can_approve_pull_request_reviews,
    }));
}
const settings_approval = dist/* object */.Ikc({
    approval_policy: dist/* picklist */.KIO([
        'first_time_contributors_new_to_github',
        'first_time_contributors',
        'all_external_contributors',
    ]),
});
const privateForks = dist/* object */.Ikc({
    send_write_tokens_to_workflows: dist/* boolean */.zMY(),
    send_secrets_and_variables: dist/* boolean */.zMY(),
});
async function readForks(connection, visibility) {
    const ofPublic = `${settings_permissions}/fork-pr-contributor-approval`;
    if (visibility === 'public')
        return mapped(await ask(connection, { route: ofPublic, schema: settings_approval, needs: administration }), (found) => ({ kind: 'public', approval: found.approval_policy }));
    const route = `${settings_permissions}/fork-pr-workflows-private-repos`;
    return mapped(await ask(connection, { route, schema: privateForks, needs: administration }), (found) => ({
        kind: 'private',
        writeTokens: found.send_write_tokens_to_workflows,
        secrets: found.send_secrets_and_variables,
    }));
}
const settings_named = dist/* array */.YOg(dist/* object */.Ikc({ name: dist/* string */.YjP() }));
const names = (path, field) => (connection) => {
    const route = `GET /repos/{owner}/{repo}/actions/${path}`;
    const schema = dist/* object */.Ikc({ secrets: dist/* optional */.lqM(settings_named, []), variables: dist/* optional */.lqM(settings_named, []) });
    return askForAll(connection, { route, schema, needs: `${field}: read` }, (found) => found[field].map(({ name }) => name));
};
const readSecrets = names('secrets', 'secrets');
const readOrganizationSecrets = names('organization-secrets', 'secrets');
/** The repository's and, under them, the organization's. */
async function readVariables(connection) {
    const own = await names('variables', 'variables')(connection);
    if (own.kind !== 'read')
        return own;
    const shared = await names('organization-variables', 'variables')(connection);
    return mapped(shared, (found) => [...new Set([...own.value, ...found])]);
}
const key = dist/* object */.Ikc({ id: dist/* number */.aig(), title: dist/* string */.YjP(), read_only: dist/* boolean */.zMY() });
function readDeployKeys(connection) {
    const question = { route: 'GET /repos/{owner}/{repo}/keys', schema: dist/* array */.YOg(key), needs: administration };
    return askForAll(connection, question, (keys) => keys.map(({ id, title, read_only: readOnly }) => ({ id, title, mayWrite: !readOnly })));
}
const branch = dist/* object */.Ikc({ name: dist/* string */.YjP(), protected: dist/* boolean */.zMY() });
function readProtectedBranches(connection) {
    const route = 'GET /repos/{owner}/{repo}/branches';
    const question = { route, parameters: { protected: true }, schema: dist/* array */.YOg(branch), needs: 'contents: read' };
    return askForAll(connection, question, (found) => found.filter((each) => each.protected).map(({ name }) => name));
}
const ownersErrors = dist/* object */.Ikc({
    errors: dist/* array */.YOg(dist/* object */.Ikc({ line: dist/* number */.aig(), kind: dist/* string */.YjP(), source: dist/* optional */.lqM(dist/* string */.YjP(), ''), message: dist/* string */.YjP() })),
});
async function readOwnersErrors(connection, ref) {
    const route = 'GET /repos/{owner}/{repo}/codeowners/errors';
    const answer = await ask(connection, { route, parameters: { ref }, schema: ownersErrors, needs: 'contents: read' });
    return mapped(answer, ({ errors }) => errors.map(({ line, kind, source }) => ({ line, message: `${kind}: ${source.trim()}` })));
}

;// CONCATENATED MODULE: ./packages/github/out/safeguards/safeguard-reader.js







/** Reads with as many requests as there are settings: some thirty for each repository. */
function safeguardReader(options) {
    const { connect } = options;
    return {
        look: (name, branch) => look(connect(name), branch, options),
        async safeguards(looked, refs) {
            const connection = connect(looked.repository);
            const rulesets = new Rulesets(connection, looked.branch);
            const { files } = looked;
            const noOwners = files.kind === 'read' && files.value.owners === null;
            const [guards, rulesetFacts, environments, ownersErrors, protectedBranches] = await Promise.all([
                safeguard_reader_guardsOf(rulesets, refs),
                rulesets.facts(),
                readEnvironments(connection),
                noOwners ? { kind: 'read', value: [] } : readOwnersErrors(connection, looked.branch),
                readProtectedBranches(connection),
            ]);
            const [actions, token, forks, secrets, organizationSecrets, variables, deployKeys] = await Promise.all([
                readActions(connection),
                readToken(connection),
                readForks(connection, looked.visibility),
                readSecrets(connection),
                looked.owner.kind === 'User' ? { kind: 'read', value: [] } : readOrganizationSecrets(connection),
                readVariables(connection),
                readDeployKeys(connection),
            ]);
            return {
                ...looked,
                refs: guards,
                rulesets: rulesetFacts,
                environments,
                ownersErrors,
                protectedBranches,
                actions,
                token,
                forks,
                secrets,
                organizationSecrets,
                variables,
                deployKeys,
            };
        },
        async guards(name, refs) {
            const connection = connect(name);
            const found = await readRepository(connection);
            return safeguard_reader_guardsOf(new Rulesets(connection, found?.default_branch ?? ''), refs);
        },
        apps: async (owner, slugs) => readApps(connect(`${owner.login}/.github`), owner, slugs),
    };
}
async function safeguard_reader_guardsOf(rulesets, refs) {
    const found = new Map();
    for (const ref of new Set(refs))
        found.set(ref, await rulesets.guards(ref));
    return found;
}
const repositoryAnswer = dist/* object */.Ikc({
    full_name: dist/* string */.YjP(),
    private: dist/* boolean */.zMY(),
    default_branch: dist/* string */.YjP(),
    owner: dist/* object */.Ikc({ login: dist/* string */.YjP(), type: dist/* string */.YjP() }),
});
async function readRepository(connection) {
    const question = { route: 'GET /repos/{owner}/{repo}', schema: repositoryAnswer, needs: 'metadata: read' };
    const answer = await ask(connection, question);
    return answer.kind === 'read' ? answer.value : null;
}
async function look(connection, wanted, { plan }) {
    const found = await readRepository(connection);
    if (found === null)
        return null;
    const branch = wanted ?? found.default_branch;
    const owner = {
        kind: found.owner.type === 'Organization' ? 'Organization' : 'User',
        login: found.owner.login,
    };
    return {
        repository: connection.repository,
        owner,
        visibility: found.private ? 'private' : 'public',
        plan: plan ?? (await readPlan(connection, owner)),
        branch,
        files: await readFiles(connection, branch),
    };
}
const planAnswer = dist/* object */.Ikc({ login: dist/* string */.YjP(), plan: dist/* optional */.lqM(dist/* object */.Ikc({ name: dist/* string */.YjP() })) });
/** The names that GitHub's API has for what is sold as Enterprise Cloud. */
const enterpriseNames = new Set(['business', 'business_plus', 'enterprise', 'enterprise_cloud']);
const meta = dist/* object */.Ikc({ installed_version: dist/* optional */.lqM(dist/* string */.YjP()) });
/** An Enterprise Server, which alone says a version, has what the plan Enterprise has. */
async function readPlan(connection, owner) {
    const server = await ask(connection, { route: 'GET /meta', schema: meta, needs: 'metadata: read' });
    if (server.kind === 'read' && server.value.installed_version !== undefined)
        return 'enterprise';
    const route = owner.kind === 'Organization' ? 'GET /orgs/{org}' : 'GET /user';
    const question = { route, parameters: { org: owner.login }, schema: planAnswer, needs: 'organization_plan: read' };
    const answer = await ask(connection, question);
    if (answer.kind !== 'read' || answer.value.login.toLowerCase() !== owner.login.toLowerCase())
        return null;
    const name = answer.value.plan?.name.toLowerCase();
    if (name === undefined)
        return null;
    if (enterpriseNames.has(name))
        return 'enterprise';
    return name === 'free' || name === 'pro' || name === 'team' ? name : null;
}

;// CONCATENATED MODULE: ./packages/github/out/safeguards/safeguard-writer.js

/** Changes settings of one repository, each with one request that does the same when it is sent twice. */
function safeguardWriter(connection) {
    const prefix = `/repos/${connection.repository}/`;
    return {
        async change({ method, path, body = {} }) {
            if (!path.startsWith(prefix))
                throw new TypeError(`${path} is not of ${connection.repository}`);
            // As a route, so that owner and name do not become fields of the body.
            const route = `${method} /repos/{owner}/{repo}/${path.slice(prefix.length)}`;
            await connection.rest('repeatable', route, body, dist/* unknown */.L5J());
        },
    };
}

;// CONCATENATED MODULE: ./packages/github/out/safeguards/index.js



;// CONCATENATED MODULE: ./packages/github/out/index.js
















/***/ })

};
