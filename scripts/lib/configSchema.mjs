// The JSON schema of `.roadgate.yaml`, made of what reads the file.
import * as z from 'zod';

/** Where editors fetch it that do not get it with the extension. */
const ID = 'https://raw.githubusercontent.com/roadgate/roadgate/main/schemas/roadgate.schema.json';

/**
 * @param {import('zod').ZodType} file the schema that reads the project file
 * @param {{code: string, severity: string, description: string}[]} rules
 * @returns {object} in the version of JSON schema that YAML tools know best
 */
export function configSchema(file, rules) {
  const schema = z.toJSONSchema(file, { target: 'draft-7', io: 'input' });
  withRules(schema.properties.rules, rules);
  withRules(schema.properties.overrides.items.properties.rules, rules);
  const { $schema, ...rest } = schema;
  return { $schema, $id: ID, title: 'Roadgate project file', ...rest };
}

/** Names the rules, so that editors complete and explain them; others stay allowed, as another version may have them. */
function withRules(record, rules) {
  const severity = record.additionalProperties;
  record.properties = Object.fromEntries(
    rules.map(({ code, severity: usual, description }) => [
      code,
      { ...severity, description: `${description} Usually ${usual}.` },
    ]),
  );
  delete record.propertyNames;
}
