export const id = 236;
export const ids = [236];
export const modules = {

/***/ 29695:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ judgePull)
/* harmony export */ });
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(86678);
/* harmony import */ var _connections_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(25865);


/** The image digests that merging a pull request would deploy. */
function candidatesOf(pull, state, policy) {
    const recognition = (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .recogniseChange */ .Sx)(pull, state.base, policy);
    if (recognition.kind === 'unrecognised' || recognition.change.kind === 'resume')
        return [];
    return recognition.change.bumps.map((bump) => ({ service: bump.service, digest: bump.to }));
}
/** Gathers the evidence, which cannot change any more, and decides. */
async function judgePull(ports, state) {
    const { pull } = state;
    const policy = (0,_connections_js__WEBPACK_IMPORTED_MODULE_1__/* .policyOf */ .US)(state.base);
    const evidence = await ports.verifier.verify(policy, candidatesOf(pull, state, policy));
    const requests = await ports.requests((0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .requestRunsOf */ .vv)(pull, state.base, policy, ports.atGate));
    const decide = await ports.decider(policy);
    return { state, policy, evidence, requests, verdict: decide(state, policy, evidence, requests) };
}


/***/ }),

/***/ 4807:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ mergeAsJudged)
/* harmony export */ });
/* harmony import */ var _bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(14991);
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86678);
/* harmony import */ var _judged_pull_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(29695);



/**
 * Merges exactly what was judged. GitHub takes a head as a condition of a merge, but neither a base nor the facts that a
 * policy asks for, so all of them are looked at again in the one request before the merge, and what came of it is judged
 * in the one after.
 */
async function mergeAsJudged(ports, judged, approve) {
    const { pull } = judged.state;
    if (approve)
        await ports.merger.approve(pull, 'The change is exactly the digest bump, and its images verify.');
    const confirmed = await confirm(ports, judged);
    if (confirmed.kind !== 'merge')
        return confirmed;
    const result = await ports.merger.merge(pull, (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_1__/* .mergeCommitText */ .JU)(pull, confirmed.agreed));
    switch (result.kind) {
        case 'merged':
            return auditMerge(ports, judged, result.commit);
        case 'head-moved':
            return { kind: 'refused', reason: { code: 'HEAD_MOVED', expected: pull.head } };
        case 'base-moved':
            return { kind: 'again', reason: { code: 'CONFLICTING' } };
        case 'forbidden':
            return { kind: 'refused', reason: { code: 'MERGE_FORBIDDEN', message: result.message } };
    }
}
/** The last look: nothing is asked between its answer and the merge. */
async function confirm(ports, { state, policy, evidence, requests }) {
    const decide = await ports.decider(policy);
    const look = await ports.reader.look(state, null);
    const { pull } = look.state;
    if (look.base !== state.base.oid || pull.head !== state.pull.head) {
        return { kind: 'again', reason: { code: 'FACTS_MOVED', base: look.base } };
    }
    const verdict = decide(look.state, policy, evidence, requests);
    return verdict.kind === 'merge' ? verdict : { kind: 'stopped', verdict };
}
/**
 * Judges what was merged, on the commit that it was merged onto and with the facts of that moment. What the policy would
 * not have allowed is rolled back by a pull request, and reported.
 */
async function auditMerge(ports, judged, commit) {
    try {
        const verdict = await verdictOnMerge(ports, judged, commit);
        if (verdict.kind === 'merge')
            return { kind: 'merged', change: verdict.change, commit, agreed: verdict.agreed };
        return await slipped(ports, verdict.change ?? judged.verdict.change, commit, verdict.reasons);
    }
    catch (error) {
        if (!(0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.isCodedError)(error))
            throw error;
        const { code: failure, message, next: advice } = error;
        return slipped(ports, judged.verdict.change, commit, [{ code: 'STEP_FAILED', failure, message, advice }]);
    }
}
async function verdictOnMerge(ports, judged, commit) {
    const { state, policy, evidence, requests } = judged;
    const decide = await ports.decider(policy);
    const look = await ports.reader.look(state, commit);
    if (look.mergedOnto === state.base.oid)
        return decide((0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_1__/* .asOfMerge */ .OQ)(look.state), policy, evidence, requests);
    const merged = await ports.reader.stateOfMerge(state, commit);
    return (await (0,_judged_pull_js__WEBPACK_IMPORTED_MODULE_2__/* .judgePull */ .v)(ports, (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_1__/* .asOfMerge */ .OQ)(merged))).verdict;
}
async function slipped(ports, change, commit, reasons) {
    const advice = await ports.undo(change, commit, reasons);
    const why = reasons.map((reason) => `${reason.code}: ${(0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_1__/* .explain */ .WE)(reason).sentence}`).join('; ');
    return { kind: 'slipped', commit, reason: { code: 'MERGED_AGAINST_POLICY', commit, why, advice } };
}


/***/ }),

/***/ 56751:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  p: () => (/* binding */ mergePorts)
});

// EXTERNAL MODULE: ./packages/github/out/index.js + 34 modules
var out = __webpack_require__(39678);
// EXTERNAL MODULE: ./actions/out/evidence.js
var evidence = __webpack_require__(58731);
// EXTERNAL MODULE: ./actions/out/registry-access.js
var registry_access = __webpack_require__(41284);
// EXTERNAL MODULE: ./actions/out/requests.js
var requests = __webpack_require__(27512);
// EXTERNAL MODULE: ./actions/out/source-authors.js
var source_authors = __webpack_require__(44650);
// EXTERNAL MODULE: ./packages/action-kit/out/index.js + 7 modules
var action_kit_out = __webpack_require__(14991);
;// CONCATENATED MODULE: ./actions/out/merging/undo.js

/**
 * Starts the rollback workflow for each digest that was merged: its pull request comes from the App that opens all of
 * them, and goes through the gates like any other. A rollback or a resume is not taken back by itself, since nobody can
 * tell which of the two states is the safer one.
 */
function rollbackByWorkflow(dispatcher, workflow) {
    return async (change, commit, reasons) => {
        if (change.kind !== 'promotion')
            return byHand(commit);
        const reason = `merged as ${commit.slice(0, 7)} although ${reasons.map(({ code }) => code).join(', ')}`;
        const failures = [];
        for (const bump of change.bumps) {
            const failure = await startRollback(dispatcher, workflow, bump, reason);
            if (failure !== null)
                failures.push(`${bump.service}: ${failure}`);
        }
        const services = change.bumps.map(({ service }) => service).join(', ');
        return failures.length === 0
            ? `${workflow} was started for ${services} in ${change.environment}: see its pull request through`
            : `${byHand(commit)} (${workflow} could not be started: ${failures.join('; ')})`;
    };
}
const byHand = (commit) => `Look at ${commit.slice(0, 7)} on the base branch at once, and roll back by hand what should not run`;
/** Null where the workflow was started, else why not. */
async function startRollback(dispatcher, workflow, { service, environment, from }, reason) {
    if (from === null)
        return 'nothing was deployed before';
    try {
        await dispatcher.dispatch(workflow, { command: 'rollback', service, environment, to: from, reason });
        return null;
    }
    catch (error) {
        if (!(0,action_kit_out.isCodedError)(error))
            throw error;
        return `${error.code}: ${error.message}`;
    }
}

;// CONCATENATED MODULE: ./actions/out/merging/merge-ports.js






/** What an action that merges with one token works with; how it decides is its own. */
function mergePorts(connection, token, inputs, runtime) {
    const base = inputs.branch === undefined ? {} : { branch: inputs.branch };
    const verifier = (0,evidence/* imageVerifier */.gp)({ trustedRoot: inputs['trusted-root'], registry: (0,registry_access/* registryAccess */.Y)(inputs, runtime) }, runtime);
    return {
        reader: (0,out/* promotionStateReader */.kj)(connection, base),
        merger: (0,out/* pullRequestMerger */.n1)(connection),
        verifier: (0,source_authors/* withAuthors */.N)(verifier, token, runtime),
        requests: (0,requests/* requestReader */.j)((0,out/* deploymentGateReader */.ij)(connection), runtime.env, connection.repository),
        undo: rollbackByWorkflow((0,out/* workflowDispatcher */.hi)(connection, base), inputs['rollback-workflow']),
    };
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

/***/ 62291:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ action)
});

// EXTERNAL MODULE: ./packages/action-kit/out/index.js + 7 modules
var out = __webpack_require__(14991);
// EXTERNAL MODULE: ./packages/promotion/out/index.js + 47 modules
var promotion_out = __webpack_require__(86678);
// EXTERNAL MODULE: ./actions/out/input-groups.js
var input_groups = __webpack_require__(51005);
;// CONCATENATED MODULE: ./actions/out/promote/inputs.js



const definition = (0,out.defineAction)({
    name: 'promote',
    title: 'BitVault: promote',
    description: 'With a digest (in CI): verifies the image and proposes it to the first environment. Without (in the GitOps repository): takes every environment as far as the policy lets it.',
    icon: 'trending-up',
    inputs: {
        ...input_groups/* gitOpsInputs */.cH,
        image: (0,out.optional)((0,out.parsed)(promotion_out/* parseImageName */["if"]), 'With `digest`: name of the image, such as `ghcr.io/owner/name`.'),
        digest: (0,out.optional)((0,out.parsed)(promotion_out/* parseDigest */.m), 'Digest that CI has just pushed. Leave it out in the GitOps repository.'),
        service: (0,out.optional)((0,out.parsed)(promotion_out/* parseServiceName */.qE), 'With `digest`: service of promotion.yaml. Default: the one with this image.'),
        environment: (0,out.optional)((0,out.parsed)(promotion_out/* parseEnvironmentName */.gU), 'With `digest`: the environment to propose it to. Default: the only one with `from: build`.'),
        'merge-token': (0,out.optional)(out.secretText, 'Token that approves and merges: of another App than `token`, which may not approve its own pull requests. Default: `token`.'),
        'gate-workflow': (0,out.defaulted)(out.text, 'prod-gate.yml', 'Workflow that is dispatched, with inputs `pull-request` and `head`, when only the manual approval of an environment is missing.'),
        ...input_groups/* rollbackWorkflowInput */.oL,
        ...input_groups/* registryInputs */.P4,
        ...input_groups/* trustInputs */.Av,
        ...input_groups/* dryRunInput */.lo,
    },
    outputs: {
        number: 'With `digest`: number of the pull request.',
        url: 'With `digest`: address of the pull request.',
        'head-sha': 'With `digest`: head commit of the pull request.',
        result: 'With `digest`: `opened`, `updated`, `unchanged`, `planned` or `refused`. Without: `done`, `waiting`, `planned` or `refused`.',
        reason: 'Every reason why something was not done: `CODE: sentence. Next: …`, one a line.',
        plan: 'Without `digest`: the steps that were decided on, as JSON.',
        results: 'Without `digest`: what came of each step, as JSON.',
    },
});

// EXTERNAL MODULE: ./packages/github/out/index.js + 34 modules
var github_out = __webpack_require__(39678);
// EXTERNAL MODULE: ./actions/out/connections.js
var connections = __webpack_require__(25865);
// EXTERNAL MODULE: ./actions/out/evidence.js
var evidence = __webpack_require__(58731);
// EXTERNAL MODULE: ./actions/out/registry-access.js
var registry_access = __webpack_require__(41284);
// EXTERNAL MODULE: ./actions/out/proposing.js
var proposing = __webpack_require__(83713);
;// CONCATENATED MODULE: ./actions/out/promote/promote-build.js







/** In CI: verifies the image that was just built, then proposes it to the environment that takes builds. */
async function promoteBuild(inputs, digest, runtime) {
    const connection = (0,connections/* connectToGitOps */.kl)(inputs, runtime);
    const reader = (0,github_out/* promotionStateReader */.kj)(connection, inputs.branch === undefined ? {} : { branch: inputs.branch });
    const writer = (0,github_out/* pullRequestWriter */.m0)(connection);
    const verifier = (0,evidence/* imageVerifier */.gp)({ trustedRoot: inputs['trusted-root'], registry: (0,registry_access/* registryAccess */.Y)(inputs, runtime) }, runtime);
    // The usual name saves reading the policy first.
    let environment = inputs.environment ?? (0,promotion_out/* parseEnvironmentName */.gU)('dev');
    const settled = await (0,github_out/* settleProposal */.CU)({
        read: async () => {
            const state = await proposalFor(reader, environment);
            const wanted = inputs.environment ?? buildEnvironment((0,connections/* policyOf */.US)(state.base));
            if (wanted === environment)
                return state;
            environment = wanted;
            return proposalFor(reader, environment);
        },
        decide: (state) => decideBuild(state, { ...inputs, environment }, digest, verifier, (0,connections/* runUrl */.Vp)(runtime.env)),
        write: inputs['dry-run'] ? null : (state, proposal) => writer.propose(state, proposal),
    });
    const outcome = (0,proposing/* proposalOutcome */.T)(settled, runtime);
    return { ...outcome, outputs: { ...outcome.outputs, plan: '', results: '' } };
}
const proposalFor = (reader, environment) => reader.proposal(environment, (0,promotion_out/* promotionBranch */.Iw)(environment));
/** The only environment that takes builds. */
function buildEnvironment(policy) {
    const [first, ...others] = (0,promotion_out/* downstreamOf */.k1)(policy, 'build').map((environment) => environment.name);
    if (first !== undefined && others.length === 0)
        return first;
    throw new out.InputError('INPUT_MISSING', `input "environment" is missing, and ${[first, ...others].join(' and ')} all take builds`, 'Name one of them as `environment`.');
}
async function decideBuild(state, inputs, digest, verifier, run) {
    const policy = (0,connections/* policyOf */.US)(state.base);
    const environment = (0,promotion_out/* environmentOf */.p7)(policy, inputs.environment);
    if (environment.from !== 'build') {
        throw new out.InputError('INPUT_INVALID', `environment ${environment.name} takes what ${environment.from} has proved, not builds`, 'Name the environment that has `from: build` in promotion.yaml.');
    }
    const service = serviceFor(inputs, policy);
    const evidence = await verifier.verify(policy, [{ service, digest }]);
    const verification = evidence.get((0,promotion_out/* evidenceKey */.ZH)(service, digest));
    if (verification?.kind !== 'verified') {
        const { detail, advice } = verification ?? { detail: 'it was not verified', advice: 'Run promote again.' };
        return { kind: 'refused', reasons: [{ code: 'IMAGE_UNVERIFIED', service, digest, detail, advice }] };
    }
    const wanted = { service, environment: environment.name, to: digest, source: verification.source };
    return (0,promotion_out/* decidePromotion */.g_)(state, policy, environment.name, [wanted], run);
}
function serviceFor({ service: name, image }, policy) {
    const named = [...policy.services].filter(([candidate, service]) => (name === undefined || candidate === name) && (image === undefined || service.image === image));
    const [only, ...others] = named;
    if (only !== undefined && others.length === 0 && (name !== undefined || image !== undefined))
        return only[0];
    const asked = [name && `service ${name}`, image && `image ${image}`].filter(Boolean).join(' with ') || 'no service and no image';
    throw new out.InputError('INPUT_INVALID', `promotion.yaml has ${others.length === 0 ? 'nothing' : 'more than one service'} for ${asked}`, 'Give `service` and `image` as promotion.yaml spells them.');
}

// EXTERNAL MODULE: ./actions/out/merging/merge-ports.js + 1 modules
var merge_ports = __webpack_require__(56751);
// EXTERNAL MODULE: ./actions/out/planning.js
var planning = __webpack_require__(30771);
// EXTERNAL MODULE: ./actions/out/pull-report.js
var pull_report = __webpack_require__(85780);
// EXTERNAL MODULE: ./actions/out/merging/merge-as-judged.js
var merge_as_judged = __webpack_require__(4807);
;// CONCATENATED MODULE: ./actions/out/promote/apply.js





/** Carries a plan out. It stops after the first merge, because what it was planned on is no longer so. */
async function applySteps(planned, ports, dryRun) {
    const results = [];
    for (const step of planned.steps) {
        const applied = dryRun ? { result: dryResult(step), again: false } : await tryStep(step, planned, ports);
        results.push(applied.result);
        if (applied.again)
            return { results, again: true };
    }
    return { results, again: false };
}
/** What goes wrong with one step is that step's refusal: other environments, and rollbacks, do not wait for it. */
async function tryStep(step, planned, ports) {
    try {
        return await applyStep(step, planned, ports);
    }
    catch (error) {
        if (!(0,out.isCodedError)(error))
            throw error;
        const { code: failure, message, next: advice } = error;
        return {
            result: { ...resultOf(step, 'refused', step.pull), reasons: [{ code: 'STEP_FAILED', failure, message, advice }] },
            again: false,
        };
    }
}
async function applyStep(step, planned, ports) {
    switch (step.kind) {
        case 'open':
        case 'update':
            return propose(step, planned.state.base.oid, ports);
        case 'merge':
            return merge(step, planned, ports);
        case 'gate':
            return dispatchGate(step, planned.policy, ports);
        case 'close':
            await ports.writer.close(step.pull, `Closed by promote: ${(0,promotion_out/* explain */.WE)(step.because).sentence}.`);
            return { result: resultOf(step, 'closed', step.pull), again: false };
        case 'wait':
            return { result: { ...resultOf(step, 'waiting', step.pull), reasons: step.because }, again: false };
        case 'refuse':
            return { result: { ...resultOf(step, 'refused', step.pull), reasons: step.because }, again: false };
        default:
            return (0,promotion_out/* assertNever */.xb)(step);
    }
}
function dryResult(step) {
    const reasons = (0,promotion_out/* reasonsOfStep */.nN)(step);
    return {
        ...resultOf(step, step.kind === 'refuse' ? 'refused' : step.kind === 'wait' ? 'waiting' : 'planned', step.pull),
        reasons,
    };
}
function resultOf(step, result, pull) {
    return {
        step,
        result,
        number: pull?.number ?? null,
        url: pull?.url ?? null,
        commit: null,
        waitsAt: null,
        reasons: [],
    };
}
async function propose(step, base, ports) {
    const settled = await (0,github_out/* settleProposal */.CU)({
        read: () => ports.reader.proposal(step.environment, (0,promotion_out/* promotionBranch */.Iw)(step.environment)),
        decide: (state) => redecide(state, step, base, ports.run),
        write: (state, proposal) => ports.writer.propose(state, proposal),
    });
    if (settled.decision.kind === 'refused') {
        return { result: { ...resultOf(step, 'refused', step.pull), reasons: settled.decision.reasons }, again: false };
    }
    const result = 'result' in settled ? settled.result : null;
    if (result === null)
        return { result: resultOf(step, 'superseded', step.pull), again: true };
    return {
        result: {
            ...resultOf(step, result.kind, null),
            number: result.number,
            url: result.url,
            commit: result.head,
        },
        again: false,
    };
}
/** Writes only on what was planned on: a base or a branch that has moved since calls for a new plan. */
function redecide(state, step, base, run) {
    const hindrance = (0,promotion_out/* branchHindrance */.xY)(state, (0,connections/* policyOf */.US)(state.base));
    if (hindrance !== null)
        return hindrance;
    const head = state.pull === null ? null : (state.head?.oid ?? null);
    if (state.base.oid !== base || head !== (step.pull?.head ?? null))
        return { kind: 'unchanged' };
    return {
        kind: 'propose',
        proposal: (0,promotion_out/* composePromotion */.Az)(state.base, (0,connections/* policyOf */.US)(state.base), step.environment, step.bumps, run),
    };
}
async function merge(step, { state, policy, evidence, requests }, ports) {
    const { pull } = step;
    const environment = (0,promotion_out/* environmentOf */.p7)(policy, step.change.environment);
    const approve = environment.merge === 'auto' && (environment.approvals > 0 || pull.reviewDecision === 'REVIEW_REQUIRED');
    const judged = { state: { ...state, pull }, policy, evidence, requests, verdict: step.verdict };
    const outcome = await (0,merge_as_judged/* mergeAsJudged */.c)(ports.merging, judged, approve);
    switch (outcome.kind) {
        case 'merged':
            return { result: { ...resultOf(step, 'merged', pull), commit: outcome.commit }, again: true };
        case 'slipped': {
            const { commit, reason } = outcome;
            return { result: { ...resultOf(step, 'merged', pull), commit, reasons: [reason] }, again: true };
        }
        case 'again':
            return { result: { ...resultOf(step, 'superseded', pull), reasons: [outcome.reason] }, again: true };
        case 'stopped':
            return { result: { ...resultOf(step, 'superseded', pull), reasons: outcome.verdict.reasons }, again: true };
        case 'refused':
            return { result: { ...resultOf(step, 'refused', pull), reasons: [outcome.reason] }, again: false };
    }
}
/** One gate run a head: people are asked once, when everything else is there, and not again when they have said no. */
async function dispatchGate(step, policy, ports) {
    const { pull, head } = step;
    const environment = (0,promotion_out/* environmentOf */.p7)(policy, step.environment).environment ?? step.environment;
    const outcome = (result, reason, waitsAt = null) => ({
        result: { ...resultOf(step, result, pull), waitsAt, reasons: [reason] },
        again: false,
    });
    const standing = await ports.dispatcher.standing(ports.gateWorkflow, `Gate #${pull.number} at ${head}`);
    switch (standing.kind) {
        case 'rejected':
            return outcome('waiting', { code: 'GATE_REJECTED', environment, by: standing.by ?? 'a deleted user', head });
        case 'under-way':
            return outcome('waiting', { code: 'GATE_AHEAD', environment }, standing.url);
        case 'none':
        case 'ended':
            await ports.dispatcher.dispatch(ports.gateWorkflow, { 'pull-request': String(pull.number), head });
            return outcome('dispatched', { code: 'GATE_AHEAD', environment });
    }
}

;// CONCATENATED MODULE: ./actions/out/promote/result-json.js

/** What came of a step, as it is shown to programs. */
function resultJson({ step, result, number, url, commit, reasons }) {
    return { step: (0,promotion_out/* stepJson */.xi)(step), result, number, url, commit, reasons: reasons.map(promotion_out/* explain */.WE) };
}

;// CONCATENATED MODULE: ./actions/out/promote/promote-environments.js








/** Where others keep moving the base, this many rounds in a row may come to nothing. */
const vainRounds = 10;
/** In the GitOps repository: reads the state once, plans, applies; again after each merge, until nothing moves. */
async function promoteEnvironments(inputs, runtime) {
    const ports = applyPorts(inputs, runtime);
    const done = [];
    const planned = [];
    for (let vain = 1;; vain += 1) {
        const current = await (0,planning/* planOn */.J)(await ports.reader.state(), ports.merging);
        planned.push(...current.steps);
        const { results, again } = await applySteps(current, ports, inputs['dry-run']);
        if (!again || vain === vainRounds) {
            done.push(...results.map(unsettled));
            break;
        }
        // The rest is decided anew: merging moves the base too.
        done.push(...results.filter(({ result }) => !['waiting', 'refused', 'superseded'].includes(result)));
        if (results.some(({ result }) => result === 'merged'))
            vain = 0;
    }
    for (const result of done)
        runtime.info(describe(result));
    if (!inputs['dry-run'])
        await reportPulls(done, ports.report);
    return outcomeOf(planned, done, inputs['dry-run']);
}
/** Each pull request says on itself how it stands; a neighbour's trouble is not told twice. */
async function reportPulls(done, report) {
    for (const result of done) {
        const { pull } = result.step;
        const check = pull === null ? null : (0,pull_report/* checkOfResult */.pN)(result);
        if (pull !== null && check !== null)
            await report(pull, check);
    }
}
function applyPorts(inputs, runtime) {
    const connection = (0,connections/* connectToGitOps */.kl)(inputs, runtime);
    const mergeToken = inputs['merge-token'];
    const { api, graphql } = (0,connections/* serverAddresses */._F)(runtime.env);
    const merging = mergeToken === undefined
        ? connection
        : (0,github_out/* connectGitHub */.UY)({
            token: mergeToken,
            apiUrl: api,
            graphqlUrl: graphql,
            repository: (0,connections/* gitOpsRepository */.R_)(inputs.repository, runtime.env),
        });
    const base = inputs.branch === undefined ? {} : { branch: inputs.branch };
    const reader = (0,github_out/* promotionStateReader */.kj)(connection, base);
    return {
        reader,
        writer: (0,github_out/* pullRequestWriter */.m0)(connection),
        merging: {
            ...(0,merge_ports/* mergePorts */.p)(merging, mergeToken ?? inputs.token, inputs, runtime),
            reader,
            atGate: false,
            decider: async () => (state, policy, evidence, requests) => (0,promotion_out/* judge */.S4)(state, state.pull, policy, evidence, { gate: null, requests }),
        },
        dispatcher: (0,github_out/* workflowDispatcher */.hi)(merging, base),
        gateWorkflow: inputs['gate-workflow'],
        run: (0,connections/* runUrl */.Vp)(runtime.env),
        report: (0,pull_report/* pullReporter */.XW)(merging, runtime),
    };
}
/** What came too late to the very end was not done. */
const unsettled = (result) => result.result === 'superseded'
    ? { ...result, result: 'refused', reasons: [{ code: 'UNSETTLED', rounds: vainRounds }] }
    : result;
function describe({ step, result, number, url }) {
    const about = (0,promotion_out/* environmentOfStep */.jR)(step) ?? 'pull request';
    return `${about}: ${result}${number === null ? '' : ` #${number}`}${url === null ? '' : ` ${url}`}`;
}
function outcomeOf(planned, done, dryRun) {
    const reasons = done.flatMap((result) => result.reasons);
    const failures = done
        .filter(({ result }) => result === 'refused' || result === 'merged')
        .flatMap((result) => result.reasons.filter(promotion_out/* refuses */.QQ));
    const waiting = done.some((result) => result.result === 'waiting');
    const outputs = {
        number: '',
        url: '',
        'head-sha': '',
        reason: reasons.map(promotion_out/* reasonLine */.$E).join('\n'),
        plan: JSON.stringify(planned.map(promotion_out/* stepJson */.xi)),
        results: JSON.stringify(done.map(resultJson)),
    };
    const summary = (0,promotion_out/* planSummary */.MM)(done, dryRun);
    if (failures.length > 0) {
        return {
            kind: 'refused',
            outputs: { ...outputs, result: 'refused' },
            summary,
            failure: failures.map(promotion_out/* reasonLine */.$E).join('\n'),
        };
    }
    const result = dryRun ? 'planned' : waiting ? 'waiting' : 'done';
    return { kind: 'done', outputs: { ...outputs, result }, summary };
}

;// CONCATENATED MODULE: ./actions/out/promote/main.js



const action = {
    definition: definition,
    main(inputs, runtime) {
        const { digest } = inputs;
        return digest === undefined ? promoteEnvironments(inputs, runtime) : promoteBuild(inputs, digest, runtime);
    },
};


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


/***/ }),

/***/ 85780:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   XW: () => (/* binding */ pullReporter),
/* harmony export */   pN: () => (/* binding */ checkOfResult),
/* harmony export */   q$: () => (/* binding */ checkOfOutcome)
/* harmony export */ });
/* harmony import */ var _bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(14991);
/* harmony import */ var _bitvault_github__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(39678);
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(86678);



function pullReporter(connection, runtime) {
    return async (pull, check) => {
        try {
            await (0,_bitvault_github__WEBPACK_IMPORTED_MODULE_1__/* .reportCheck */ .Ny)(connection, pull, check);
        }
        catch (error) {
            const why = (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.isCodedError)(error)
                ? `${error.code}: ${error.message}. Next: ${error.next}`
                : 'an unexpected failure';
            runtime.warn(`#${pull.number} does not say how it stands: ${why}`);
        }
    };
}
/** What a merging action says of the one pull request that it was given. */
function checkOfOutcome(outcome) {
    switch (outcome.kind) {
        case 'merged':
            return (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__/* .mergedCheck */ .Jn)(outcome.commit, outcome.agreed);
        case 'slipped':
            return (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__/* .pullCheck */ .i7)([outcome.reason]);
        case 'allowed':
            return null;
        case 'waiting':
        case 'refused':
            return outcome.pull.state === 'OPEN' && (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__/* .isNonEmpty */ .J_)(outcome.reasons) ? (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__/* .pullCheck */ .i7)(outcome.reasons) : null;
    }
}
/** What promote says of a pull request that it looked at. */
function checkOfResult({ step, result, commit, reasons, waitsAt }) {
    if (step.kind === 'merge' && result === 'merged' && commit !== null && reasons.length === 0)
        return (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__/* .mergedCheck */ .Jn)(commit, step.verdict.agreed);
    return (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__/* .isNonEmpty */ .J_)(reasons) ? (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__/* .pullCheck */ .i7)(reasons, waitsAt) : null;
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


/***/ }),

/***/ 70370:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  A: () => (/* binding */ pLimit)
});

// UNUSED EXPORTS: limitFunction

;// CONCATENATED MODULE: ./node_modules/yocto-queue/index.js
/*
How it works:
`this.#head` is an instance of `Node` which keeps track of its current value and nests another instance of `Node` that keeps the value that comes after it. When a value is provided to `.enqueue()`, the code needs to iterate through `this.#head`, going deeper and deeper to find the last value. However, iterating through every single item is slow. This problem is solved by saving a reference to the last value as `this.#tail` so that it can reference it to add a new value.
*/

class Node {
	value;
	next;

	constructor(value) {
		this.value = value;
	}
}

class Queue {
	#head;
	#tail;
	#size;

	constructor() {
		this.clear();
	}

	enqueue(value) {
		const node = new Node(value);

		if (this.#head) {
			this.#tail.next = node;
			this.#tail = node;
		} else {
			this.#head = node;
			this.#tail = node;
		}

		this.#size++;
	}

	dequeue() {
		const current = this.#head;
		if (!current) {
			return;
		}

		this.#head = this.#head.next;
		this.#size--;

		// Clean up tail reference when queue becomes empty
		if (!this.#head) {
			this.#tail = undefined;
		}

		return current.value;
	}

	peek() {
		if (!this.#head) {
			return;
		}

		return this.#head.value;

		// TODO: Node.js 18.
		// return this.#head?.value;
	}

	clear() {
		this.#head = undefined;
		this.#tail = undefined;
		this.#size = 0;
	}

	get size() {
		return this.#size;
	}

	* [Symbol.iterator]() {
		let current = this.#head;

		while (current) {
			yield current.value;
			current = current.next;
		}
	}

	* drain() {
		while (this.#head) {
			yield this.dequeue();
		}
	}
}

;// CONCATENATED MODULE: ./node_modules/p-limit/index.js


function pLimit(concurrency) {
	let rejectOnClear = false;

	if (typeof concurrency === 'object') {
		({concurrency, rejectOnClear = false} = concurrency);
	}

	validateConcurrency(concurrency);

	if (typeof rejectOnClear !== 'boolean') {
		throw new TypeError('Expected `rejectOnClear` to be a boolean');
	}

	const queue = new Queue();
	let activeCount = 0;

	const resumeNext = () => {
		// Process the next queued function if we're under the concurrency limit
		if (activeCount < concurrency && queue.size > 0) {
			activeCount++;
			queue.dequeue().run();
		}
	};

	const next = () => {
		activeCount--;
		resumeNext();
	};

	const run = async (function_, resolve, arguments_) => {
		// Execute the function and capture the result promise
		const result = (async () => function_(...arguments_))();

		// Resolve immediately with the promise (don't wait for completion)
		resolve(result);

		// Wait for the function to complete (success or failure)
		// We catch errors here to prevent unhandled rejections,
		// but the original promise rejection is preserved for the caller
		try {
			await result;
		} catch {}

		// Decrement active count and process next queued function
		next();
	};

	const enqueue = (function_, resolve, reject, arguments_) => {
		const queueItem = {reject};

		// Queue the internal resolve function instead of the run function
		// to preserve the asynchronous execution context.
		new Promise(internalResolve => { // eslint-disable-line promise/param-names
			queueItem.run = internalResolve;
			queue.enqueue(queueItem);
		}).then(run.bind(undefined, function_, resolve, arguments_)); // eslint-disable-line promise/prefer-await-to-then

		// Start processing immediately if we haven't reached the concurrency limit
		if (activeCount < concurrency) {
			resumeNext();
		}
	};

	const generator = (function_, ...arguments_) => new Promise((resolve, reject) => {
		enqueue(function_, resolve, reject, arguments_);
	});

	Object.defineProperties(generator, {
		activeCount: {
			get: () => activeCount,
		},
		pendingCount: {
			get: () => queue.size,
		},
		clearQueue: {
			value() {
				if (!rejectOnClear) {
					queue.clear();
					return;
				}

				const abortError = AbortSignal.abort().reason;

				while (queue.size > 0) {
					queue.dequeue().reject(abortError);
				}
			},
		},
		concurrency: {
			get: () => concurrency,

			set(newConcurrency) {
				validateConcurrency(newConcurrency);
				concurrency = newConcurrency;

				queueMicrotask(() => {
					// eslint-disable-next-line no-unmodified-loop-condition
					while (activeCount < concurrency && queue.size > 0) {
						resumeNext();
					}
				});
			},
		},
		map: {
			async value(iterable, function_) {
				const promises = [];

				try {
					Array.from(iterable, (value, index) => {
						const promise = generator(function_, value, index);
						promises.push(promise);
						return promise;
					});
				} catch (error) {
					// The iterable threw, so `Promise.all` never observes the already scheduled promises. Observe them here to avoid unhandled rejections.
					for (const promise of promises) {
						promise.catch(() => {}); // eslint-disable-line promise/prefer-await-to-then
					}

					throw error;
				}

				return Promise.all(promises);
			},
		},
	});

	return generator;
}

function limitFunction(function_, options) {
	const limit = pLimit(options);

	const limitedFunction = (...arguments_) => limit(() => function_(...arguments_));
	Object.defineProperty(limitedFunction, 'clearQueue', {
		value: limit.clearQueue,
	});

	return limitedFunction;
}

function validateConcurrency(concurrency) {
	if (!((Number.isInteger(concurrency) || concurrency === Number.POSITIVE_INFINITY) && concurrency > 0)) {
		throw new TypeError('Expected `concurrency` to be a number from 1 and up');
	}
}


/***/ })

};
