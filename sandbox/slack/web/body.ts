import { Refusal } from "./refusal.ts";

export interface RequestBody {
  raw: Record<string, unknown>;
  warnings: string[];
}

/**
 * Reads a Web API request as Slack does: query and form for all, JSON where the method takes it.
 * Source: docs.slack.dev/apis/web-api ("POST bodies"): `missing_charset`, `superfluous_charset`,
 * `invalid_json`, `json_not_object`, `invalid_post_type`, `missing_post_type`.
 * @param formOnly the method ignores JSON bodies, so their arguments are as if never sent.
 */
export async function readBody(request: Request, formOnly: boolean): Promise<RequestBody> {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  // Tokens in the query string are refused to apps made since 2021.
  delete query.token;
  if (request.method === "GET") return { raw: query, warnings: [] };

  const header = request.headers.get("content-type") ?? "";
  const type = header.split(";")[0]?.trim().toLowerCase() ?? "";
  const charset = /charset\s*=/i.test(header);
  if (type === "multipart/form-data") {
    const form = await request.formData().catch(() => {
      throw new Refusal("invalid_form_data");
    });
    return { raw: { ...query, ...Object.fromEntries(form) }, warnings: [] };
  }
  const text = await request.text();
  if (type === "application/json") {
    const warnings = charset ? [] : ["missing_charset"];
    if (formOnly || text === "") return { raw: query, warnings };
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw new Refusal("invalid_json");
    }
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new Refusal("json_not_object");
    }
    return { raw: { ...query, ...value }, warnings };
  }
  if (type === "application/x-www-form-urlencoded") {
    const form = Object.fromEntries(new URLSearchParams(text));
    return { raw: { ...query, ...form }, warnings: charset ? ["superfluous_charset"] : [] };
  }
  if (text === "") return { raw: query, warnings: [] };
  throw new Refusal(type === "" ? "missing_post_type" : "invalid_post_type");
}
