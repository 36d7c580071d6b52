import { durationText } from '../duration.ts';
import type { Met } from '../met.ts';
import { literal } from './markdown.ts';

/** What is there already, one list item each. */
export const metList = (met: readonly Met[]): string => met.map((each) => `- ${sentenceOf(each)}`).join('\n');

function sentenceOf(met: Met): string {
  switch (met.kind) {
    case 'verified': {
      const { service, digest, source } = met;
      const from = `${literal(source.repository)} at \`${source.commit.slice(0, 7)}\``;
      return `**Verified:** ${literal(service)} \`${digest}\`, built from ${from}.`;
    }
    case 'proved': {
      const { service, upstream, contexts, soak } = met;
      const healthy = contexts.length === 0 ? '' : `, healthy by ${contexts.map(literal).join(', ')}`;
      const soaked = soak === 0 ? '' : `, for ${durationText(soak)} or more`;
      return `**Proved:** ${literal(service)} runs in ${literal(upstream)}${healthy}${soaked}.`;
    }
    case 'reviewed':
      return `**Reviewed** by ${names(met.by)}${met.need === 0 ? '' : `: ${met.by.length} of ${met.need}`}.`;
    case 'let-through':
      return `**Let through** the gate by ${names(met.by)}.`;
  }
}

const names = (logins: readonly string[]): string => logins.map(literal).join(', ');
