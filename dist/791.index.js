export const id = 791;
export const ids = [791];
export const modules = {

/***/ 25865:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R_: () => (/* binding */ gitOpsRepository),
/* harmony export */   US: () => (/* binding */ policyOf),
/* harmony export */   Vp: () => (/* binding */ runUrl),
/* harmony export */   _A: () => (/* binding */ refuseUncheckedTls),
/* harmony export */   _F: () => (/* binding */ serverAddresses),
/* harmony export */   fH: () => (/* binding */ tokenIssuer),
/* harmony export */   kl: () => (/* binding */ connectToGitOps)
/* harmony export */ });
/* harmony import */ var _bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7962);
/* harmony import */ var _bitvault_github__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(69876);
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(60283);



/** Throws InputError `INPUT_MISSING`, `TLS_UNCHECKED`. */
function serverAddresses(env) {
    refuseUncheckedTls(env);
    return {
        server: address(env, 'GITHUB_SERVER_URL'),
        api: address(env, 'GITHUB_API_URL'),
        graphql: address(env, 'GITHUB_GRAPHQL_URL'),
    };
}
/**
 * Whoever is in between would get every token and password, and say what the policy is.
 * Throws InputError `TLS_UNCHECKED`.
 */
function refuseUncheckedTls(env) {
    // Node.js heeds no other value.
    if (env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0')
        return;
    throw new _bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.InputError('TLS_UNCHECKED', 'NODE_TLS_REJECT_UNAUTHORIZED is 0, so that no certificate of any server is checked', 'Remove it from the `env` of the job; the certificate of a private authority goes into NODE_EXTRA_CA_CERTS, as a path.');
}
function address(env, name) {
    const value = env[name] ?? '';
    if (!URL.canParse(value)) {
        throw new _bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.InputError('INPUT_MISSING', `${name} is not set to an address`, 'Run this inside a GitHub Actions job.');
    }
    return value.replace(/\/+$/, '');
}
/**
 * Who issues the tokens of a server's jobs, where no enterprise has an issuer of its own: of github.com and of an
 * Enterprise Server as docs.github.com has it ("OpenID Connect reference"), of a subdomain of ghe.com as cli/cli does.
 */
function tokenIssuer(server) {
    if (server === 'https://github.com')
        return 'https://token.actions.githubusercontent.com';
    const { protocol, host } = new URL(server);
    return host.endsWith('.ghe.com') ? `${protocol}//token.actions.${host}` : `${server}/_services/token`;
}
function gitOpsRepository(input, env) {
    return input ?? (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__/* .parseRepositoryName */ .$M)(env['GITHUB_REPOSITORY'] ?? '');
}
/** @param more where the token is from, if that is not the input `token` */
function connectToGitOps(inputs, runtime, more = {}) {
    const { api, graphql } = serverAddresses(runtime.env);
    return (0,_bitvault_github__WEBPACK_IMPORTED_MODULE_1__/* .connectGitHub */ .UY)({
        token: inputs.token,
        apiUrl: api,
        graphqlUrl: graphql,
        repository: gitOpsRepository(inputs.repository, runtime.env),
        redact: (text) => runtime.redact(text),
        ...more,
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
/* harmony export */   ZU: () => (/* binding */ sourceInputs),
/* harmony export */   cH: () => (/* binding */ gitOpsInputs),
/* harmony export */   lo: () => (/* binding */ dryRunInput),
/* harmony export */   oL: () => (/* binding */ rollbackWorkflowInput)
/* harmony export */ });
/* harmony import */ var _bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7962);
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(60283);


/** Inputs that every action which talks to the GitOps repository takes. */
const gitOpsInputs = {
    token: (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.required)(_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.secretText, 'Token of a GitHub App that is installed on the GitOps repository.'),
    repository: (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.optional)((0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.parsed)(_bitvault_promotion__WEBPACK_IMPORTED_MODULE_1__/* .parseRepositoryName */ .$M), 'GitOps repository as `owner/name`. Default: the one that the workflow runs in.'),
    branch: (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.optional)(_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.text, 'Base branch of the GitOps repository. Default: its default branch.'),
};
/** Of the actions that judge who agreed. */
const sourceInputs = {
    'source-token': (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.explicit)(_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.secretText, 'token', 'Token that reads who wrote what is promoted, where the policy sets authors apart: `contents: read` and `pull-requests: read` on the repositories that the images are built from, and no other right. `token` is the input of this name.'),
};
const registryInputs = {
    'registry-username': (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.optional)(_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.text, 'User name for the registry. Default: what an earlier step logged in with, from the `config.json` of Docker with its credential helpers, or the `auth.json` of podman and buildah.'),
    'registry-password': (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.optional)(_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.secretText, 'Password or token for the registry. It is sent to that registry only.'),
    'registry-ca': (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.optional)(_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.text, "Certificate of the private authority that the registry's certificate is from, as a path or as PEM. It is trusted besides the public ones, for registries alone."),
};
/** Of the actions that follow promotion.yaml. */
const trustInputs = {
    'trusted-root': (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.optional)(_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.text, 'Decides nothing: `trust` in promotion.yaml of the base branch says whom to trust. Where it is set, as a path or as inline JSON, it has to be the trusted root that is named there, or nothing verifies.'),
};
const dryRunInput = {
    'dry-run': (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.defaulted)(_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.flag, 'false', 'Decide and report, but change nothing.'),
};
const rollbackWorkflowInput = {
    'rollback-workflow': (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.defaulted)(_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.text, 'rollback.yml', 'Workflow that is dispatched to take back a merge that the policy turned out to forbid, because something moved in that very moment.'),
};


/***/ }),

/***/ 42791:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ action)
});

// EXTERNAL MODULE: ./packages/action-kit/out/index.js + 13 modules
var out = __webpack_require__(7962);
// EXTERNAL MODULE: ./packages/github/out/index.js + 62 modules
var github_out = __webpack_require__(69876);
// EXTERNAL MODULE: ./packages/promotion/out/index.js + 65 modules
var promotion_out = __webpack_require__(60283);
// EXTERNAL MODULE: ./actions/out/connections.js
var connections = __webpack_require__(25865);
// EXTERNAL MODULE: ./actions/out/proposing.js
var proposing = __webpack_require__(83713);
// EXTERNAL MODULE: ./actions/out/input-groups.js
var input_groups = __webpack_require__(51005);
;// CONCATENATED MODULE: ./actions/out/open-gitops-pr/inputs.js




/** `service=sha256:…` */
function parseWantedDigest(raw) {
    const [service = '', digest = '', ...rest] = raw.split('=');
    if (rest.length > 0)
        throw new TypeError('lines of the form service=sha256:…');
    return { service: (0,promotion_out/* parseServiceName */.qE)(service.trim()), digest: (0,promotion_out/* parseDigest */.m)(digest.trim()) };
}
/** `owner/name@<commit>` */
function parseSource(raw) {
    const [repository = '', commit = '', ...rest] = raw.split('@');
    if (rest.length > 0)
        throw new TypeError('owner/name@ and the full commit SHA');
    return { repository: (0,promotion_out/* parseRepositoryName */.$M)(repository), commit: (0,promotion_out/* parseCommitOid */.ZN)(commit) };
}
const definition = (0,out.defineAction)({
    name: 'open-gitops-pr',
    title: 'BitVault: open GitOps pull request',
    description: 'Opens, updates or leaves alone the one pull request that bumps digests in an environment.',
    icon: 'git-pull-request',
    inputs: {
        ...input_groups/* gitOpsInputs */.cH,
        environment: (0,out.required)((0,out.parsed)(promotion_out/* parseEnvironmentName */.gU), 'Environment of promotion.yaml whose digests are to change.'),
        digests: (0,out.required)((0,out.lines)(parseWantedDigest), 'What to deploy: `service=sha256:…`, one per line.'),
        source: (0,out.optional)((0,out.parsed)(parseSource), 'Where the images were built from, as `owner/name@<commit>`; shown in the pull request.'),
        ...input_groups/* dryRunInput */.lo,
    },
    outputs: proposing/* proposalOutputs */.B,
});

;// CONCATENATED MODULE: ./actions/out/open-gitops-pr/main.js






const action = {
    definition: definition,
    async main(inputs, runtime) {
        const wanted = wantedBumps(inputs);
        const connection = (0,connections/* connectToGitOps */.kl)(inputs, runtime);
        const reader = (0,github_out/* promotionStateReader */.kj)(connection, inputs.branch === undefined ? {} : { branch: inputs.branch });
        const writer = (0,github_out/* pullRequestWriter */.m0)(connection);
        const settled = await (0,github_out/* settleProposal */.CU)({
            read: () => reader.proposal(inputs.environment, (0,promotion_out/* promotionBranch */.Iw)(inputs.environment)),
            decide: (state) => (0,promotion_out/* decidePromotion */.g_)(state, (0,connections/* policyOf */.US)(state.base), inputs.environment, wanted, (0,connections/* runUrl */.Vp)(runtime.env)),
            write: inputs['dry-run'] ? null : (state, proposal) => writer.propose(state, proposal),
        });
        return (0,proposing/* proposalOutcome */.T)(settled, runtime);
    },
};
function wantedBumps(inputs) {
    const source = inputs.source ?? null;
    const bumps = inputs.digests.map(({ service, digest }) => ({
        service,
        environment: inputs.environment,
        to: digest,
        source,
    }));
    const services = new Set(bumps.map((bump) => bump.service));
    if ((0,promotion_out/* isNonEmpty */.J_)(bumps) && services.size === bumps.length)
        return bumps;
    throw new out.InputError('INPUT_INVALID', 'input "digests" names a service twice, or none at all', 'Give each service one line, `service=sha256:…`.');
}


/***/ }),

/***/ 83713:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ proposalOutputs),
/* harmony export */   T: () => (/* binding */ proposalOutcome)
/* harmony export */ });
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(60283);

const proposalOutputs = {
    number: 'Number of the pull request, where there is one.',
    url: 'Address of the pull request.',
    'head-sha': 'Head commit of the pull request.',
    result: '`opened`, `updated`, `unchanged`, `planned` (dry run) or `refused`.',
    reason: 'Why it was refused: `CODE: sentence. Next: …`, one per line.',
};
/** What an action that proposes reports of how it ended; `unchanged` is what it says where nothing is to be done. */
function proposalOutcome(settled, runtime, unchanged = 'it is deployed, or proposed, already') {
    const { decision, state } = settled;
    const standing = {
        number: state.pull === null ? '' : String(state.pull.number),
        url: state.pull?.url ?? '',
        'head-sha': state.pull === null ? '' : (state.head?.oid ?? ''),
        reason: '',
    };
    switch (decision.kind) {
        case 'refused':
            return refusedOutcome(decision.reasons, standing);
        case 'unchanged': {
            const because = decision.because ?? unchanged;
            runtime.info(`Nothing to do: ${because}.`);
            return {
                kind: 'done',
                outputs: { ...standing, result: 'unchanged' },
                summary: () => `## Nothing to do\n\nBecause ${because}.${state.pull === null ? '' : ` See [#${state.pull.number}](${state.pull.url}).`}\n`,
            };
        }
        case 'propose': {
            const result = 'result' in settled ? settled.result : null;
            if (result === null) {
                runtime.info(`Dry run: would propose "${decision.proposal.title}" from ${decision.proposal.branch}.`);
                const summary = () => `## ${(0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .eu)(decision.proposal.title)} (dry run)\n\n${decision.proposal.body}\n`;
                return { kind: 'done', outputs: { ...standing, result: 'planned' }, summary };
            }
            runtime.info(`${decision.proposal.title}: ${result.kind} #${result.number} ${result.url}`);
            return {
                kind: 'done',
                outputs: {
                    number: String(result.number),
                    url: result.url,
                    'head-sha': result.head,
                    result: result.kind,
                    reason: '',
                },
                summary: () => `## ${(0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .eu)(decision.proposal.title)}: ${result.kind} [#${result.number}](${result.url})\n\n${decision.proposal.body}\n`,
            };
        }
    }
}
function refusedOutcome(reasons, standing) {
    const failure = reasons.map(_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .reasonLine */ .$E).join('\n');
    return {
        kind: 'refused',
        outputs: { ...standing, result: 'refused', reason: failure },
        summary: () => `## Refused\n\n${(0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .reasonList */ .nJ)(reasons)}\n`,
        failure,
    };
}


/***/ })

};
