import assert from "node:assert/strict";
import { test } from "node:test";
import type { Api } from "./api.ts";
import { createChannels } from "./channels.ts";

const me = "10";
const guild = "20";
const nobody = { persist: () => assert.fail("nothing is to be asked") } as unknown as Api;
const text = (id: string, last: string | null, overwrites: object[] = []) => ({
  id,
  type: 0,
  name: id,
  last_message_id: last,
  permission_overwrites: overwrites,
});
const hidden = [{ id: guild, type: 0, allow: "0", deny: "1024" }];

function learned() {
  const channels = createChannels(nobody);
  channels.learn({ t: "READY", d: { user: { id: me } } });
  channels.learn({
    t: "GUILD_CREATE",
    d: {
      id: guild,
      roles: [
        { id: guild, permissions: "66560" },
        { id: "30", permissions: "0", tags: { bot_id: me } },
        { id: "31", permissions: "0", tags: { bot_id: "11" } },
      ],
      members: [{ user: { id: me }, roles: ["30"] }],
      channels: [
        text("41", "900"),
        text("42", "900", hidden),
        text("43", "100"),
        { ...text("44", null), type: 4 },
      ],
      threads: [
        { id: "51", type: 11, parent_id: "41", name: "t", last_message_id: "900" },
        { id: "52", type: 11, parent_id: "42", name: "u", last_message_id: "900" },
      ],
    },
  });
  return channels;
}

test("DISCORD-KNOWN own role, parents and names come from what the gateway tells", () => {
  const channels = learned();
  assert.equal(channels.ownRole(guild), "30");
  assert.equal(channels.parentOf("51"), "41");
  assert.equal(channels.parentOf("41"), undefined);
  assert.equal(channels.nameOf("41"), "41");
});

test("F25 only what has newer messages and may be read is read again", () => {
  const channels = learned();
  const ids = () => channels.readableSince("500").map((one) => one.id);
  assert.deepEqual(ids(), ["41", "51"]);
  channels.learn({ t: "MESSAGE_CREATE", d: { id: "901", channel_id: "43", guild_id: guild } });
  channels.learn({ t: "MESSAGE_CREATE", d: { id: "902", channel_id: "60" } });
  assert.deepEqual(ids(), ["41", "43", "51", "60"]);
  channels.learn({ t: "CHANNEL_UPDATE", d: { ...text("41", "900", hidden), guild_id: guild } });
  assert.deepEqual(ids(), ["43", "60"]);
  channels.learn({ t: "GUILD_DELETE", d: { id: guild } });
  assert.deepEqual(ids(), ["60"]);
});
