import type { SlackFile } from "../state/file.ts";
import type { World } from "../world.ts";

const THUMBS = [64, 80, 160, 360, 480, 720, 800, 960, 1024];

/** A file as messages, events and `files.info` show it. */
export function wireFile(world: World, id: string): Record<string, unknown> {
  const file = world.state.files.get(id);
  if (!file || file.deleted) return { id, mode: "tombstone" };
  if (file.access === "check_file_info") return { id, mode: "file_access", file_access: "check_file_info" };
  return fullFile(world, file);
}

/** As `files.info` shows it: whole, whatever events may show. */
export function fullFile(world: World, file: SlackFile): Record<string, unknown> {
  const { state } = world;
  const { team } = state;
  const external = file.mode === "external";
  const path = `${team.id}-${file.id}`;
  const base = `${world.origin()}/slack/files-pri/${path}`;
  const name = encodeURIComponent(file.name.toLowerCase().replaceAll(" ", "_"));
  const inPublic = file.shares.some((share) => state.channels.get(share.channel)?.kind === "public");
  const permalink = `https://${team.domain}.slack.com/files/${file.user}/${file.id}/${name}`;
  const snippet = preview(file, permalink);
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: file.filetype,
    pretty_type: file.filetype.toUpperCase(),
    user: file.user,
    user_team: team.id,
    editable: snippet !== undefined,
    size: file.size,
    mode: snippet ? "snippet" : file.mode,
    is_external: external,
    external_type: external ? "app" : "",
    ...(external ? { external_id: file.externalId ?? "", external_url: file.externalUrl } : {}),
    is_public: inPublic,
    public_url_shared: false,
    display_as_bot: false,
    username: "",
    // An external file's address is someone else's: no token belongs there.
    url_private: external ? file.externalUrl : `${base}/${name}`,
    ...(external ? {} : { url_private_download: `${base}/download/${name}` }),
    media_display_type: "unknown",
    ...(file.altText ? { alt_txt: file.altText } : {}),
    ...thumbs(world, file, path),
    ...snippet,
    permalink,
    permalink_public: `https://slack-files.com/${path}-0000000000`,
    is_starred: false,
    has_rich_preview: false,
    file_access: "visible",
  };
}

const PREVIEW_LINES = 5;

/** Text files are snippets to Slack: they come with their first lines. */
function preview(file: SlackFile, permalink: string): Record<string, unknown> | undefined {
  if (!file.mimetype.startsWith("text/") || !file.bytes) return undefined;
  const lines = new TextDecoder().decode(file.bytes).split("\n");
  const shown = lines.slice(0, PREVIEW_LINES).join("\n");
  const escaped = shown.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return {
    edit_link: `${permalink}/edit`,
    preview: shown,
    preview_highlight: `<div class="CodeMirror-code"><pre>${escaped}</pre></div>`,
    lines: lines.length,
    lines_more: Math.max(0, lines.length - PREVIEW_LINES),
    preview_is_truncated: lines.length > PREVIEW_LINES,
  };
}

function thumbs(world: World, file: SlackFile, path: string): Record<string, unknown> {
  if (!file.mimetype.startsWith("image/") || file.mode === "external") return {};
  const stem = file.name.toLowerCase().replace(/\.[^.]*$/, "");
  const fields: Record<string, unknown> = {};
  for (const size of THUMBS) {
    fields[`thumb_${size}`] =
      `${world.origin()}/slack/files-tmb/${path}-thumbs/${encodeURIComponent(stem)}_${size}.png`;
    if (size >= 360) {
      fields[`thumb_${size}_w`] = size;
      fields[`thumb_${size}_h`] = size;
    }
  }
  const size = pngSize(file.bytes);
  return { ...fields, original_w: size?.width ?? 1024, original_h: size?.height ?? 1024, thumb_tiny: "" };
}

function pngSize(bytes: Uint8Array | undefined): { width: number; height: number } | undefined {
  if (!bytes || bytes.length < 24 || bytes[0] !== 0x89 || bytes[1] !== 0x50) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}
