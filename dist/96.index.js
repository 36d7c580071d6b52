export const id = 96;
export const ids = [96];
export const modules = {

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

/***/ 92999:
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
// EXTERNAL MODULE: ./actions/out/evidence.js
var evidence = __webpack_require__(58731);
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
        to: (0,out.optional)((0,out.parsed)(promotion_out/* parseDigest */.m), 'Digest to go back to. Default: the one that was deployed before.'),
        from: (0,out.optional)((0,out.parsed)(promotion_out/* parseDigest */.m), 'Digest that is to be left. Where another one is deployed, or its rollback is proposed already, nothing is done. Default: whatever is deployed.'),
        reason: (0,out.optional)(out.text, 'Why; required by `rollback`, shown wherever the hold is met.'),
        ...input_groups/* registryInputs */.P4,
        ...input_groups/* trustInputs */.Av,
        ...input_groups/* dryRunInput */.lo,
    },
    outputs: { ...proposing/* proposalOutputs */.B, digest: 'The digest that the rollback puts back.' },
});

;// CONCATENATED MODULE: ./actions/out/rollback/main.js








/** How far back a rollback may reach: versions of the environment's digest file. */
const historyDepth = 100;
const action = {
    definition: definition,
    main: (inputs, runtime) => (inputs.command === 'resume' ? resume(inputs, runtime) : rollBack(inputs, runtime)),
};
async function rollBack(inputs, runtime) {
    const { reason, from, to } = inputs;
    if (reason === undefined) {
        throw new out.InputError('INPUT_MISSING', 'input "reason" is missing', 'Say why in `with: reason:`; the hold shows it to everyone.');
    }
    const { reader, write } = connect(inputs, runtime);
    const verifier = (0,evidence/* imageVerifier */.gp)({ trustedRoot: inputs['trusted-root'], registry: (0,registry_access/* registryAccess */.Y)(inputs, runtime) }, runtime);
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
            const versions = await reader.versions((0,promotion_out/* digestFile */.TM)(policy, slot.environment, slot.service), state.base.oid, historyDepth);
            const bad = from === undefined ? [] : (0,promotion_out/* proposedToLeave */.lA)(state, policy, slot);
            const target = (0,promotion_out/* rollbackTarget */.es)(state.base, policy, slot, versions, to, bad);
            if (target.kind === 'refused')
                return target;
            digest = target.digest;
            const evidence = await verifier.verify(policy, [{ service: slot.service, digest: target.digest }]);
            return (0,promotion_out/* decideRollback */.h6)(state, policy, { ...slot, to: target.digest }, evidence, {
                by,
                reason,
                run: (0,connections/* runUrl */.Vp)(runtime.env),
            });
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
