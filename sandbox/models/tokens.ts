/** Tokens as the sandbox counts them: a fair guess for English, the same on every run. */
export const textTokens = (text: string) => Math.ceil(text.length / 4);

/** An image counts alike whatever its size. */
export const imageTokens = 800;
