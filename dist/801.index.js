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

// EXTERNAL MODULE: ./packages/github/out/index.js + 34 modules
var out = __webpack_require__(39678);
// EXTERNAL MODULE: ./packages/gitops/out/index.js + 11 modules
var gitops_out = __webpack_require__(42393);
// EXTERNAL MODULE: ./actions/out/connections.js
var connections = __webpack_require__(25865);
// EXTERNAL MODULE: ./actions/out/evidence.js
var evidence = __webpack_require__(58731);
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
// EXTERNAL MODULE: ./packages/action-kit/out/index.js + 7 modules
var action_kit_out = __webpack_require__(14991);
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
        if (file !== undefined)
            await (0,workspace/* writeOutputFile */.U)(runtime.env, file, `${JSON.stringify((0,gitops_out/* boardJson */.zt)(board), null, 2)}\n`);
        const kept = await keep(connection, inputs, markdown);
        runtime.info(`${inputs.title}: ${kept.result}${kept.url === '' ? '' : ` ${kept.url}`}`);
        const outputs = { ...kept, 'json-file': file ?? '', reason: '' };
        return { kind: 'done', outputs, summary: `## ${inputs.title}\n\n${markdown}\n` };
    },
};
async function readBoard(connection, inputs, runtime) {
    const base = inputs.branch === undefined ? {} : { branch: inputs.branch };
    const state = await (0,out/* promotionStateReader */.kj)(connection, base).state();
    const registry = (0,registry_access/* registryAccess */.Y)(inputs, runtime);
    const images = (0,evidence/* imageVerifier */.gp)({ trustedRoot: inputs['trusted-root'], registry }, runtime);
    const ports = {
        verifier: (0,source_authors/* withAuthors */.N)(images, inputs.token, runtime),
        requests: (0,requests/* requestReader */.j)((0,out/* deploymentGateReader */.ij)(connection), runtime.env, connection.repository),
    };
    const since = startOfDay(new Date(state.base.now.getTime() - daysOfHistory * day));
    const [{ policy, steps }, history] = await Promise.all([
        (0,planning/* planOn */.J)(state, ports),
        (0,out/* promotionHistoryReader */.NK)(connection).history(state.base.oid, since),
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

/***/ 30771:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ planOn)
/* harmony export */ });
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(86678);
/* harmony import */ var _connections_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(25865);


/** Gathers what the registry and GitHub say of what could move, and plans. */
async function planOn(state, { verifier, requests: read }) {
    const policy = (0,_connections_js__WEBPACK_IMPORTED_MODULE_1__/* .policyOf */ .US)(state.base);
    const runs = state.pulls.flatMap((pull) => (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .requestRunsOf */ .vv)(pull, state.base, policy, false));
    const [evidence, requests] = await Promise.all([
        verifier.verify(policy, (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .candidates */ .Xi)(state, policy)),
        read([...new Set(runs)]),
    ]);
    return { state, policy, evidence, requests, steps: (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .plan */ .et)(state, policy, evidence, { gate: null, requests }) };
}


/***/ }),

/***/ 27512:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ requestReader)
/* harmony export */ });
/* harmony import */ var _bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(14991);
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
        return { kind: 'known', run: await reader.run(Number(id)) };
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
/* harmony export */   N: () => (/* binding */ withAuthors)
/* harmony export */ });
/* harmony import */ var _bitvault_github__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(39678);
/* harmony import */ var _connections_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(25865);


/** Adds who wrote the verified source commits, where the policy sets them apart from those who agree. */
function withAuthors(verifier, token, runtime) {
    const known = new Map();
    const authorsOf = ({ repository, commit }) => {
        const key = `${repository}@${commit}`;
        const { api, graphql } = (0,_connections_js__WEBPACK_IMPORTED_MODULE_1__/* .serverAddresses */ ._F)(runtime.env);
        const reading = known.get(key) ??
            (0,_bitvault_github__WEBPACK_IMPORTED_MODULE_0__/* .readAuthors */ .rI)((0,_bitvault_github__WEBPACK_IMPORTED_MODULE_0__/* .connectGitHub */ .UY)({ token, apiUrl: api, graphqlUrl: graphql, repository }), { repository, commit });
        known.set(key, reading);
        return reading;
    };
    const completed = async (verification) => verification.kind === 'verified'
        ? { ...verification, authors: await authorsOf(verification.source) }
        : verification;
    return {
        async verify(policy, candidates) {
            const evidence = await verifier.verify(policy, candidates);
            if (!setsAuthorsApart(policy))
                return evidence;
            return new Map(await Promise.all([...evidence].map(async ([key, found]) => [key, await completed(found)])));
        },
    };
}
const setsAuthorsApart = (policy) => policy.environments.some(({ separate }) => [...separate.promotion, ...separate.rollback].includes('author'));


/***/ })

};
