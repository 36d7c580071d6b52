export { inCluster, layouts, templatings, type Answers, type Layout, type Templating } from './init/answers.ts';
export { repositoryFiles } from './init/repository.ts';
export type { Templates } from './init/templates.ts';
