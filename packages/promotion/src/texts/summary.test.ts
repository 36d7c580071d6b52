import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as sample from '../sample-state.ts';
import { planSummary, type StepResult } from './summary.ts';

const { api, web, staging, prod, oid } = sample;

function waiting(service: typeof api, environment: typeof staging): StepResult {
  const reason = { code: 'HEALTH_PENDING', environment, context: 'argocd/x', since: oid(1) } as const;
  const step = { kind: 'wait', environment, service, pull: null, because: [reason] } as const;
  return { step, result: 'waiting', number: null, url: null, commit: null, waitsAt: null, reasons: [reason] };
}

test('services of one environment that fared alike share a row, and a reason is told once', () => {
  const results = [waiting(api, staging), waiting(web, staging), waiting(api, prod)];
  assert.equal(
    planSummary(results, false),
    `## Promotion

| what | outcome |
| --- | --- |
| api, web → staging | waiting \`HEALTH_PENDING\` |
| api → prod | waiting \`HEALTH_PENDING\` |

### Why

- **HEALTH_PENDING** staging has not reported argocd/x as successful since 0000000  
  Wait for Argo CD; if it stays silent, look at the application and at argocd-notifications.
- **HEALTH_PENDING** prod has not reported argocd/x as successful since 0000000  
  Wait for Argo CD; if it stays silent, look at the application and at argocd-notifications.
`,
  );
});

test('where there is nothing to do, the summary says so', () => {
  assert.match(planSummary([], true), /dry run.*Every environment is where it should be/s);
});
