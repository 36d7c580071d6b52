import type { Action } from '@bitvault/action-kit';
import { loadTrust, verifyImage, type TrustSource } from '@bitvault/signing';
import { serverAddresses, tokenIssuer } from '../connections.ts';
import { registryAccess } from '../registry-access.ts';
import { definition } from './inputs.ts';
import { claimsSummary } from './summary.ts';

/** Here the workflow is the reviewed file. A path, or the JSON itself: a job without a checkout has no file to name. */
function trustSource(trustedRoot: string | undefined): TrustSource {
  if (trustedRoot === undefined) return 'well-known';
  return trustedRoot.startsWith('{') ? { inline: trustedRoot } : { path: trustedRoot };
}

export const action: Action<typeof definition.inputs, 'result' | 'claims' | 'reason'> = {
  definition,
  async main(inputs, runtime) {
    const registry = registryAccess(inputs, runtime);
    const { server } = serverAddresses(runtime.env);
    const claims = await verifyImage({
      repository: await registry.open(inputs.image, [inputs.image]),
      digest: inputs.digest,
      expectation: {
        issuer: inputs.issuer ?? tokenIssuer(server),
        server,
        source: inputs.source,
        workflow: inputs.workflow,
        ref: inputs.ref ?? 'refs/heads/main',
        ...(inputs['signer-workflow'] !== undefined && { signer: `${server}/${inputs['signer-workflow']}` }),
        ...(inputs.commit && { commit: inputs.commit }),
        ...(inputs['repository-id'] !== undefined && { repositoryId: inputs['repository-id'] }),
        ...(inputs['owner-id'] !== undefined && { ownerId: inputs['owner-id'] }),
        ...(inputs.trigger !== undefined && { triggers: inputs.trigger }),
        ...(inputs['runner-environment'] && { runnerEnvironment: inputs['runner-environment'] }),
      },
      accept: {
        legacy: inputs.accept?.includes('legacy') ?? false,
        provenanceOnly: inputs.accept?.includes('provenance-only') ?? false,
      },
      require: inputs.require ?? [],
      trust: await loadTrust(trustSource(inputs['trusted-root'])),
    });
    runtime.info(`${inputs.image}@${inputs.digest} was built by ${claims.san} from ${claims.commit}`);
    return {
      kind: 'done',
      outputs: { result: 'verified', claims: JSON.stringify(claims), reason: '' },
      summary: () => claimsSummary(`${inputs.image}@${inputs.digest}`, claims),
    };
  },
};
