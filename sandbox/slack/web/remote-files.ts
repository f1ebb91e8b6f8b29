import { fullFile } from "../messages/wire-file.ts";
import { announceCreated, newFile } from "../people/files.ts";
import type { SlackFile } from "../state/file.ts";
import { inChannel } from "./channels.ts";
import { share } from "./files.ts";
import type { Call, Method, Methods } from "./method.ts";
import { ids, page } from "./pages.ts";
import { badArguments, Refusal } from "./refusal.ts";
import { target } from "./target.ts";

/** Lengths are not documented; these are our choice. */
const TITLE_MAX = 255;
const EXTERNAL_ID_MAX = 255;

/** Tells Slack of a file that stands elsewhere: `mode` is `external`, and `url_private` is that address. */
const add: Method = {
  scopes: ["remote_files:write"],
  run({ args, world }) {
    const externalId = args.required("external_id");
    const externalUrl = args.required("external_url");
    const title = args.required("title");
    if (externalId.length > EXTERNAL_ID_MAX) throw new Refusal("invalid_external_id");
    if (title.length > TITLE_MAX) throw new Refusal("bad_title");
    if (!URL.canParse(externalUrl)) throw badArguments("must be a URL [json-pointer:/external_url]");
    const file = newFile(world, world.state.app.botUserId, title, "application/octet-stream");
    Object.assign(file, { mode: "external", externalId, externalUrl });
    if (args.has("filetype")) file.filetype = args.required("filetype");
    announceCreated(world, file);
    return { file: fullFile(world, file) };
  },
};

const info: Method = {
  scopes: ["remote_files:read"],
  formOnly: true,
  run: (call) => ({ file: fullFile(call.world, remote(call)) }),
};

const list: Method = {
  scopes: ["remote_files:read"],
  formOnly: true,
  run({ args, world }) {
    const wanted = args.text("channel");
    const all = [...world.state.files.values()].filter(
      (file) =>
        file.externalId !== undefined &&
        !file.deleted &&
        (!wanted || file.shares.some((s) => s.channel === wanted)),
    );
    const { items, nextCursor } = page(args, all, 100);
    return {
      files: items.map((file) => fullFile(world, file)),
      response_metadata: { next_cursor: nextCursor },
    };
  },
};

const removeFile: Method = {
  scopes: ["remote_files:write"],
  run(call) {
    remote(call).deleted = true;
    return {};
  },
};

const shareFile: Method = {
  scopes: ["remote_files:share"],
  run(call) {
    const { args, world } = call;
    const file = remote(call);
    const channels = ids(args, "channels").map((id) => target(call, id));
    if (channels.some((channel) => !inChannel(world, channel))) throw new Refusal("not_in_channel");
    for (const channel of channels) share(world, channel.id, [file], "");
    return { file: fullFile(world, file) };
  },
};

const update: Method = {
  scopes: ["remote_files:write"],
  run(call) {
    const { args, world } = call;
    const file = remote(call);
    if (args.has("title")) file.title = args.required("title");
    if (args.has("external_url")) file.externalUrl = args.required("external_url");
    if (args.has("filetype")) file.filetype = args.required("filetype");
    return { file: fullFile(world, file) };
  },
};

function remote({ args, world }: Call): SlackFile {
  const id = args.text("file");
  const externalId = args.text("external_id");
  if (!id && !externalId) throw badArguments("missing required field: file or external_id");
  const file = [...world.state.files.values()].find(
    (f) => f.externalId !== undefined && !f.deleted && (f.id === id || f.externalId === externalId),
  );
  if (!file) throw new Refusal("file_not_found");
  return file;
}

export const remoteFileMethods: Methods = {
  "files.remote.add": add,
  "files.remote.info": info,
  "files.remote.list": list,
  "files.remote.remove": removeFile,
  "files.remote.share": shareFile,
  "files.remote.update": update,
};
