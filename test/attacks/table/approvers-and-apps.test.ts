import { repel } from './repelling.ts';

repel('person', 'merger', 'workflow');
