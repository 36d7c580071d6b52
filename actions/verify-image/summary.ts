import { literal, table } from '@bitvault/promotion';
import type { VerifiedClaims } from '@bitvault/signing';

export function claimsSummary(reference: string, claims: VerifiedClaims): string {
  const rows = Object.entries(claims).map(([name, value]) => [
    name,
    literal(Array.isArray(value) ? value.join(', ') : String(value)),
  ]);
  return `## Verified \`${reference}\`\n\n${table(['claim', 'value'], rows)}\n`;
}
