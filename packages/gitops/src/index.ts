export {
  inCluster,
  layouts,
  operatorNames,
  sigstores,
  templatings,
  type Answers,
  type Cluster,
  type Environment,
  type Layout,
  type Migration,
  type Service,
  type Sigstore,
  type Templating,
} from './init/answers.ts';
export { InitError, initErrorCodes, type InitErrorCode, type InitProblem } from './init/init-error.ts';
export { parseAnswers } from './init/parse-answers.ts';
export type { RawAnswers } from './init/raw-answers.ts';
export { alternativeSet, repositoryFiles } from './init/repository.ts';
export type { Templates } from './init/templates.ts';
export { lint, type LintOptions, type LintResult, type Report, type SuppressedReport } from './lint/lint.ts';
export type { ControllerBehaviour, Finding, Rule, Severity } from './lint/rule.ts';
export { rules } from './lint/rules/index.ts';
export { cacheFolder } from './render/cache.ts';
export { findTools, type Tool, type Tools } from './render/tools.ts';
export {
  Application,
  Manifest,
  type ApplicationSource,
  type FromSet,
  type Rendering,
  type ValueFile,
} from './repository/application.ts';
export type { ApplicationSet } from './repository/application-set.ts';
export { loadRepository, type LoadOptions } from './repository/load.ts';
export type { Container } from './repository/pods.ts';
export { lintErrorCodes, type Problem, type ProblemCode } from './repository/problem.ts';
export type { Repository } from './repository/repository.ts';
export { Resource, type Origin } from './repository/resource.ts';
export type { SyncPlan } from './repository/sync.ts';
export type { Workflow, WorkflowJob, WorkflowStep } from './repository/workflow.ts';
export { fieldAt, listAt, mappingAt, textAt, type Mapping } from './yaml/fields.ts';
export type { FieldPath, Location, TextEdit } from './yaml/location.ts';
export type { Command, CommandContext, GitHubAccess, OpenGitHub } from './command/command.ts';
export { processContext, runCommand } from './command/main.ts';
export { suiteOf, type SuiteRelease } from './command/suite.ts';
export { checkFolder, type Checked, type CheckOptions } from './lint/check-folder.ts';
export { LintError, lintRunErrorCodes, type LintRunErrorCode } from './lint/lint-error.ts';
export { rulePage } from './lint/output/docs.ts';
export { noticeTitle } from './lint/output/github.ts';
export { counted, enumerated, subjectOf, tallyOf, type Outcome, type Tally } from './lint/output/outcome.ts';
export { failsOn, outputs, render, type FailOn, type OutputFormat, type Shown } from './lint/output/output.ts';
export { parseSettings, type RuleSetting, type Settings } from './lint/settings.ts';
export {
  boardOf,
  healthReasons,
  type Board,
  type BoardCell,
  type BoardEnvironment,
  type BoardFacts,
  type BoardRow,
} from './board/board.ts';
export { boardJson } from './board/board-json.ts';
export type { BoardAddresses } from './board/board-links.ts';
export { boardMarkdown } from './board/board-markdown.ts';
export type { DeliveryFigures } from './board/delivery-figures.ts';
export type { Promoted } from './board/promoted.ts';
export type { CrdFields, FieldNode } from './crds/crd-fields.ts';
export { doctorOptions } from './command/doctor.ts';
export { lintOptions } from './command/lint.ts';
export type { OptionGroup, OptionHelp } from './command/option-help.ts';
export { optionGroups } from './init/option-help.ts';
export * from './doctor/index.ts';
