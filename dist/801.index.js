export const id = 801;
export const ids = [801];
export const modules = {

/***/ 10801:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ action)
});

// EXTERNAL MODULE: ./packages/github/out/index.js + 62 modules
var out = __webpack_require__(69876);
// EXTERNAL MODULE: ./packages/gitops/out/index.js + 13 modules
var gitops_out = __webpack_require__(21865);
// EXTERNAL MODULE: ./actions/out/connections.js
var connections = __webpack_require__(25865);
// EXTERNAL MODULE: ./actions/out/evidence.js + 1 modules
var evidence = __webpack_require__(12166);
// EXTERNAL MODULE: ./actions/out/planning.js
var planning = __webpack_require__(30771);
// EXTERNAL MODULE: ./actions/out/requests.js
var requests = __webpack_require__(27512);
// EXTERNAL MODULE: ./actions/out/source-authors.js
var source_authors = __webpack_require__(44650);
// EXTERNAL MODULE: ./actions/out/workspace.js
var workspace = __webpack_require__(82881);
// EXTERNAL MODULE: ./actions/out/registry-access.js
var registry_access = __webpack_require__(41284);
// EXTERNAL MODULE: ./packages/action-kit/out/index.js + 13 modules
var action_kit_out = __webpack_require__(7962);
// EXTERNAL MODULE: ./actions/out/input-groups.js
var input_groups = __webpack_require__(51005);
;// CONCATENATED MODULE: ./actions/out/board/inputs.js


const definition = (0,action_kit_out.defineAction)({
    name: 'board',
    title: 'BitVault: promotion board',
    description: 'Keeps one issue that shows what runs where, what waits for what, what was promoted and how fast; the same as JSON.',
    icon: 'grid',
    inputs: {
        ...input_groups/* gitOpsInputs */.cH,
        token: (0,action_kit_out.required)(action_kit_out.secretText, 'Token that reads contents, pull requests and statuses of the GitOps repository and writes its issues; `github.token` will do.'),
        issue: (0,action_kit_out.defaulted)(action_kit_out.flag, 'true', 'Keep the board in an issue. Without, it is in the summary and the file alone.'),
        title: (0,action_kit_out.defaulted)(action_kit_out.text, 'Promotion board', 'Title of the issue.'),
        label: (0,action_kit_out.defaulted)(action_kit_out.text, 'promotion-board', 'Label of the issue, by which it is found again among those that this identity opened.'),
        'json-file': (0,action_kit_out.optional)(action_kit_out.text, 'Where to write the board as JSON.'),
        ...input_groups/* sourceInputs */.ZU,
        ...input_groups/* registryInputs */.P4,
        ...input_groups/* trustInputs */.Av,
        ...input_groups/* dryRunInput */.lo,
    },
    outputs: {
        result: '`created`, `updated`, `unchanged`, `planned` (in a dry run), `shown` (with `issue: false`) or `refused`.',
        'issue-number': 'Number of the issue.',
        url: 'Address of the issue.',
        'json-file': 'Path of the JSON file, if one was asked for.',
        reason: 'Why there is no board: `CODE: sentence. Next: …`.',
    },
});

;// CONCATENATED MODULE: ./actions/out/board/main.js










const day = 24 * 60 * 60 * 1000;
const daysOfHistory = 30;
const action = {
    definition: definition,
    async main(inputs, runtime) {
        const connection = (0,connections/* connectToGitOps */.kl)(inputs, runtime);
        const board = await readBoard(connection, inputs, runtime);
        const { server } = (0,connections/* serverAddresses */._F)(runtime.env);
        const markdown = (0,gitops_out/* boardMarkdown */.sy)(board, { server, repository: connection.repository });
        const file = inputs['json-file'];
        const kept = await keep(connection, inputs, runtime.redact(markdown));
        const json = () => `${JSON.stringify((0,gitops_out/* boardJson */.zt)(board), null, 2)}\n`;
        const written = file === undefined ? '' : await (0,workspace/* writeReportFile */.a)(runtime, 'json-file', file, json());
        runtime.info(`${inputs.title}: ${kept.result}${kept.url === '' ? '' : ` ${kept.url}`}`);
        const outputs = { ...kept, 'json-file': written, reason: '' };
        return {
            kind: 'done',
            outputs,
            summary: () => `## ${inputs.title}\n\n${markdown}\n`,
        };
    },
};
async function readBoard(connection, inputs, runtime) {
    const base = inputs.branch === undefined ? {} : { branch: inputs.branch };
    const reader = (0,out/* promotionStateReader */.kj)(connection, base);
    const first = await reader.state();
    const registry = (0,registry_access/* registryAccess */.Y)(inputs, runtime);
    const images = (0,evidence/* imageVerifier */.g)({ trustedRoot: inputs['trusted-root'], registry, files: (0,out/* baseFileReader */.bB)(connection) }, runtime);
    const ports = {
        reader,
        verifier: (0,source_authors/* withAuthors */.N)(images, (0,source_authors/* sourceConnection */.I)(inputs, runtime, connection), false),
        requests: (0,requests/* requestReader */.j)((0,out/* deploymentGateReader */.ij)(connection), runtime.env, connection.repository),
    };
    const since = startOfDay(new Date(first.base.now.getTime() - daysOfHistory * day));
    const [{ state, policy, steps }, history] = await Promise.all([
        (0,planning/* planOn */.J)(first, ports, gitops_out/* healthReasons */.oV),
        (0,out/* promotionHistoryReader */.NK)(connection).history(first.base.oid, since),
    ]);
    return (0,gitops_out/* boardOf */.mT)({ state, policy, steps, history, since });
}
/** So that the board does not change with every minute that passes. */
const startOfDay = (date) => new Date(Math.floor(date.getTime() / day) * day);
async function keep(connection, inputs, markdown) {
    const { label, title } = inputs;
    if (!inputs.issue)
        return { result: 'shown', 'issue-number': '', url: '' };
    if (inputs['dry-run']) {
        const found = await (0,out/* findStandingIssue */.di)(connection, label);
        return { result: 'planned', 'issue-number': String(found?.number ?? ''), url: found?.url ?? '' };
    }
    const body = `Kept by the action \`board\`; what is written here by hand is lost.\n\n${markdown}`;
    const { kind, number, url } = await (0,out/* keepStandingIssue */.pR)(connection, { label, title, body });
    return { result: kind, 'issue-number': String(number), url };
}


/***/ }),

/***/ 12166:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  g: () => (/* binding */ imageVerifier)
});

// EXTERNAL MODULE: ./packages/action-kit/out/index.js + 13 modules
var out = __webpack_require__(7962);
// EXTERNAL MODULE: ./packages/promotion/out/index.js + 65 modules
var promotion_out = __webpack_require__(60283);
// EXTERNAL MODULE: ./packages/signing/out/index.js + 46 modules
var signing_out = __webpack_require__(96732);
// EXTERNAL MODULE: ./actions/out/connections.js
var connections = __webpack_require__(25865);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./actions/out/workspace.js
var workspace = __webpack_require__(82881);
;// CONCATENATED MODULE: ./actions/out/policy-trust.js





/** A trusted root has 7 kB, a list of several a few times that. */
const largestRoot = 256 * 1024;
/** Reads trusted roots where the policy names them, at the commit that the policy was read at, each once. */
function policyTrust({ files, given, env }) {
    const texts = new Map();
    const loaded = new Map();
    const load = async (key, start) => {
        const trust = loaded.get(key) ?? start();
        loaded.set(key, trust);
        return { key, trust: await trust };
    };
    return {
        async load({ sigstore }, base) {
            if (sigstore.kind === 'well-known') {
                if (given !== undefined)
                    throw unnamed(sigstore.instances);
                return load(sigstore.instances.join(' '), () => (0,signing_out/* loadTrust */.Vc)(sigstore.instances));
            }
            const place = `${base} ${sigstore.path}`;
            const reading = texts.get(place) ?? rootText(files, base, sigstore.path);
            texts.set(place, reading);
            const text = await reading;
            if (given !== undefined && (await textOf(given, env)).trimEnd() !== text.trimEnd())
                throw other(sigstore.path);
            return load(text, () => (0,signing_out/* loadTrust */.Vc)({ inline: text }));
        },
    };
}
async function rootText(files, base, path) {
    const file = await files.file(base, path);
    const named = `${path}, which promotion.yaml names as trusted root,`;
    const next = 'Commit the trusted root there as a file of its own, or have promotion.yaml name the file that it is in.';
    if (file === null)
        throw new signing_out/* SigningError */.uJ('TRUST_ROOT_UNAVAILABLE', `${named} is not in commit ${base}`, next);
    const { text, mode } = file;
    if (text === null || !/^100(?:644|755)$/.test(mode))
        throw new signing_out/* SigningError */.uJ('TRUST_ROOT_UNAVAILABLE', `${named} is no file whose text can be read`, next);
    if (Buffer.byteLength(text) <= largestRoot)
        return text;
    throw new signing_out/* SigningError */.uJ('TRUST_ROOT_INVALID', `${named} has more than ${largestRoot / 1024} KiB`, next);
}
/** Of the JSON itself, or of a file of the job. */
async function textOf(given, env) {
    if (given.startsWith('{'))
        return given;
    try {
        return await (0,promises_.readFile)((0,external_node_path_.resolve)((0,workspace/* workspaceOf */.B)(env), given), 'utf8');
    }
    catch (cause) {
        if (!(cause instanceof Error) || !('syscall' in cause))
            throw cause;
        const what = `input "trusted-root" is ${JSON.stringify(given.slice(0, 200))}, which is no file that can be read`;
        throw new out.InputError('INPUT_INVALID', what, `Remove the input: ${decides}.`, { cause });
    }
}
const decides = 'promotion.yaml of the base branch says whom to trust';
const other = (path) => new out.InputError('INPUT_DISAGREES', `input "trusted-root" differs from ${path}, the trusted root of promotion.yaml, which decides`, `Remove the input: ${decides}. Where the input is right, propose it as a change of ${path}.`);
const unnamed = (instances) => {
    const trusted = instances.map((instance) => signing_out/* sigstoreInstances */.nL[instance].title).join(' and ');
    return new out.InputError('INPUT_DISAGREES', `input "trusted-root" is set, but promotion.yaml, which decides, names no trusted root and trusts ${trusted}`, 'Remove the input. Where the root is to be trusted, commit it to this repository and name the file in promotion.yaml: `trust: {trusted-root: …}`.');
};

// EXTERNAL MODULE: ./actions/out/predicate-types.js
var predicate_types = __webpack_require__(87409);
;// CONCATENATED MODULE: ./actions/out/evidence.js






/**
 * Verifies images against the identities and the roots of trust that the policy names. What was verified once in this job
 * is not asked for again: a digest's bytes cannot change, and neither can what was signed for it.
 */
function imageVerifier(inputs, runtime) {
    const known = new Map();
    const { registry, files, trustedRoot: given } = inputs;
    const roots = policyTrust({ files, given, env: runtime.env });
    const { server } = (0,connections/* serverAddresses */._F)(runtime.env);
    const verifyOne = async (policy, { service: name, digest }, base) => {
        const service = policy.services.get(name);
        if (service === undefined)
            return { kind: 'refused', detail: 'promotion.yaml has no such service', advice: 'Add it to `services`.' };
        return refusing(async () => {
            const { trust, key } = await roots.load(service.trust, base.oid);
            const images = [...policy.services.values()].map(({ image }) => image);
            const about = JSON.stringify([key, service, digest]);
            const verification = known.get(about) ??
                refusing(async () => verified(service, digest, { trust, server, repository: await registry.open(service.image, images) }));
            known.set(about, verification);
            return verification;
        });
    };
    return {
        async verify(policy, candidates, base) {
            const entries = candidates.map(async (candidate) => {
                const verification = await verifyOne(policy, candidate, base);
                return [(0,promotion_out/* evidenceKey */.ZH)(candidate.service, candidate.digest), verification];
            });
            return new Map(await Promise.all(entries));
        },
    };
}
async function verified(service, digest, means) {
    const { trust, server, repository } = means;
    const { evidence } = service.trust;
    const claims = await (0,signing_out/* verifyImage */.ZG)({
        repository,
        digest,
        trust,
        expectation: expectationOf(service, server),
        accept: { unsigned: !evidence.includes('signature') },
        require: evidence.filter((kind) => kind !== 'signature' && kind !== 'provenance').map(predicate_types/* predicateTypeOf */.T),
    });
    const source = { repository: service.source, commit: (0,promotion_out/* parseCommitOid */.ZN)(claims.commit) };
    return { kind: 'verified', source, run: claims.runUrl };
}
function expectationOf(service, server) {
    const { source, workflow, ref, signer, sourceId, ownerId, trust } = service;
    return {
        issuer: trust.issuer ?? (0,connections/* tokenIssuer */.fH)(server),
        server,
        source,
        workflow,
        ref,
        ...(signer !== undefined && { signer: `${server}/${signer}` }),
        ...(sourceId !== undefined && { repositoryId: sourceId }),
        ...(ownerId !== undefined && { ownerId }),
        ...(trust.triggers !== null && { triggers: trust.triggers }),
        ...(trust.runner !== null && { runnerEnvironment: trust.runner }),
    };
}
/** What is wrong with one image stops that one, with its reason. */
async function refusing(verify) {
    try {
        return await verify();
    }
    catch (error) {
        if (!(0,out.isCodedError)(error))
            throw error;
        return { kind: 'refused', detail: `${error.code}: ${error.message}`, advice: adviceFor(error) };
    }
}
/** Whether provenance suffices is the policy's to say, of which the verifier knows nothing. */
const adviceFor = ({ code, next }) => code === 'SIGNATURE_MISSING'
    ? `${next.replace(/\.$/, '')}; where provenance is to suffice, as actions/attest leaves it, have promotion.yaml say so: \`trust: {evidence: [provenance]}\`.`
    : next;


/***/ }),

/***/ 86058:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ decideOn)
/* harmony export */ });
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(60283);

/** What is read may show that more has to be: the branch first, then the reports on its commits. */
const mostRounds = 4;
/**
 * Decides, and decides again for as long as a decision turns on nothing but what was not read yet.
 *
 * @param reasonsOf the reasons of each thing that was decided
 */
async function decideOn(reader, first, decide, reasonsOf) {
    let state = first;
    for (let round = 0;; round += 1) {
        const decision = decide(state);
        const wanted = (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .wantedBy */ .fy)(reasonsOf(decision, state));
        if (wanted === null || round === mostRounds)
            return { state, decision };
        const found = await reader.further(state.base.oid, wanted);
        state = { ...state, further: (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .joinFurther */ .XD)(state.further, found) };
    }
}


/***/ }),

/***/ 30771:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ planOn)
/* harmony export */ });
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(60283);
/* harmony import */ var _connections_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(25865);
/* harmony import */ var _further_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(86058);



/**
 * Gathers what the registry and GitHub say of what could move, and plans.
 *
 * @param besides what else is to be told of the state, for which more may have to be read
 */
async function planOn(first, { reader, verifier, requests: read }, besides = () => []) {
    const policy = (0,_connections_js__WEBPACK_IMPORTED_MODULE_1__/* .policyOf */ .US)(first.base);
    const runs = first.pulls.flatMap((pull) => (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .requestRunsOf */ .vv)(pull, first.base, policy, false));
    const [evidence, requests] = await Promise.all([
        verifier.verify(policy, (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .candidates */ .Xi)(first, policy), first.base),
        read([...new Set(runs)]),
    ]);
    const { state, decision: steps } = await (0,_further_js__WEBPACK_IMPORTED_MODULE_2__/* .decideOn */ .m)(reader, first, (known) => (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .plan */ .et)(known, policy, evidence, { gate: null, requests }), (planned, known) => [...planned.map(_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .reasonsOfStep */ .nN), ...besides(known, policy).map((reason) => [reason])]);
    return { state, policy, evidence, requests, steps };
}


/***/ }),

/***/ 87409:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ predicateTypeOf)
/* harmony export */ });
/* harmony import */ var _bitvault_signing__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(96732);

/** The kinds that build-sign-push attaches, by the names that they go by. */
const named = new Map([
    ['spdx', _bitvault_signing__WEBPACK_IMPORTED_MODULE_0__/* .spdxPredicateType */ .TW],
    ['cyclonedx', _bitvault_signing__WEBPACK_IMPORTED_MODULE_0__/* .cyclonedxPredicateType */ .f0],
    ['vuln', _bitvault_signing__WEBPACK_IMPORTED_MODULE_0__/* .vulnerabilityPredicateType */ .Yg],
]);
/** The predicate type that a name, or the URI itself, stands for. Throws a `TypeError` whose message completes "must be …". */
function predicateTypeOf(raw) {
    const known = named.get(raw);
    if (known !== undefined)
        return known;
    if (/^https:\/\/[!-~]{1,300}$/.test(raw))
        return raw;
    throw new TypeError(`${[...named.keys()].join(', ')}, or a URI that begins with https://`);
}


/***/ }),

/***/ 27512:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ requestReader)
/* harmony export */ });
/* harmony import */ var _bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7962);
/* harmony import */ var _connections_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(25865);


/** Reads the runs that holds name; a run of this repository says who started it, any other address says nothing. */
function requestReader(reader, env, repository) {
    const prefix = `${(0,_connections_js__WEBPACK_IMPORTED_MODULE_1__/* .serverAddresses */ ._F)(env).server}/${repository}/actions/runs/`;
    return async (runs) => new Map(await Promise.all(runs.map(async (url) => [url, await readOne(reader, prefix, url)])));
}
async function readOne(reader, prefix, url) {
    const id = url.startsWith(prefix) ? /^[1-9][0-9]{0,15}$/.exec(url.slice(prefix.length))?.[0] : undefined;
    if (id === undefined) {
        const advice = 'Run the rollback in the GitOps repository, so that its run can be read there.';
        return { kind: 'unknown', detail: `${url} is no run of this repository`, advice };
    }
    try {
        const { headBranch, headCommit, ...run } = await reader.run(Number(id));
        const isOnBranch = headBranch !== null && (await reader.isOnBranch(headBranch, headCommit));
        return { kind: 'known', run: { ...run, branch: isOnBranch ? headBranch : null } };
    }
    catch (error) {
        if (!(0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.isCodedError)(error))
            throw error;
        return { kind: 'unknown', detail: `${error.code}: ${error.message}`, advice: error.next };
    }
}


/***/ }),

/***/ 44650:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ sourceConnection),
/* harmony export */   N: () => (/* binding */ withAuthors)
/* harmony export */ });
/* harmony import */ var _bitvault_github__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(69876);
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(60283);
/* harmony import */ var _connections_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(25865);



/** Reads source commits with the token that was given for it, which needs no other right; else with the one that merges. */
function sourceConnection({ 'source-token': token, repository }, runtime, merging) {
    return token === undefined
        ? merging
        : (0,_connections_js__WEBPACK_IMPORTED_MODULE_2__/* .connectToGitOps */ .kl)({ token, repository }, runtime, { credential: { input: 'source-token' } });
}
/** Adds who wrote the verified source commits, where the policy sets them apart from those who agree. */
function withAuthors(verifier, connection, atGate) {
    const known = new Map();
    const authorsOf = ({ repository, commit }) => {
        const key = `${repository}@${commit}`;
        const reading = known.get(key) ?? (0,_bitvault_github__WEBPACK_IMPORTED_MODULE_0__/* .readAuthors */ .rI)(connection.elsewhere(repository), { repository, commit });
        known.set(key, reading);
        return reading;
    };
    const completed = async (verification) => verification.kind === 'verified'
        ? { ...verification, authors: await authorsOf(verification.source) }
        : verification;
    return {
        async verify(policy, candidates, base) {
            const evidence = await verifier.verify(policy, candidates, base);
            if (!setsAuthorsApart(policy, atGate))
                return evidence;
            return new Map(await Promise.all([...evidence].map(async ([key, found]) => [key, await completed(found)])));
        },
    };
}
const setsAuthorsApart = (policy, atGate) => policy.environments.some(({ separate: { promotion, rollback } }) => [promotion, rollback].some((separation) => (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_1__/* .asksForAuthors */ .wk)(separation, atGate)));


/***/ })

};
