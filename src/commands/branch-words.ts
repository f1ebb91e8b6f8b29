/** A name that people chose, as code: nothing in it formats, links or mentions. */
export function code(name: string): string {
  return `\`${name.replaceAll("`", "'")}\``;
}
