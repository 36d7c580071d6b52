import { actionsRoutes } from './actions-routes.ts';
import { appRoutes } from './app-routes.ts';
import { codeScanningRoutes } from './code-scanning-routes.ts';
import { checkRoutes } from './check-routes.ts';
import { commitRoutes } from './commit-routes.ts';
import { contentRoutes } from './content-routes.ts';
import { deploymentRoutes } from './deployment-routes.ts';
import { environmentRoutes } from './environment-routes.ts';
import { gitRoutes } from './git-routes.ts';
import { issueRoutes } from './issue-routes.ts';
import { ownerRoutes } from './owner-routes.ts';
import { pullRoutes } from './pull-routes.ts';
import { repositoryRoutes } from './repository-routes.ts';
import { rulesetRoutes } from './ruleset-routes.ts';
import { Router } from './router.ts';
import { secretRoutes } from './secret-routes.ts';
import { settingsRoutes } from './settings-routes.ts';

/** Every REST route that the lab serves. */
export const router = new Router([
  ...appRoutes,
  ...repositoryRoutes,
  ...gitRoutes,
  ...checkRoutes,
  ...commitRoutes,
  ...contentRoutes,
  ...pullRoutes,
  ...issueRoutes,
  ...actionsRoutes,
  ...deploymentRoutes,
  ...codeScanningRoutes,
  ...environmentRoutes,
  ...ownerRoutes,
  ...rulesetRoutes,
  ...secretRoutes,
  ...settingsRoutes,
]);
