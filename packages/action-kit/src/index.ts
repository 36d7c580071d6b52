export { cancellableIn, type Cancellable } from './cancellation.ts';
export { InputError, inputErrorCodes, isCodedError, type CodedError } from './coded-error.ts';
export {
  defaulted,
  defineAction,
  flag,
  hinted,
  lines,
  oneOf,
  optional,
  parsed,
  required,
  secretText,
  text,
  wholeNumber,
  type ActionDefinition,
  type InputKind,
  type InputSpec,
  type InputSpecs,
  type InputValues,
} from './definition.ts';
export { inputVariable, readInputs } from './inputs.ts';
export { logText, markdownText, redact, redactMarkdown } from './log-text.ts';
export { describeFailure, runAction, type Action, type Outcome } from './run-action.ts';
export { githubRuntime, type ActionRuntime, type Annotation, type Runtime } from './runtime.ts';
