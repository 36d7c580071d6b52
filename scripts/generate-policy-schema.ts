import { policyFileSchema } from '@bitvault/promotion';
import { toJsonSchema, type JsonSchema } from '@valibot/to-json-schema';

/** Where the schema is kept, from the root of the repository. */
export const policySchemaPath = 'docs/promotion.schema.json';

/** What `promotion.yaml` may hold, for editors. What its parts must be to each other is only known to the actions. */
export function promotionSchema(): JsonSchema {
  const schema = toJsonSchema(policyFileSchema, {
    typeMode: 'input',
    ignoreActions: ['raw_check', 'raw_transform'],
    overrideAction: ({ valibotAction, jsonSchema }) => {
      if (!('requirement' in valibotAction)) return undefined;
      const { type, requirement } = valibotAction;
      // JSON Schema has no flags; its patterns are read as Unicode, as `u` has it.
      if (type === 'regex' && requirement instanceof RegExp) return { ...jsonSchema, pattern: requirement.source };
      if (type === 'includes' && typeof requirement === 'string')
        return { ...jsonSchema, pattern: undefined, contains: { const: requirement } };
      return undefined;
    },
  });
  return {
    ...schema,
    title: 'promotion.yaml',
    description: 'Which images are promoted through which environments, and under which rules.',
  };
}

/** The bytes of the schema's file. */
export function policySchemaText(): string {
  return `${JSON.stringify(promotionSchema(), null, 2)}\n`;
}
