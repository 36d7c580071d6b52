export const id = 315;
export const ids = [315];
export const modules = {

/***/ 14315:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ action)
});

// EXTERNAL MODULE: ./packages/promotion/out/index.js + 65 modules
var out = __webpack_require__(60283);
// EXTERNAL MODULE: ./actions/out/connections.js
var connections = __webpack_require__(25865);
// EXTERNAL MODULE: ./actions/out/merging/merge-if-allowed.js
var merge_if_allowed = __webpack_require__(72699);
// EXTERNAL MODULE: ./actions/out/merging/merge-outcome.js
var merge_outcome = __webpack_require__(56261);
// EXTERNAL MODULE: ./actions/out/merging/merge-ports.js + 1 modules
var merge_ports = __webpack_require__(56751);
// EXTERNAL MODULE: ./actions/out/pull-report.js
var pull_report = __webpack_require__(85780);
// EXTERNAL MODULE: ./packages/action-kit/out/index.js + 13 modules
var action_kit_out = __webpack_require__(7962);
// EXTERNAL MODULE: ./actions/out/input-groups.js
var input_groups = __webpack_require__(51005);
;// CONCATENATED MODULE: ./actions/out/auto-merge-dev/inputs.js



const definition = (0,action_kit_out.defineAction)({
    name: 'auto-merge-dev',
    title: 'BitVault: auto-merge dev',
    description: 'Merges a pull request of an environment with `merge: auto`, when it is exactly the digest bump of verified images.',
    icon: 'git-merge',
    inputs: {
        ...input_groups/* gitOpsInputs */.cH,
        'pull-request': (0,action_kit_out.required)(action_kit_out.wholeNumber, 'Number of the pull request, such as `${{ github.event.pull_request.number }}`.'),
        ...input_groups/* registryInputs */.P4,
        ...input_groups/* trustInputs */.Av,
        ...input_groups/* rollbackWorkflowInput */.oL,
        ...input_groups/* dryRunInput */.lo,
    },
    outputs: merge_outcome/* mergeOutputs */.BH,
});

;// CONCATENATED MODULE: ./actions/out/auto-merge-dev/main.js







const action = {
    definition: definition,
    async main(inputs, runtime) {
        const connection = (0,connections/* connectToGitOps */.kl)(inputs, runtime);
        const outcome = await (0,pull_report/* mergeAndTell */.P0)(connection, runtime, inputs, () => (0,merge_if_allowed/* mergeIfAllowed */.I)({
            ...(0,merge_ports/* mergePorts */.p)(connection, inputs, runtime, false),
            decider: async () => (state, policy, evidence, requests) => (0,merge_outcome/* requireMergeMode */.Fl)((0,out/* judge */.S4)(state, state.pull, policy, evidence, { gate: null, requests }), policy, 'auto'),
            approves: (pull, policy, change) => (0,out/* environmentOf */.p7)(policy, change.environment).approvals > 0 || pull.reviewDecision === 'REVIEW_REQUIRED',
            shown: null,
        }, inputs['pull-request'], inputs['dry-run']));
        return (0,merge_outcome/* mergeOutcome */.pK)(outcome, false);
    },
};


/***/ }),

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


/***/ })

};
