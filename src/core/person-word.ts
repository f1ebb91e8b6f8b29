/** `<@U123>`, `<@U123|name>`, `<@!123>`: how people are mentioned on the wire of both platforms. */
const mention = /^<@!?(\w{2,32})(?:\|[^<>]*)?>$/;
/** Ids as people copy them: `U0123ABCD`, never without a digit, and 17 to 20 digits. */
const bareId = /^(?:[UW](?=[A-Z]*\d)[A-Z0-9]{8,20}|\d{17,20})$/;
const address = /^[^\s@<>|,;:"]{1,64}@[^\s@<>|,;:"]{1,190}\.[^\s@<>|,;:".]{2,63}$/;

/** The id or e-mail address that a typed word names someone by; undefined for anything else, names included. */
export function personIn(word: string): string | undefined {
  const id = mention.exec(word)?.[1];
  if (id !== undefined) return id;
  return bareId.test(word) || address.test(word) ? word : undefined;
}
