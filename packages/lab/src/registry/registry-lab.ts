import type { LabClock } from '../clock.ts';
import {
  json,
  startPart,
  type Answer,
  type PartCertificate,
  type PartRequest,
  type Tamper,
} from '../http/part-server.ts';
import type { Traffic } from '../http/traffic.ts';
import { RegistryAccess, type RegistryAudience } from './access.ts';
import { refusal, type RegistryCall, type RegistrySettings } from './answers.ts';
import { openUpload, serveBlob, serveUpload } from './blobs.ts';
import { listReferrers, listTags, serveManifest } from './manifests.ts';
import { RegistryStore } from './store.ts';

export interface RegistryLabOptions {
  readonly traffic: Traffic;
  readonly clock: LabClock;
  readonly port?: number;
  /** Absent: plain http. */
  readonly tls?: PartCertificate;
  /** Absent: nobody is asked who they are. */
  readonly auth?: RegistryAudience;
  /** Default true; false is a registry of before OCI 1.1: 404 on the referrers API, no `OCI-Subject`. */
  readonly referrers?: boolean;
  /** Default false, as most registries: preconditions on PUT are ignored. */
  readonly conditionalWrites?: boolean;
  /** Default true; false is a registry as distribution, that opens an upload instead of taking a blob in one POST. */
  readonly blobsAtOnce?: boolean;
  /** Bytes of one PATCH; default 4 MiB, the most that GitHub's registry takes, whose answer to more is 416. */
  readonly largestChunk?: number;
  /** Entries a page of a listing; default 100. */
  readonly pageSize?: number;
}

/** An OCI distribution 1.1 registry in memory, on loopback. */
export interface RegistryLab {
  /** `http://127.0.0.1:<port>`, https with `tls` */
  readonly origin: string;
  /** `127.0.0.1:<port>`, as it stands in image references. */
  readonly host: string;
  readonly store: RegistryStore;
  /** Lets `tamper` change answers from now on; the function returned ends it. */
  tamper(tamper: Tamper): () => void;
  close(): Promise<void>;
}

/** Starts the lab's registry. */
export async function startRegistry(options: RegistryLabOptions): Promise<RegistryLab> {
  const store = new RegistryStore();
  const access = new RegistryAccess(options.auth, options.clock);
  const tampers = new Set<Tamper>();
  const settings: RegistrySettings = {
    referrers: options.referrers ?? true,
    conditionalWrites: options.conditionalWrites ?? false,
    blobsAtOnce: options.blobsAtOnce ?? true,
    largestChunk: options.largestChunk ?? 4 * 1024 * 1024,
    pageSize: options.pageSize ?? 100,
  };
  const server = await startPart(
    'registry',
    options.traffic,
    (request) =>
      [...tampers].reduce((answer, tamper) => tamper(request, answer), route(request, store, access, settings)),
    { ...(options.port !== undefined && { port: options.port }), ...(options.tls && { tls: options.tls }) },
  );
  return {
    origin: server.origin,
    host: new URL(server.origin).host,
    store,
    tamper(tamper) {
      tampers.add(tamper);
      return () => void tampers.delete(tamper);
    },
    close: () => server.close(),
  };
}

const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const repositoryPath = new RegExp(
  `^/v2/(?<name>${component}(?:/${component})*)/(?<kind>manifests|blobs/uploads|blobs|tags|referrers)/(?<rest>[^/]*)$`,
);

function route(request: PartRequest, store: RegistryStore, access: RegistryAccess, settings: RegistrySettings): Answer {
  const { pathname } = request.url;
  if (pathname === '/token') return access.issue(request);
  if (pathname === '/v2/' || pathname === '/v2') return access.refuse(request, undefined) ?? json(200, {});
  const found = repositoryPath.exec(pathname)?.groups;
  if (!found) return refusal(404, 'NAME_INVALID', 'no such route');
  const { name = '', kind = '', rest = '' } = found;
  const denied = access.refuse(request, name);
  if (denied) return denied;
  const call: RegistryCall = { request, name, repository: store.repository(name), store, settings };
  switch (kind) {
    case 'manifests':
      return serveManifest(call, rest);
    case 'blobs':
      return serveBlob(call, rest);
    case 'blobs/uploads':
      return rest === '' ? openUpload(call) : serveUpload(call, rest);
    case 'tags':
      return listTags(call);
    default:
      return listReferrers(call, rest);
  }
}
