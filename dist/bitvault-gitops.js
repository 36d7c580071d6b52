#!/usr/bin/env node
import { startCommand } from './index.js';

await startCommand();
