export const id = 37;
export const ids = [37];
export const modules = {

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

/***/ 29695:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ judgeAgain),
/* harmony export */   v: () => (/* binding */ judgePull)
/* harmony export */ });
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(60283);
/* harmony import */ var _connections_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(25865);
/* harmony import */ var _further_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(86058);



/** The image digests that merging a pull request would deploy. */
function candidatesOf(pull, state, policy) {
    const recognition = (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .recogniseChange */ .Sx)(pull, state.base, policy);
    if (recognition.kind === 'unrecognised' || recognition.change.kind === 'resume')
        return [];
    return recognition.change.bumps.map((bump) => ({ service: bump.service, digest: bump.to }));
}
/** Gathers the evidence, which cannot change any more, and decides. */
async function judgePull(ports, first) {
    const { pull } = first;
    const policy = (0,_connections_js__WEBPACK_IMPORTED_MODULE_1__/* .policyOf */ .US)(first.base);
    const evidence = await ports.verifier.verify(policy, candidatesOf(pull, first, policy), first.base);
    const requests = await ports.requests((0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .requestRunsOf */ .vv)(pull, first.base, policy, ports.atGate));
    return judgeAgain(ports, { state: first, policy, evidence, requests });
}
/** Decides by evidence that is there already, and reads whatever else the decision turns on. */
async function judgeAgain(ports, known) {
    const { policy, evidence, requests } = known;
    const decide = await ports.decider(policy);
    const { state, decision: verdict } = await (0,_further_js__WEBPACK_IMPORTED_MODULE_2__/* .decideOn */ .m)(ports.reader, known.state, (read) => decide(read, policy, evidence, requests), (decided) => (decided.kind === 'merge' ? [] : [decided.reasons]));
    return { ...known, state, verdict };
}


/***/ }),

/***/ 4807:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ci: () => (/* binding */ mergeAsJudged),
/* harmony export */   cj: () => (/* binding */ sentencesOf),
/* harmony export */   qm: () => (/* binding */ auditLateMerge),
/* harmony export */   sX: () => (/* binding */ judgeMerge)
/* harmony export */ });
/* harmony import */ var _bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7962);
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(60283);
/* harmony import */ var _judged_pull_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(29695);



/**
 * Merges exactly what was judged. GitHub takes a head as a condition of a merge, but neither a base nor the facts that a
 * policy asks for. Base, pull request and reports are looked at again in the one request before the merge, what else the
 * decider asks in those before that one; what came of it is judged right after.
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
            return { kind: 'again', reason: { code: 'CONFLICTING' }, sent: true };
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
        return movedOn(look.base);
    }
    const verdict = decide({ ...look.state, further: state.further }, policy, evidence, requests);
    if (verdict.kind === 'merge')
        return verdict;
    // Something was reported since: there is no time to read it now.
    if ((0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_1__/* .wantedBy */ .fy)([verdict.reasons]) !== null)
        return movedOn(look.base);
    return { kind: 'stopped', verdict };
}
const movedOn = (base) => ({
    kind: 'again',
    reason: { code: 'FACTS_MOVED', base },
    sent: false,
});
/**
 * What became of a merge of which nothing was heard, by the pull request as it is now: judged like any other where it has
 * landed, null where it has not.
 */
async function auditLateMerge(ports, judged, now) {
    if (now.state !== 'MERGED' || now.mergeCommit === null || now.head !== judged.state.pull.head)
        return null;
    if (!(await ports.merger.hasMerged(now)))
        return null;
    await ports.merger.deleteBranch(now);
    return auditMerge(ports, judged, now.mergeCommit);
}
/**
 * Judges what was merged, on the commit that it was merged onto and with the facts of that moment. What the policy would
 * not have allowed is reported, and handed to `undo`, which sees to it or says what people have to do.
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
    const { state } = judged;
    const look = await ports.reader.look(state, commit);
    if (look.mergedOnto === state.base.oid) {
        const after = (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_1__/* .asOfMerge */ .OQ)({ ...look.state, further: state.further });
        return (await (0,_judged_pull_js__WEBPACK_IMPORTED_MODULE_2__/* .judgeAgain */ ._)(ports, { ...judged, state: after })).verdict;
    }
    return (await judgeMerge(ports, state, commit)).verdict;
}
/** Judges a merge from the start, on the commit that it was merged onto and with the facts of that moment. */
async function judgeMerge(ports, state, commit) {
    return (0,_judged_pull_js__WEBPACK_IMPORTED_MODULE_2__/* .judgePull */ .v)(ports, (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_1__/* .asOfMerge */ .OQ)(await ports.reader.stateOfMerge(state, commit)));
}
const sentencesOf = (reasons) => reasons.map((reason) => `${reason.code}: ${(0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_1__/* .explain */ .WE)(reason).sentence}`).join('; ');
async function slipped(ports, change, commit, reasons) {
    const advice = await ports.undo(change, commit, reasons);
    const why = sentencesOf(reasons);
    return { kind: 'slipped', commit, reason: { code: 'MERGED_AGAINST_POLICY', commit, why, advice } };
}


/***/ }),

/***/ 56751:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  p: () => (/* binding */ mergePorts)
});

// EXTERNAL MODULE: ./packages/github/out/index.js + 62 modules
var out = __webpack_require__(69876);
// EXTERNAL MODULE: ./actions/out/evidence.js + 1 modules
var evidence = __webpack_require__(12166);
// EXTERNAL MODULE: ./actions/out/registry-access.js
var registry_access = __webpack_require__(41284);
// EXTERNAL MODULE: ./actions/out/requests.js
var requests = __webpack_require__(27512);
// EXTERNAL MODULE: ./actions/out/source-authors.js
var source_authors = __webpack_require__(44650);
// EXTERNAL MODULE: ./packages/action-kit/out/index.js + 13 modules
var action_kit_out = __webpack_require__(7962);
// EXTERNAL MODULE: ./packages/promotion/out/index.js + 65 modules
var promotion_out = __webpack_require__(60283);
;// CONCATENATED MODULE: ./actions/out/merging/undo.js


/**
 * Starts the rollback workflow for each digest that was merged, by a promotion or by a rollback, to leave that one and no
 * other: its pull request comes from the App that opens all of them, and goes through the gates like any other. What ran
 * the moment before goes there again whatever speaks against it as the target of a rollback; its hold records that. Where
 * nothing ran, or only a hold was lifted, no rollback leads back: people are told what does.
 */
function rollbackByWorkflow(dispatcher, workflow) {
    return async (change, commit, reasons) => {
        if (reasons.some(({ code }) => code === 'PULL_BASE_UNEXPECTED'))
            return elsewhere(commit);
        if (change.kind === 'resume')
            return liftedByHand(change, commit);
        const codes = [...new Set(reasons.map(({ code }) => code))];
        const reason = `merged as ${commit.slice(0, 7)} although ${codes.join(', ')}`;
        const replacements = change.bumps.filter(isReplacement);
        const advice = [];
        const started = [];
        for (const replacement of replacements) {
            const failure = await startRollback(dispatcher, workflow, replacement, reason);
            if (failure === null)
                started.push(replacement.service);
            else
                advice.push(startByHand(workflow, replacement, reason, failure));
        }
        if (started.length > 0) {
            const services = started.join(', ');
            advice.unshift(`${workflow} was started for ${services} in ${change.environment}: see its pull request through`);
        }
        const first = change.bumps.filter((bump) => !isReplacement(bump)).map(({ service }) => service);
        if (first.length > 0) {
            const nothing = `Nothing ran for ${first.join(', ')} in ${change.environment} before`;
            // A revert takes back all of the commit, which no rollback of its other services may cross.
            advice.push(`${nothing}, so no rollback leads back: ${started.length > 0 ? emptied : reverted(commit)}`);
        }
        return advice.join('; ');
    };
}
const isReplacement = (bump) => bump.from !== null;
const reverted = (commit) => `run \`git revert ${commit}\` on a branch, and have its pull request reviewed and merged by those who may change rules`;
const emptied = 'set its digest to null again in a pull request that is reviewed and merged by those who may change rules';
const liftedByHand = ({ environment, services }, commit) => `Promotion goes on where it was held: ${reverted(commit)}, which puts ${services
    .map((service) => (0,promotion_out/* holdPath */.nq)(environment, service))
    .join(' and ')} back as it was`;
/** Pointed at another branch in the last moment, it changed nothing that is deployed. */
const elsewhere = (commit) => `Take ${commit.slice(0, 7)} out of the branch that the pull request was pointed at; the base branch is as it was`;
const startByHand = (workflow, { service, environment, from, to }, reason, failure) => `${workflow} could not be started for ${service} (${failure}): roll it back by hand, with environment ${environment}, from ${to}, to ${from}, and "${reason}" as reason and force`;
/** Null where the workflow was started, else why not. */
async function startRollback(dispatcher, workflow, { service, environment, from, to }, reason) {
    const force = `it ran before what was ${reason}`;
    try {
        const inputs = { command: 'rollback', service, environment, from: to, to: from, reason, force };
        await dispatcher.dispatch(workflow, inputs);
        return null;
    }
    catch (error) {
        if (!(0,action_kit_out.isCodedError)(error))
            throw error;
        return `${error.code}: ${error.message}`;
    }
}

;// CONCATENATED MODULE: ./actions/out/merging/merge-ports.js






/**
 * What an action that merges with one token works with; how it decides is its own.
 *
 * @param atGate whether this is the job that the manual approval guards
 */
function mergePorts(connection, inputs, runtime, atGate) {
    const base = inputs.branch === undefined ? {} : { branch: inputs.branch };
    const verifier = (0,evidence/* imageVerifier */.g)({
        trustedRoot: inputs['trusted-root'],
        registry: (0,registry_access/* registryAccess */.Y)(inputs, runtime),
        files: (0,out/* baseFileReader */.bB)(connection),
    }, runtime);
    return {
        atGate,
        reader: (0,out/* promotionStateReader */.kj)(connection, base),
        merger: (0,out/* pullRequestMerger */.n1)(connection),
        verifier: (0,source_authors/* withAuthors */.N)(verifier, (0,source_authors/* sourceConnection */.I)(inputs, runtime, connection), atGate),
        requests: (0,requests/* requestReader */.j)((0,out/* deploymentGateReader */.ij)(connection), runtime.env, connection.repository),
        undo: rollbackByWorkflow((0,out/* workflowDispatcher */.hi)(connection, base), inputs['rollback-workflow']),
    };
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

/***/ 85780:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P0: () => (/* binding */ mergeAndTell),
/* harmony export */   XW: () => (/* binding */ pullReporter),
/* harmony export */   pN: () => (/* binding */ checkOfResult)
/* harmony export */ });
/* harmony import */ var _bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7962);
/* harmony import */ var _bitvault_github__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(69876);
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(60283);



const pullReporter = (connection, runtime) => (pull, check) => trying(runtime, pull.number, () => (0,_bitvault_github__WEBPACK_IMPORTED_MODULE_1__/* .reportCheck */ .Ny)(connection, pull, check));
/**
 * Merges the one pull request that an action was given, and says on it what came of that. A coded error is said there too,
 * as long as the pull request is open, and thrown on.
 */
async function mergeAndTell(connection, runtime, { 'pull-request': number, 'dry-run': dryRun }, merge) {
    try {
        const outcome = await merge();
        runtime.info(`#${outcome.pull.number}: ${outcome.kind}`);
        const check = dryRun ? null : checkOfOutcome(outcome);
        if (check !== null)
            await pullReporter(connection, runtime)(outcome.pull, check);
        return outcome;
    }
    catch (error) {
        if ((0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.isCodedError)(error) && !dryRun)
            await tellFailure(connection, runtime, number, error);
        throw error;
    }
}
function tellFailure(connection, runtime, number, { code: failure, message, next: advice }) {
    const check = (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__/* .pullCheck */ .i7)([{ code: 'STEP_FAILED', failure, message, advice }]);
    return trying(runtime, number, async () => {
        const head = await (0,_bitvault_github__WEBPACK_IMPORTED_MODULE_1__/* .openHead */ .nS)(connection, number);
        if (head !== null)
            await (0,_bitvault_github__WEBPACK_IMPORTED_MODULE_1__/* .reportCheck */ .Ny)(connection, { number, head }, check);
    });
}
async function trying(runtime, number, tell) {
    try {
        await tell();
    }
    catch (error) {
        const why = (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.isCodedError)(error) ? `${error.code}: ${error.message}. Next: ${error.next}` : 'an unexpected failure';
        // Whoever may not even read checks would otherwise be told of the right to write them only after that.
        const denied = (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.isCodedError)(error) && error.code === 'GITHUB_DENIED';
        const needed = denied ? ', for which Checks: write is needed' : '';
        runtime.warn(`#${number} does not say how it stands${needed}: ${why}`);
    }
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
            return outcome.pull.state === 'OPEN' && (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__/* .isNonEmpty */ .J_)(outcome.reasons)
                ? (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__/* .pullCheck */ .i7)(outcome.reasons, null, outcome.met)
                : null;
    }
}
/** What promote says of a pull request that it looked at. */
function checkOfResult({ step, result, commit, reasons, waitsAt }) {
    if (step.kind === 'merge' && result === 'merged' && commit !== null && reasons.length === 0)
        return (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__/* .mergedCheck */ .Jn)(commit, step.verdict.agreed);
    // What a merge that was stopped had before may be what it lost.
    const met = (step.kind !== 'merge' && 'met' in step ? step.met : undefined) ?? [];
    return (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__/* .isNonEmpty */ .J_)(reasons) ? (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__/* .pullCheck */ .i7)(reasons, waitsAt, met) : null;
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
