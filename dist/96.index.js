export const id = 96;
export const ids = [96];
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


/***/ }),

/***/ 92999:
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
// EXTERNAL MODULE: ./actions/out/evidence.js + 1 modules
var evidence = __webpack_require__(12166);
// EXTERNAL MODULE: ./actions/out/further.js
var further = __webpack_require__(86058);
// EXTERNAL MODULE: ./actions/out/registry-access.js
var registry_access = __webpack_require__(41284);
// EXTERNAL MODULE: ./actions/out/proposing.js
var proposing = __webpack_require__(83713);
// EXTERNAL MODULE: ./actions/out/input-groups.js
var input_groups = __webpack_require__(51005);
;// CONCATENATED MODULE: ./actions/out/rollback/inputs.js




const definition = (0,out.defineAction)({
    name: 'rollback',
    title: 'BitVault: roll back',
    description: 'Opens a pull request that puts an earlier deployed digest back and holds the service there; with `command: resume`, one that lifts the hold.',
    icon: 'rotate-ccw',
    inputs: {
        ...input_groups/* gitOpsInputs */.cH,
        command: (0,out.defaulted)((0,out.oneOf)('rollback', 'resume'), 'rollback', '`rollback` or `resume`.'),
        environment: (0,out.required)((0,out.parsed)(promotion_out/* parseEnvironmentName */.gU), 'Environment of promotion.yaml.'),
        service: (0,out.required)((0,out.parsed)(promotion_out/* parseServiceName */.qE), 'Service of promotion.yaml.'),
        to: (0,out.explicit)((0,out.parsed)(promotion_out/* parseDigest */.m), 'previous', 'Digest to go back to. `previous` is the one that was deployed before.'),
        from: (0,out.explicit)((0,out.parsed)(promotion_out/* parseDigest */.m), 'any', 'Digest that is to be left. Where another one is deployed, or its rollback is proposed already, nothing is done. `any` is whatever is deployed.'),
        reason: (0,out.optional)((0,out.parsed)(promotion_out/* parseHoldText */.QI), 'Why; required by `rollback`, shown wherever the hold is met.'),
        force: (0,out.optional)((0,out.parsed)(promotion_out/* parseHoldText */.QI), 'With `to`: why the digest is to be put there although it is newer than what runs, was taken out by the rollback that stands, or was never reported healthy there. The pull request says so, and that it goes forward.'),
        ...input_groups/* registryInputs */.P4,
        ...input_groups/* trustInputs */.Av,
        ...input_groups/* dryRunInput */.lo,
    },
    outputs: { ...proposing/* proposalOutputs */.B, digest: 'The digest that the rollback puts back.' },
});

;// CONCATENATED MODULE: ./actions/out/rollback/main.js









const action = {
    definition: definition,
    main: (inputs, runtime) => (inputs.command === 'resume' ? resume(inputs, runtime) : rollBack(inputs, runtime)),
};
async function rollBack(inputs, runtime) {
    const { reason, from, to, force } = inputs;
    if (reason === undefined) {
        throw new out.InputError('INPUT_MISSING', 'input "reason" is missing', 'Say why in `with: reason:`; the hold shows it to everyone.');
    }
    if (force !== undefined && to === undefined) {
        throw new out.InputError('INPUT_INVALID', 'input "force" is given without a digest', 'Name the digest in `with: to:`; where none is named, nothing has to be forced.');
    }
    const { reader, write, files } = connect(inputs, runtime);
    const verifier = (0,evidence/* imageVerifier */.g)({ trustedRoot: inputs['trusted-root'], registry: (0,registry_access/* registryAccess */.Y)(inputs, runtime), files }, runtime);
    const slot = { service: inputs.service, environment: inputs.environment };
    const by = runtime.env['GITHUB_ACTOR'] ?? 'unknown';
    let digest = '';
    const settled = await (0,github_out/* settleProposal */.CU)({
        read: () => reader.proposal(slot.environment, (0,promotion_out/* rollbackBranch */.Rs)(slot)),
        async decide(state) {
            const policy = (0,connections/* policyOf */.US)(state.base);
            const late = from === undefined ? null : (0,promotion_out/* decideLeaving */.H_)(state, policy, slot, from);
            if (late !== null)
                return late;
            const request = {
                ...(to !== undefined && { to }),
                bad: from === undefined ? [] : (0,promotion_out/* proposedToLeave */.lA)(state, policy, slot),
                force: force !== undefined,
            };
            const { decision: target } = await (0,further/* decideOn */.m)(reader, { base: state.base, further: promotion_out/* nothingFurther */.O6 }, (known) => (0,promotion_out/* rollbackTarget */.es)(known, policy, slot, request), (found) => (found.kind === 'refused' ? [found.reasons] : []));
            if (target.kind === 'refused')
                return target;
            ({ digest } = target);
            const evidence = await verifier.verify(policy, [{ service: slot.service, digest: target.digest }], state.base);
            const origin = { by, reason, run: (0,connections/* runUrl */.Vp)(runtime.env), ...(force !== undefined && { forced: force }) };
            return (0,promotion_out/* decideRollback */.h6)(state, policy, { ...slot, to: target.digest, against: target.against }, evidence, origin);
        },
        write,
    });
    const outcome = (0,proposing/* proposalOutcome */.T)(settled, runtime);
    return { ...outcome, outputs: { ...outcome.outputs, digest } };
}
async function resume(inputs, runtime) {
    const { reader, write } = connect(inputs, runtime);
    const slot = { service: inputs.service, environment: inputs.environment };
    const settled = await (0,github_out/* settleProposal */.CU)({
        read: () => reader.proposal(slot.environment, (0,promotion_out/* resumeBranch */.Y_)(slot)),
        decide: (state) => (0,promotion_out/* decideResume */.iF)(state, (0,connections/* policyOf */.US)(state.base), slot, (0,connections/* runUrl */.Vp)(runtime.env)),
        write,
    });
    const where = `${inputs.service} in ${inputs.environment}`;
    const unchanged = settled.state.pull === null ? `no hold is on ${where}` : `a pull request that lifts the hold on ${where} is open`;
    const outcome = (0,proposing/* proposalOutcome */.T)(settled, runtime, unchanged);
    return { ...outcome, outputs: { ...outcome.outputs, digest: '' } };
}
function connect(inputs, runtime) {
    const connection = (0,connections/* connectToGitOps */.kl)(inputs, runtime);
    const writer = (0,github_out/* pullRequestWriter */.m0)(connection);
    const write = inputs['dry-run']
        ? null
        : (state, proposal) => writer.propose(state, proposal);
    return {
        reader: (0,github_out/* promotionStateReader */.kj)(connection, inputs.branch === undefined ? {} : { branch: inputs.branch }),
        write,
        files: (0,github_out/* baseFileReader */.bB)(connection),
    };
}


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
