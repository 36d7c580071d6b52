import { gitRoutes } from './git-routes.ts';
import { pullRoutes } from './pull-routes.ts';
import { repositoryRoutes } from './repository-routes.ts';
import { Router } from './router.ts';

/** Every REST route that the lab serves. */
export const router = new Router([...repositoryRoutes, ...gitRoutes, ...pullRoutes]);
