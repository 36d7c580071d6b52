/** Plain where neither version of YAML could read it as something else than this text, also in a flow sequence. */
export const scalar = (value: string): string =>
  /^[A-Za-z/][A-Za-z0-9/._=-]*$/.test(value) && !/^(?:y|yes|no?|true|false|on|off|null|e-?\d+)$/i.test(value)
    ? value
    : JSON.stringify(value);
