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

// EXTERNAL MODULE: ./packages/github/out/index.js + 32 modules
var out = __webpack_require__(53529);
// EXTERNAL MODULE: ./packages/gitops/out/index.js + 11 modules
var gitops_out = __webpack_require__(42393);
// EXTERNAL MODULE: ./packages/promotion/out/index.js + 46 modules
var promotion_out = __webpack_require__(46310);
// EXTERNAL MODULE: ./actions/out/connections.js
var connections = __webpack_require__(25865);
// EXTERNAL MODULE: ./actions/out/evidence.js
var out_evidence = __webpack_require__(58731);
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
    const policy = (0,connections/* policyOf */.US)(state.base);
    const registry = (0,registry_access/* registryAccess */.Y)(inputs, runtime);
    const verifier = (0,out_evidence/* imageVerifier */.gp)({ trustedRoot: inputs['trusted-root'], registry }, runtime);
    const since = startOfDay(new Date(state.base.now.getTime() - daysOfHistory * day));
    const [evidence, history] = await Promise.all([
        verifier.verify(policy, (0,promotion_out/* candidates */.Xi)(state, policy)),
        (0,out/* promotionHistoryReader */.NK)(connection).history(state.base.oid, since),
    ]);
    return (0,gitops_out/* boardOf */.mT)({ state, policy, steps: (0,promotion_out/* plan */.et)(state, policy, evidence), history, since });
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


/***/ })

};
