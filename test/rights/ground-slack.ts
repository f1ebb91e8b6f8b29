import type { Sandbox } from "../../sandbox/sandbox.ts";
import type { ChannelKind } from "../../sandbox/slack/state/channel.ts";
import { workspaceId } from "../../src/core/ids.ts";
import type { Person, Place } from "../../src/core/inbound.ts";
import type { Ground } from "./ground.ts";
import { requestsSince } from "./requests.ts";
import { type RoleName, rolesOn } from "./table.ts";

/** Time flies in these tests, and no answer is to be too late for it. */
const ahead = 10 * 60_000;

export function groundOnSlack({ slack, clock, ledger, origin }: Sandbox): Ground {
  const { state } = slack;
  // no limit is what this is about
  slack.rates.enforced = false;
  const names = [...rolesOn("slack"), "newcomer", "whisperer", "foreigner"] as const;
  const people = new Map<string, Person>();
  for (const name of names) {
    const id = `U0${name.toUpperCase()}`;
    const shown = name === "whisperer" || name === "foreigner" ? `canary-${name}` : name;
    const role = name === "guest" ? "guest" : "member";
    people.set(name, { id, name: shown });
    // somebody of another workspace is nobody that this one knows
    if (name === "stranger") continue;
    state.users.set(id, {
      id,
      name: shown,
      realName: shown,
      role,
      email: `${name}@acme.example`,
      deleted: false,
    });
  }
  const person = (name: string): Person => {
    const found = people.get(name);
    if (!found) throw new Error(`nobody is ${name}`);
    return found;
  };
  const made = (id: string, name: string, kind: ChannelKind, inside: readonly string[]): Place => {
    const members = new Set([...inside.map((one) => person(one).id), state.app.botUserId]);
    const created = Math.trunc(clock.now() / 1_000) - 86_400;
    const about = { creator: "U0ADA", created, archived: false, general: false, topic: "", purpose: "" };
    state.channels.set(id, { id, name, kind, members, ...about });
    state.messages.set(id, new Map());
    return {
      platform: "slack",
      workspace: workspaceId("slack", state.team.id),
      channel: id,
      kind: "channel",
    };
  };
  const inside: readonly RoleName[] = ["owner", "editor", "viewer", "plain", "guest", "removed"];
  const channel = made("C0MATRIX", "matrix", "public", [...inside, "outsider", "newcomer"]);
  const privateChannel = made("C0VAULT", "vault", "private", [...inside, "newcomer"]);
  const foreign = made("C0FOREIGN", "foreign", "private", ["foreigner"]);
  const directOf = (role: RoleName): Place => {
    // a stranger has none here
    const known = state.users.has(person(role).id) ? slack.as(person(role).id).openDm() : "D0STRANGER";
    return { ...channel, channel: known, kind: "dm" };
  };
  let next = 0;
  return {
    platform: "slack",
    person,
    channel,
    privateChannel,
    foreign,
    dm: directOf("plain"),
    directOf,
    elsewhere: (place) => ({ ...place, workspace: workspaceId("slack", "T0OTHER") }),
    openPrivateThread: () => undefined,
    say(by, place, text) {
      const typed = place.kind === "dm" ? text : `<@${state.app.botUserId}> ${text}`;
      const thread = place.thread === undefined ? {} : { thread_ts: place.thread };
      return { id: slack.as(by.id).say(place.channel, { text: typed, ...thread }).ts, place };
    },
    handle(_kind, by, place, now) {
      const id = `trigger-${++next}-end`;
      const path = `/response/actions/${state.team.id}/${id}`;
      const issuedAt = now + ahead;
      state.responseUrls.set(path, { path, channel: place.channel, user: by.id, uses: 0, issuedAt });
      return { platform: "slack", id, token: `${origin}/slack${path}`, issuedAt };
    },
    removePeople() {
      slack.deactivate(person("removed").id);
      slack.as(person("outsider").id).leave(channel.channel);
    },
    toldBy: ({ id }, { id: user }, since, openlyIn) =>
      requestsSince(ledger, since)
        .filter((e) => e.service === "slack" && e.status === 200)
        .filter((e) => {
          const { user: to, channel: where } = (e.request ?? {}) as { user?: string; channel?: string };
          if (e.name === "response_url") return e.path?.endsWith(id);
          if (e.name === "chat.postEphemeral") return to === user && (e.response as { ok?: boolean }).ok;
          // files for one person go to that person directly
          if (e.name === "files.completeUploadExternal") return true;
          return e.name === "chat.postMessage" && where === openlyIn?.channel;
        })
        .map((e) => JSON.stringify(e.request ?? ""))
        .join("\n"),
    files: () => state.files.size,
    filesSince: (files) =>
      [...state.files.values()].slice(files).map((file) => new TextDecoder().decode(file.bytes)),
    link: (place, id) => `https://sandbox.slack.com/archives/${place.channel}/p${id.replace(".", "")}`,
    named: ({ id }) => `<@${id}>`,
    newId: () => `${Math.trunc(clock.now() / 1_000)}.${String(900_000 + ++next).slice(-6)}`,
    rest() {},
  };
}
