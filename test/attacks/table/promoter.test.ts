import { repel } from './repelling.ts';

repel('promoter');
