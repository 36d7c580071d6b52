export const id = 791;
export const ids = [791];
export const modules = {

/***/ 42791:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ action)
});

// EXTERNAL MODULE: ./packages/action-kit/out/index.js + 7 modules
var out = __webpack_require__(14991);
// EXTERNAL MODULE: ./packages/github/out/index.js + 34 modules
var github_out = __webpack_require__(39678);
// EXTERNAL MODULE: ./packages/promotion/out/index.js + 47 modules
var promotion_out = __webpack_require__(86678);
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
        digests: (0,out.required)((0,out.lines)(parseWantedDigest), 'What to deploy: `service=sha256:…`, one a line.'),
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
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(86678);

const proposalOutputs = {
    number: 'Number of the pull request, where there is one.',
    url: 'Address of the pull request.',
    'head-sha': 'Head commit of the pull request.',
    result: '`opened`, `updated`, `unchanged`, `planned` (dry run) or `refused`.',
    reason: 'Why it was refused: `CODE: sentence. Next: …`, one a line.',
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
                summary: `## Nothing to do\n\nBecause ${because}.${state.pull === null ? '' : ` See [#${state.pull.number}](${state.pull.url}).`}\n`,
            };
        }
        case 'propose': {
            const result = 'result' in settled ? settled.result : null;
            if (result === null) {
                runtime.info(`Dry run: would propose "${decision.proposal.title}" from ${decision.proposal.branch}.`);
                const summary = `## ${(0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .eu)(decision.proposal.title)} (dry run)\n\n${decision.proposal.body}\n`;
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
                summary: `## ${(0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .eu)(decision.proposal.title)}: ${result.kind} [#${result.number}](${result.url})\n\n${decision.proposal.body}\n`,
            };
        }
    }
}
function refusedOutcome(reasons, standing) {
    const failure = reasons.map(_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .reasonLine */ .$E).join('\n');
    return {
        kind: 'refused',
        outputs: { ...standing, result: 'refused', reason: failure },
        summary: `## Refused\n\n${(0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .reasonList */ .nJ)(reasons)}\n`,
        failure,
    };
}


/***/ })

};
