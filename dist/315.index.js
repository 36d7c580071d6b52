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

// EXTERNAL MODULE: ./packages/promotion/out/index.js + 47 modules
var out = __webpack_require__(86678);
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
// EXTERNAL MODULE: ./packages/action-kit/out/index.js + 7 modules
var action_kit_out = __webpack_require__(14991);
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
        const outcome = await (0,merge_if_allowed/* mergeIfAllowed */.I)({
            ...(0,merge_ports/* mergePorts */.p)(connection, inputs.token, inputs, runtime),
            atGate: false,
            decider: async () => (state, policy, evidence, requests) => (0,merge_outcome/* requireMergeMode */.Fl)((0,out/* judge */.S4)(state, state.pull, policy, evidence, { gate: null, requests }), policy, 'auto'),
            approves: (pull, policy, change) => (0,out/* environmentOf */.p7)(policy, change.environment).approvals > 0 || pull.reviewDecision === 'REVIEW_REQUIRED',
            shown: null,
        }, inputs['pull-request'], inputs['dry-run']);
        runtime.info(`#${outcome.pull.number}: ${outcome.kind}`);
        const check = inputs['dry-run'] ? null : (0,pull_report/* checkOfOutcome */.q$)(outcome);
        if (check !== null)
            await (0,pull_report/* pullReporter */.XW)(connection, runtime)(outcome.pull, check);
        return (0,merge_outcome/* mergeOutcome */.pK)(outcome, false);
    },
};


/***/ })

};
