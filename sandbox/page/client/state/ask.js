const marked = { "x-sandbox-page": "1" };

/**
 * Does one thing as a person.
 * @param {"discord" | "slack"} platform
 * @param {string} as
 * @param {Record<string, unknown> & { kind: string }} act
 * @param {Record<string, File>} [files] by option name, or in order under any
 * @returns {Promise<Record<string, any>>} with `error` where the platform refuses
 */
export async function act(platform, as, act, files = {}) {
  const form = new FormData();
  form.set("act", JSON.stringify({ as, act }));
  for (const [name, file] of Object.entries(files)) form.set(name, file, file.name);
  return answered(() => fetch(`/api/act/${platform}`, { method: "POST", headers: marked, body: form }));
}

/**
 * Asks something of the tools.
 * @param {"GET" | "POST" | "DELETE"} method
 * @param {string} path below `/api`
 * @param {unknown} [body]
 */
export async function ask(method, path, body) {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const headers = { ...marked, "content-type": "application/json" };
  return answered(() => fetch(`/api${path}`, { method, headers, ...sent }));
}

/** @param {() => Promise<Response>} request @returns {Promise<Record<string, any>>} */
async function answered(request) {
  try {
    const response = await request();
    const isJson = response.headers.get("content-type")?.includes("json");
    if (isJson) return await response.json();
    return { error: `The sandbox failed (${response.status}): see its terminal.` };
  } catch {
    return { error: "The sandbox does not answer. Is it still running?" };
  }
}
