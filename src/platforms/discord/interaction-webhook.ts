import type { ReplyHandle } from "../../core/inbound.ts";
import type { Answer } from "./answer.ts";
import type { Api, ApiCall } from "./api.ts";
import type { Payload } from "./render.ts";
import { readHandle } from "./reply-handle.ts";

/**
 * What follows the first answer to an interaction, with its token, for 15 minutes. `@original` is the first answer, or,
 * of a button that was put off or whose message was changed, the message it stands under.
 */
export interface InteractionWebhook {
  post(handle: ReplyHandle, payload: Payload, signal: AbortSignal): Promise<Answer>;
  original(
    method: "GET" | "PATCH" | "DELETE",
    handle: ReplyHandle,
    payload: Payload | undefined,
    signal: AbortSignal,
  ): Promise<Answer>;
}

export function createInteractionWebhook(deps: {
  api: Api;
  applicationId(): Promise<string>;
}): InteractionWebhook {
  const { api } = deps;
  const callOf = async (
    method: ApiCall["method"],
    handle: ReplyHandle,
    path: string,
    payload: Payload | undefined,
  ): Promise<ApiCall> => {
    const { token } = readHandle(handle);
    const call: ApiCall = {
      method,
      path: `/webhooks/${await deps.applicationId()}/${token}${path}`,
      auth: false,
    };
    if (payload) call.body = payload.body;
    if (payload?.files) call.files = payload.files;
    return call;
  };
  return {
    post: async (handle, payload, signal) => api.once(await callOf("POST", handle, "", payload), signal),
    original: async (method, handle, payload, signal) =>
      api.persist(await callOf(method, handle, "/messages/@original", payload), signal),
  };
}
