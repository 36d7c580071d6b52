export { LabClock } from './clock.ts';
export { json, startPart, type Answer, type PartRequest, type PartServer } from './http/part-server.ts';
export { Traffic, type Fault, type ServedRequest, type When } from './http/traffic.ts';
export type { RegistryAccount } from './registry/access.ts';
export { startRegistry, type RegistryLab, type RegistryLabOptions } from './registry/registry-lab.ts';
export { RegistryStore, type LabManifest, type LabRepository } from './registry/store.ts';
export * as tampering from './registry/tampering.ts';
