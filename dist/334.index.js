export const id = 334;
export const ids = [334];
export const modules = {

/***/ 72699:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ mergeIfAllowed)
/* harmony export */ });
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(60283);
/* harmony import */ var _connections_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(25865);
/* harmony import */ var _judged_pull_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(29695);
/* harmony import */ var _merge_as_judged_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4807);




/** What keeps moving is judged again this often before it is given up. */
const judgements = 6;
/** Judges and merges one pull request; whenever something moved in between, everything is read and judged again. */
async function mergeIfAllowed(ports, number, dryRun) {
    let sent = null;
    for (let attempt = 1;; attempt += 1) {
        const state = await ports.reader.stateOfPull(number);
        const late = sent === null ? null : await (0,_merge_as_judged_js__WEBPACK_IMPORTED_MODULE_3__/* .auditLateMerge */ .qm)(ports, sent, state.pull);
        if (late !== null && late.kind !== 'again')
            return outcomeOf(state.pull, late);
        if (state.pull.state === 'MERGED')
            return afterMerge(ports, state, dryRun);
        const judged = await (0,_judged_pull_js__WEBPACK_IMPORTED_MODULE_2__/* .judgePull */ .v)(ports, state);
        const { pull } = judged.state;
        const { verdict, policy } = judged;
        if (verdict.kind !== 'merge')
            return stopped(pull, verdict);
        const { change } = verdict;
        if (dryRun)
            return { kind: 'allowed', pull, change };
        const allowed = { ...judged, verdict };
        const result = await (0,_merge_as_judged_js__WEBPACK_IMPORTED_MODULE_3__/* .mergeAsJudged */ .ci)(ports, allowed, ports.approves(pull, policy, change));
        if (result.kind !== 'again')
            return outcomeOf(pull, result);
        if (result.sent)
            sent = allowed;
        if (attempt === judgements)
            return { kind: 'refused', pull, reasons: [result.reason] };
    }
}
function stopped(pull, verdict) {
    return { kind: verdict.kind === 'wait' ? 'waiting' : 'refused', pull, reasons: verdict.reasons, met: verdict.met };
}
function outcomeOf(pull, result) {
    switch (result.kind) {
        case 'merged':
        case 'slipped':
            return { ...result, pull };
        case 'stopped':
            return stopped(pull, result.verdict);
        case 'refused':
            return { kind: 'refused', pull, reasons: [result.reason] };
    }
}
/**
 * What an earlier run merged. That run may have been broken off before it judged what came of it, or may have said that it
 * was against the policy: it is judged here as of its merge. What anybody else merged is not this action's to judge.
 */
async function afterMerge(ports, state, dryRun) {
    const { merger, shown } = ports;
    const { pull } = state;
    const commit = pull.mergeCommit;
    const isOwn = (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .isPullOf */ .rQ)(pull, state.base, (0,_connections_js__WEBPACK_IMPORTED_MODULE_1__/* .policyOf */ .US)(state.base));
    const asShown = shown === null || pull.head === shown;
    if (commit === null || !isOwn || !asShown || !(await merger.hasMerged(pull))) {
        return { kind: 'refused', pull, reasons: [{ code: 'PULL_NOT_OPEN', state: pull.state }] };
    }
    if (!dryRun)
        await merger.deleteBranch(pull);
    const { verdict } = await (0,_merge_as_judged_js__WEBPACK_IMPORTED_MODULE_3__/* .judgeMerge */ .sX)(ports, state, commit);
    if (verdict.kind === 'merge')
        return { kind: 'merged', pull, change: verdict.change, commit, agreed: verdict.agreed };
    return {
        kind: 'refused',
        pull,
        reasons: [{ code: 'MERGED_UNCONFIRMED', commit, why: (0,_merge_as_judged_js__WEBPACK_IMPORTED_MODULE_3__/* .sentencesOf */ .cj)(verdict.reasons) }],
    };
}


/***/ }),

/***/ 56261:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BH: () => (/* binding */ mergeOutputs),
/* harmony export */   EU: () => (/* binding */ requireHead),
/* harmony export */   Fl: () => (/* binding */ requireMergeMode),
/* harmony export */   pK: () => (/* binding */ mergeOutcome)
/* harmony export */ });
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(60283);

const mergeOutputs = {
    result: '`merged`, `waiting`, `planned` (dry run) or `refused`.',
    'merge-sha': 'The merge commit.',
    reason: 'Why it was not merged: `CODE: sentence. Next: …`, one per line.',
};
/** What a merging action reports. With `mustMerge`, waiting is a failure too: an approval was spent on this run. */
function mergeOutcome(outcome, mustMerge) {
    const link = `[#${outcome.pull.number}](${outcome.pull.url})`;
    switch (outcome.kind) {
        case 'merged':
            return {
                kind: 'done',
                outputs: { result: 'merged', 'merge-sha': outcome.commit, reason: '' },
                summary: () => `## Merged ${link}\n\nAs \`${outcome.commit}\`.\n\n${(0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .changeTable */ .Hg)(outcome.change)}\n`,
            };
        case 'allowed':
            return {
                kind: 'done',
                outputs: { result: 'planned', 'merge-sha': '', reason: '' },
                summary: () => `## Would merge ${link} (dry run)\n`,
            };
        case 'slipped': {
            const reason = (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .reasonLine */ .$E)(outcome.reason);
            return {
                kind: 'refused',
                outputs: { result: 'refused', 'merge-sha': outcome.commit, reason },
                summary: () => `## Merged against the policy: ${link}\n\n${(0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .reasonList */ .nJ)([outcome.reason])}\n`,
                failure: reason,
            };
        }
        case 'waiting':
        case 'refused': {
            const reason = outcome.reasons.map(_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .reasonLine */ .$E).join('\n');
            const outputs = { result: outcome.kind, 'merge-sha': '', reason };
            const summary = () => `## ${outcome.kind === 'waiting' ? 'Waiting' : 'Refused'}: ${link}\n\n${(0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .reasonList */ .nJ)(outcome.reasons)}\n`;
            if (outcome.kind === 'waiting' && !mustMerge)
                return { kind: 'done', outputs, summary };
            return { kind: 'refused', outputs, summary, failure: reason };
        }
    }
}
/** A verdict that also demands that this action is the one for the environment. */
function requireMergeMode(verdict, policy, mode) {
    if (verdict.change === null)
        return verdict;
    const { environment } = verdict.change;
    const found = (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .environmentOf */ .p7)(policy, environment).merge;
    return found === mode
        ? verdict
        : refuseToo(verdict, { code: 'MERGE_MODE', environment, mode: found, expected: mode });
}
/** A verdict that also demands that the head is the one that people were shown. */
function requireHead(verdict, head, shown) {
    return head === shown ? verdict : refuseToo(verdict, { code: 'HEAD_MOVED', expected: shown });
}
const refuseToo = (verdict, reason) => ({
    kind: 'refuse',
    change: verdict.change,
    met: verdict.met,
    reasons: verdict.kind === 'merge' ? [reason] : [reason, ...verdict.reasons],
});


/***/ }),

/***/ 334:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ action)
});

// EXTERNAL MODULE: ./packages/github/out/index.js + 62 modules
var out = __webpack_require__(69876);
// EXTERNAL MODULE: ./packages/promotion/out/index.js + 65 modules
var promotion_out = __webpack_require__(60283);
// EXTERNAL MODULE: ./actions/out/connections.js
var connections = __webpack_require__(25865);
// EXTERNAL MODULE: ./actions/out/merging/merge-if-allowed.js
var merge_if_allowed = __webpack_require__(72699);
// EXTERNAL MODULE: ./actions/out/merging/merge-outcome.js
var merge_outcome = __webpack_require__(56261);
// EXTERNAL MODULE: ./actions/out/merging/merge-ports.js + 1 modules
var merge_ports = __webpack_require__(56751);
// EXTERNAL MODULE: ./packages/action-kit/out/index.js + 13 modules
var action_kit_out = __webpack_require__(7962);
;// CONCATENATED MODULE: ./actions/out/prod-manual-gate/approval-facts.js

/** Reads what is on record about this very run, and about the environment that its job is bound to. */
async function readApprovalFacts(reader, claims, repository, policy) {
    const runId = Number(claims.runId);
    if (!Number.isSafeInteger(runId) || runId <= 0)
        throw unbound('no run');
    const teams = dispatchingTeams(policy);
    if (claims.environment === '' && teams.length === 0)
        throw unbound('no environment');
    const [environment, approvals, run] = await Promise.all([
        claims.environment === '' ? null : reader.environment(claims.environment),
        claims.environment === '' ? [] : reader.approvals(runId),
        reader.run(runId),
    ]);
    const membership = membershipIn(reader, repository);
    const [teamMembers, starterTeams] = await Promise.all([
        approvingMembers(membership, environment, approvals),
        teamsOfStarter(membership, teams, run),
    ]);
    return { environment, approvals, run, teamMembers, starterTeams };
}
const unbound = (what) => new action_kit_out.InputError('OIDC_UNAVAILABLE', `the job's identity token names ${what}`, 'Give the gate job the `environment:` that promotion.yaml names.');
/** Teams whose members may start a gate by hand. */
function dispatchingTeams(policy) {
    return [...new Set(policy.environments.flatMap(({ dispatchers }) => dispatchers ?? []))];
}
function membershipIn(reader, repository) {
    const [organization = ''] = repository.split('/');
    return (team, login) => reader.isTeamMember(organization, team, login);
}
/** Lower-case logins of those approvers that are members of a team which the environment requires. */
async function approvingMembers(isMember, environment, approvals) {
    const teams = (environment?.reviewers ?? []).filter((reviewer) => reviewer.kind === 'Team');
    const approvers = approvals.flatMap(({ state, user }) => state === 'approved' && user !== null ? [user.login.toLowerCase()] : []);
    const members = new Set();
    for (const login of new Set(approvers)) {
        for (const team of teams) {
            if (await isMember(team.name, login))
                members.add(login);
        }
    }
    return members;
}
async function teamsOfStarter(isMember, teams, { actor, actorKind }) {
    if (actor === null || actorKind !== 'User')
        return new Set();
    const found = await Promise.all(teams.map(async (team) => ((await isMember(team, actor)) ? [team] : [])));
    return new Set(found.flat());
}

// EXTERNAL MODULE: ./actions/out/pull-report.js
var pull_report = __webpack_require__(85780);
// EXTERNAL MODULE: ./actions/out/input-groups.js
var input_groups = __webpack_require__(51005);
;// CONCATENATED MODULE: ./actions/out/prod-manual-gate/inputs.js




const definition = (0,action_kit_out.defineAction)({
    name: 'prod-manual-gate',
    title: 'BitVault: prod manual gate',
    description: 'In a job that is bound to a protected GitHub environment: merges a reviewed pull request of an environment with `merge: gate`, when this very run was approved.',
    icon: 'shield',
    inputs: {
        ...input_groups/* gitOpsInputs */.cH,
        'pull-request': (0,action_kit_out.required)(action_kit_out.wholeNumber, 'Number of the pull request to merge.'),
        head: (0,action_kit_out.required)((0,action_kit_out.parsed)(promotion_out/* parseCommitOid */.ZN), 'Head commit that people were asked to approve; any other is refused.'),
        ...input_groups/* sourceInputs */.ZU,
        ...input_groups/* registryInputs */.P4,
        ...input_groups/* trustInputs */.Av,
        ...input_groups/* rollbackWorkflowInput */.oL,
        ...input_groups/* dryRunInput */.lo,
    },
    outputs: { ...merge_outcome/* mergeOutputs */.BH, approvers: 'Who approved the environment for this run, comma-separated.' },
});

;// CONCATENATED MODULE: ./actions/out/prod-manual-gate/job-claims.js

/** Nobody else accepts a token for this audience, so one that leaks opens nothing. */
const audience = 'bitvault-prod-manual-gate';
/**
 * What GitHub's own identity provider says of this job. The token comes straight from the provider over the address that
 * the runner gave, so its payload is read without checking the signature again.
 *
 * @throws InputError `OIDC_UNAVAILABLE`.
 */
async function jobClaims(runtime) {
    const token = await runtime.idToken(audience);
    const payload = parsePayload(token.split('.')[1] ?? '');
    const claim = (name) => {
        const value = payload[name];
        return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    };
    return {
        repository: claim('repository'),
        environment: claim('environment'),
        ref: claim('ref'),
        eventName: claim('event_name'),
        actor: claim('actor'),
        runId: claim('run_id'),
        runAttempt: claim('run_attempt'),
    };
}
function parsePayload(segment) {
    try {
        const payload = JSON.parse(Buffer.from(segment, 'base64url').toString('utf8'));
        if (typeof payload === 'object' && payload !== null)
            return payload;
    }
    catch {
        // Falls through: the parser's message would show a part of the token.
    }
    throw new action_kit_out.InputError('OIDC_UNAVAILABLE', 'the identity token of this job cannot be read', 'Run the job again.');
}

;// CONCATENATED MODULE: ./actions/out/prod-manual-gate/main.js










const action = {
    definition: definition,
    async main(inputs, runtime) {
        const repository = (0,connections/* gitOpsRepository */.R_)(inputs.repository, runtime.env);
        const connection = (0,connections/* connectToGitOps */.kl)(inputs, runtime);
        const reader = (0,out/* deploymentGateReader */.ij)(connection);
        let approvers = [];
        const outcome = await (0,pull_report/* mergeAndTell */.P0)(connection, runtime, inputs, async () => {
            const claims = await jobClaims(runtime);
            return (0,merge_if_allowed/* mergeIfAllowed */.I)({
                ...(0,merge_ports/* mergePorts */.p)(connection, inputs, runtime, true),
                async decider(policy) {
                    const approval = await readApprovalFacts(reader, claims, repository, policy);
                    return (state, _policy, evidence, requests) => {
                        const facts = { ...approval, claims, repository, branch: state.base.branch };
                        const gate = (environment, barred) => (0,promotion_out/* gateAgreement */.YG)(facts, state.pull, environment, barred);
                        const verdict = (0,promotion_out/* judge */.S4)(state, state.pull, policy, evidence, { gate, requests });
                        if (verdict.kind === 'merge')
                            ({ approvers } = verdict.agreed);
                        return (0,merge_outcome/* requireHead */.EU)((0,merge_outcome/* requireMergeMode */.Fl)(verdict, policy, 'gate'), state.pull.head, inputs.head);
                    };
                },
                approves: () => false,
                shown: inputs.head,
            }, inputs['pull-request'], inputs['dry-run']);
        });
        const report = (0,merge_outcome/* mergeOutcome */.pK)(outcome, true);
        return { ...report, outputs: { ...report.outputs, approvers: approvers.join(',') } };
    },
};


/***/ })

};
