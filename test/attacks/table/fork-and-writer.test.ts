import { repel } from './repelling.ts';

repel('fork', 'writer');
