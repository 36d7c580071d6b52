export { LabClock } from './clock.ts';
export { json, startPart, type Answer, type PartRequest, type PartServer } from './http/part-server.ts';
export { Traffic, type Fault, type ServedRequest, type When } from './http/traffic.ts';
