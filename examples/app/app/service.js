import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout } from 'node:timers/promises';

/** Long enough for load balancers to see that the pod goes, far below its termination grace period. */
const drainMilliseconds = 7_000;

/**
 * An HTTP service with the three addresses that the platform expects of every service:
 * `/healthz` (200, or 503 from the moment it is told to stop), `/metrics` (Prometheus text) and its own routes.
 *
 * @param {string} name
 * @param {Readonly<Record<string, () => unknown>>} routes path → what to answer, as JSON
 */
export function createService(name, routes) {
  const requests = new Map();
  let stopping = false;

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://service');
    const [status, type, body] = answer(pathname);
    if (pathname !== '/healthz' && pathname !== '/metrics') requests.set(status, (requests.get(status) ?? 0) + 1);
    response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
  });

  /** @returns {[status: number, type: string, body: string]} */
  function answer(pathname) {
    if (pathname === '/healthz') return json(stopping ? 503 : 200, { service: name, status: stopping ? 'stopping' : 'ok' });
    if (pathname === '/metrics') return [200, 'text/plain; version=0.0.4', metrics()];
    const route = Object.hasOwn(routes, pathname) ? routes[pathname] : undefined;
    return route === undefined ? json(404, { error: 'not found' }) : json(200, route());
  }

  function metrics() {
    const samples = [...requests].map(([code, count]) => `http_requests_total{service="${name}",code="${code}"} ${count}\n`);
    return `# TYPE http_requests_total counter\n${samples.join('')}`;
  }

  return {
    /** @returns {Promise<string>} the address it listens on */
    async start({ host = '0.0.0.0', port = 8080 } = {}) {
      server.listen(port, host);
      await once(server, 'listening');
      const address = server.address();
      return `http://${host}:${typeof address === 'object' && address !== null ? address.port : port}`;
    },
    /**
     * Answers 503 on `/healthz` until `drained` resolves, so that nothing is routed here any more, then lets the
     * requests that are under way finish.
     */
    async stop(drained = Promise.resolve()) {
      stopping = true;
      await drained;
      server.close();
      server.closeIdleConnections();
      await once(server, 'close');
    },
  };
}

/** Runs a service until the platform sends SIGTERM. */
export async function run(service) {
  // Listened for first: a signal during the start must not kill the process.
  const signalled = Promise.race(['SIGTERM', 'SIGINT'].map((name) => once(process, name).then(() => name)));
  const address = await service.start({ host: process.env.HOST, port: Number(process.env.PORT ?? 8080) });
  console.log(`listening on ${address}`);
  const signal = await signalled;
  console.log(`${signal}: finishing what is under way`);
  await service.stop(setTimeout(signal === 'SIGTERM' ? drainMilliseconds : 0));
}

const json = (status, value) => [status, 'application/json', `${JSON.stringify(value)}\n`];
