import { repel } from './repelling.ts';

repel('registry', 'reporter', 'clock', 'administrator', 'github');
