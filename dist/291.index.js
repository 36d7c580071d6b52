export const id = 291;
export const ids = [291];
export const modules = {

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

/***/ 62291:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ action)
});

// EXTERNAL MODULE: ./packages/action-kit/out/index.js + 13 modules
var out = __webpack_require__(7962);
// EXTERNAL MODULE: ./packages/promotion/out/index.js + 65 modules
var promotion_out = __webpack_require__(60283);
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
        digest: (0,out.explicit)((0,out.parsed)(promotion_out/* parseDigest */.m), 'none', 'Digest that CI has just pushed. `none` in the GitOps repository.'),
        service: (0,out.optional)((0,out.parsed)(promotion_out/* parseServiceName */.qE), 'With `digest`: service of promotion.yaml. Default: the one with this image.'),
        environment: (0,out.optional)((0,out.parsed)(promotion_out/* parseEnvironmentName */.gU), 'With `digest`: the environment to propose it to. Default: the only one with `from: build`.'),
        'merge-token': (0,out.explicit)(out.secretText, 'token', 'Token that approves and merges: of another App than `token`, which may not approve its own pull requests. `token` is the input of this name.'),
        'gate-workflow': (0,out.defaulted)(out.text, 'prod-gate.yml', 'Workflow that is dispatched, with inputs `pull-request` and `head`, when only the manual approval of an environment is missing.'),
        ...input_groups/* rollbackWorkflowInput */.oL,
        ...input_groups/* sourceInputs */.ZU,
        ...input_groups/* registryInputs */.P4,
        ...input_groups/* trustInputs */.Av,
        ...input_groups/* dryRunInput */.lo,
    },
    outputs: {
        number: 'With `digest`: number of the pull request.',
        url: 'With `digest`: address of the pull request.',
        'head-sha': 'With `digest`: head commit of the pull request.',
        result: 'With `digest`: `opened`, `updated`, `unchanged`, `planned` or `refused`. Without: `done`, `waiting`, `planned` or `refused`.',
        reason: 'Every reason why something was not done: `CODE: sentence. Next: …`, one per line.',
        plan: 'Without `digest`: the steps that were decided on, as JSON.',
        results: 'Without `digest`: what came of each step, as JSON.',
    },
});

// EXTERNAL MODULE: ./packages/github/out/index.js + 62 modules
var github_out = __webpack_require__(69876);
// EXTERNAL MODULE: ./actions/out/connections.js
var connections = __webpack_require__(25865);
// EXTERNAL MODULE: ./actions/out/evidence.js + 1 modules
var evidence = __webpack_require__(12166);
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
    const verifier = (0,evidence/* imageVerifier */.g)({
        trustedRoot: inputs['trusted-root'],
        registry: (0,registry_access/* registryAccess */.Y)(inputs, runtime),
        files: (0,github_out/* baseFileReader */.bB)(connection),
    }, runtime);
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
    const evidence = await verifier.verify(policy, [{ service, digest }], state.base);
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
        const applied = dryRun
            ? { result: dryResult(step), again: false }
            : await tryStep(step, planned, ports);
        results.push(applied.result);
        if (applied.again)
            return { results, again: true, sent: applied.sent ?? null };
    }
    return { results, again: false, sent: null };
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
            return dispatchGate(step, planned, ports);
        case 'close':
            await ports.writer.close(step.pull, `Closed by promote: ${(0,promotion_out/* explain */.WE)(step.because).sentence}.`);
            return { result: resultOf(step, 'closed', step.pull), again: false };
        case 'wait':
            return { result: waiting(step, ports.gatePage), again: false };
        case 'refuse':
            return { result: { ...resultOf(step, 'refused', step.pull), reasons: step.because }, again: false };
        default:
            return (0,promotion_out/* assertNever */.xb)(step);
    }
}
function waiting(step, gatePage) {
    const byHand = step.because.some(({ code }) => code === 'DISPATCH_AHEAD');
    return { ...resultOf(step, 'waiting', step.pull), waitsAt: byHand ? gatePage : null, reasons: step.because };
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
/** What became of a merge of which nothing was heard; null where it has not landed. */
async function lateResult({ step, judged }, { reader, merging }) {
    const { pull } = await reader.stateOfPull(step.pull.number);
    const outcome = await (0,merge_as_judged/* auditLateMerge */.qm)(merging, judged, pull);
    return outcome === null ? null : attempted(step, judged, outcome).result;
}
async function merge(step, { state, policy, evidence, requests }, ports) {
    const { pull } = step;
    const environment = (0,promotion_out/* environmentOf */.p7)(policy, step.change.environment);
    const approve = environment.merge === 'auto' && (environment.approvals > 0 || pull.reviewDecision === 'REVIEW_REQUIRED');
    const judged = { state: { ...state, pull }, policy, evidence, requests, verdict: step.verdict };
    return attempted(step, judged, await (0,merge_as_judged/* mergeAsJudged */.ci)(ports.merging, judged, approve));
}
function attempted(step, judged, outcome) {
    const { pull } = step;
    switch (outcome.kind) {
        case 'merged':
            return { result: { ...resultOf(step, 'merged', pull), commit: outcome.commit }, again: true };
        case 'slipped': {
            const { commit, reason } = outcome;
            return { result: { ...resultOf(step, 'merged', pull), commit, reasons: [reason] }, again: true };
        }
        case 'again': {
            const result = { ...resultOf(step, 'superseded', pull), reasons: [outcome.reason] };
            return { result, again: true, ...(outcome.sent && { sent: { step, judged } }) };
        }
        case 'stopped':
            return { result: { ...resultOf(step, 'superseded', pull), reasons: outcome.verdict.reasons }, again: true };
        case 'refused':
            return { result: { ...resultOf(step, 'refused', pull), reasons: [outcome.reason] }, again: false };
    }
}
/** One gate run a head: people are asked once, when everything else is there, and not again when they have said no. */
async function dispatchGate(step, { policy, state }, ports) {
    const { pull, head } = step;
    const environment = (0,promotion_out/* environmentOf */.p7)(policy, step.environment).environment ?? step.environment;
    const outcome = (result, reason, waitsAt = null) => ({
        result: { ...resultOf(step, result, pull), waitsAt, reasons: [reason] },
        again: false,
    });
    const title = `Gate #${pull.number} at ${head}`;
    const { branch } = state.base;
    const standing = await ports.dispatcher.standing(ports.gateWorkflow, title, branch);
    switch (standing.kind) {
        case 'rejected':
            return outcome('waiting', { code: 'GATE_REJECTED', environment, by: standing.by ?? 'a deleted user', head });
        case 'under-way':
            return outcome('waiting', { code: 'GATE_AHEAD', environment }, standing.url);
        case 'none':
        case 'ended':
            return outcome('dispatched', { code: 'GATE_AHEAD', environment }, await startGate(pull, title, branch, ports));
    }
}
/** Returns where people find the run: its address or, where GitHub does not tell that yet, the page of the workflow. */
async function startGate({ number, head }, title, branch, { dispatcher, gateWorkflow, gatePage }) {
    const run = await dispatcher.dispatch(gateWorkflow, { 'pull-request': String(number), head });
    if (run !== null)
        return run;
    try {
        const standing = await dispatcher.standing(gateWorkflow, title, branch);
        return standing.kind === 'under-way' ? standing.url : gatePage;
    }
    catch (error) {
        // It has been started: that it cannot be looked up is no failure.
        if (!(0,out.isCodedError)(error))
            throw error;
        return gatePage;
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
    const progress = { planned: [], done: [] };
    let failure = null;
    try {
        await takeFurther(progress, ports, inputs['dry-run']);
    }
    catch (error) {
        // What earlier rounds did is done, and has to be told of.
        if (progress.done.length === 0)
            throw error;
        failure = (0,out.describeFailure)(error);
    }
    for (const result of progress.done)
        runtime.info(describe(result));
    if (!inputs['dry-run'])
        await reportPulls(progress.done, ports.report);
    return outcomeOf(progress, failure, inputs['dry-run']);
}
/** Plans and applies until nothing moves any more; what it comes to on the way is added to `progress`. */
async function takeFurther({ planned, done }, ports, dryRun) {
    const unheard = new Map();
    for (let vain = 1;; vain += 1) {
        const state = await ports.reader.state();
        done.push(...(await landed(unheard, ports)));
        const current = await (0,planning/* planOn */.J)(state, ports.merging);
        planned.push(...current.steps);
        const { results, again, sent } = await applySteps(current, ports, dryRun);
        if (sent !== null)
            unheard.set(sent.step.pull.number, sent);
        if (!again || vain === vainRounds) {
            done.push(...results.map(unsettled));
            return;
        }
        // The rest is decided again: merging moves the base too.
        done.push(...results.filter(({ result }) => !['waiting', 'refused', 'superseded'].includes(result)));
        if (results.some(({ result }) => result === 'merged'))
            vain = 0;
    }
}
/** What became of those merges of which nothing was heard, as far as they have landed. */
async function landed(unheard, ports) {
    const results = [];
    for (const [number, sent] of unheard) {
        const result = await lateResult(sent, ports);
        if (result === null)
            continue;
        unheard.delete(number);
        results.push(result);
    }
    return results;
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
    const merging = mergingConnection(inputs, runtime, connection);
    const base = inputs.branch === undefined ? {} : { branch: inputs.branch };
    const reader = (0,github_out/* promotionStateReader */.kj)(connection, base);
    return {
        reader,
        writer: (0,github_out/* pullRequestWriter */.m0)(connection),
        merging: {
            ...(0,merge_ports/* mergePorts */.p)(merging, inputs, runtime, false),
            reader,
            decider: async () => (state, policy, evidence, requests) => (0,promotion_out/* judge */.S4)(state, state.pull, policy, evidence, { gate: null, requests }),
        },
        dispatcher: (0,github_out/* workflowDispatcher */.hi)(merging, base),
        gateWorkflow: inputs['gate-workflow'],
        gatePage: (0,github_out/* workflowPage */.ZP)((0,connections/* serverAddresses */._F)(runtime.env).server, merging.repository, inputs['gate-workflow']),
        run: (0,connections/* runUrl */.Vp)(runtime.env),
        report: (0,pull_report/* pullReporter */.XW)(merging, runtime),
    };
}
/** With the identity that approves, merges and starts the gate. */
function mergingConnection(inputs, runtime, opening) {
    const { 'merge-token': token, repository } = inputs;
    if (token !== undefined) {
        return (0,connections/* connectToGitOps */.kl)({ token, repository }, runtime, { credential: { input: 'merge-token' } });
    }
    const credential = { input: 'token', insteadOf: 'merge-token' };
    return (0,connections/* connectToGitOps */.kl)(inputs, runtime, { credential, recollection: opening.recollection });
}
/** What came too late to the very end was not done. */
const unsettled = (result) => result.result === 'superseded'
    ? { ...result, result: 'refused', reasons: [{ code: 'UNSETTLED', rounds: vainRounds }] }
    : result;
function describe({ step, result, number, url }) {
    const about = (0,promotion_out/* environmentOfStep */.jR)(step) ?? 'pull request';
    return `${about}: ${result}${number === null ? '' : ` #${number}`}${url === null ? '' : ` ${url}`}`;
}
function outcomeOf({ planned, done }, broken, dryRun) {
    const reasons = done.flatMap((result) => result.reasons);
    const failures = done
        .filter(({ result }) => result === 'refused' || result === 'merged')
        .flatMap((result) => result.reasons.filter(promotion_out/* refuses */.QQ).map(promotion_out/* reasonLine */.$E))
        .concat(broken ?? []);
    const waiting = done.some((result) => result.result === 'waiting');
    const outputs = {
        number: '',
        url: '',
        'head-sha': '',
        reason: [...reasons.map(promotion_out/* reasonLine */.$E), ...(broken === null ? [] : [broken])].join('\n'),
        plan: JSON.stringify(planned.map(promotion_out/* stepJson */.xi)),
        results: JSON.stringify(done.map(resultJson)),
    };
    const summary = () => (0,promotion_out/* planSummary */.MM)(done, dryRun);
    if (failures.length > 0) {
        return {
            kind: 'refused',
            outputs: { ...outputs, result: 'refused' },
            summary,
            failure: failures.join('\n'),
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
        if (digest !== undefined)
            return promoteBuild(inputs, digest, runtime);
        refuseHalfABuild(inputs);
        return promoteEnvironments(inputs, runtime);
    },
};
/** What belongs to a digest, without one, is no order to take all environments further. */
function refuseHalfABuild(inputs) {
    const of = ['image', 'service', 'environment'].find((name) => inputs[name] !== undefined);
    if (of === undefined)
        return;
    throw new out.InputError('INPUT_MISSING', `input "digest" is missing, but "${of}" is set, which says what to do with one`, `Set \`with: digest:\` to the output of the step that pushed the image; or, to take every environment further, leave \`${of}\` out.`);
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
