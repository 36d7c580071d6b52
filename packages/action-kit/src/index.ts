export { cancellableIn, type Cancellable } from './cancellation.ts';
export {
  InputError,
  inputErrorCodes,
  isCodedError,
  reportErrorCodes,
  reportWarning,
  type CodedError,
} from './coded-error.ts';
export {
  defaulted,
  defineAction,
  explicit,
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
export { inputVariable, readInputs, shownInput } from './inputs.ts';
export { logText, markdownText } from './log-text.ts';
export { redaction, type Redaction } from './redaction.ts';
export { causesOf, describeFailure } from './failure-text.ts';
export { runAction, type Action, type Outcome } from './run-action.ts';
export { runStep } from './step.ts';
export { githubRuntime, type ActionRuntime, type Annotation, type Runtime } from './runtime.ts';
