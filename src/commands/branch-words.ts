/** A name that people chose, as code: nothing in it formats, links or mentions. */
export function code(name: string): string {
  return `\`${name.replaceAll("`", "'")}\``;
}

export function messages(count: number): string {
  return count === 1 ? "1 message" : `${count} messages`;
}
