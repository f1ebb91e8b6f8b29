import { isParleyError, ParleyError } from "../../core/errors.ts";
import type { Person } from "../../core/inbound.ts";
import type { Members } from "../../core/members.ts";
import type { Access } from "../../core/rights.ts";
import type { SlackApi } from "./api.ts";
import { asFields, type Fields, text } from "./fields.ts";
import { nameOf } from "./people.ts";
import { placeOf } from "./place.ts";

/** docs.slack.dev, conversations.members: fewer than 1000 are recommended. */
const PAGE = 999;

export function createMembers({ api }: { api: SlackApi }): Members {
  /** Undefined where Slack says that there is no such thing, or hides it from Parley. */
  async function look(method: string, args: Fields, signal: AbortSignal): Promise<Fields | undefined> {
    try {
      return await api.call(method, args, "read", signal);
    } catch (error) {
      if (isParleyError(error, "place_gone") || isParleyError(error, "place_forbidden")) return undefined;
      throw error;
    }
  }

  async function isMember(channel: string, person: string, signal: AbortSignal): Promise<boolean> {
    for (let cursor = ""; ; ) {
      const args = { channel, limit: PAGE, ...(cursor ? { cursor } : {}) };
      const page = await look("conversations.members", args, signal);
      if (Array.isArray(page?.members) && page.members.includes(person)) return true;
      cursor = text(asFields(page?.response_metadata), "next_cursor") ?? "";
      if (!cursor) return false;
    }
  }

  /** Somebody of this workspace who is a person and still has an account; `guest`: sees only where they were let in. */
  async function colleague(team: string, id: string, signal: AbortSignal) {
    const answer = await look("users.info", { user: id }, signal);
    const user = asFields(answer?.user);
    if (!user || user.deleted === true || user.is_bot === true || text(user, "team_id") !== team)
      return undefined;
    return { user, isGuest: user.is_restricted === true || user.is_ultra_restricted === true };
  }

  return {
    async access(place, person, signal): Promise<Access> {
      const channel = asFields(
        (await look("conversations.info", { channel: place.channel }, signal))?.channel,
      );
      if (!channel) return "none";
      const found = await colleague(teamOf(place.workspace), person, signal);
      // people of other companies in a shared channel have rights as long as they are in it: those of guests
      if (await isMember(place.channel, person, signal)) {
        if (channel.is_archived === true) return "read";
        return found && !found.isGuest ? "write" : "guest";
      }
      const isOpen = channel.is_private !== true && channel.is_im !== true && channel.is_mpim !== true;
      return found && !found.isGuest && isOpen ? "read" : "none";
    },
    async isPrivate() {
      // a thread is read by whoever reads its channel
      return false;
    },
    async add(place, person, signal) {
      if (place.kind === "dm") return false;
      if (await isMember(place.channel, person, signal)) return true;
      try {
        const args = { channel: place.channel, users: person };
        await api.call("conversations.invite", args, "idempotent", signal);
        return true;
      } catch (error) {
        // repeated after a lost answer, it says that the person is there already
        if (await isMember(place.channel, person, signal)) return true;
        if (isParleyError(error) && !error.retryable) return false;
        throw error;
      }
    },
    async direct(place, person, signal) {
      const answer = await api.call("conversations.open", { users: person }, "idempotent", signal);
      const channel = text(asFields(answer.channel), "id");
      if (!channel)
        throw new ParleyError("place_forbidden", "Slack opens no direct message with this person");
      return placeOf(teamOf(place.workspace), channel, {}, "im");
    },
    async find(place, who, signal): Promise<Person | undefined> {
      const said = who.trim().replace(/^mailto:/, "");
      const mentioned = /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>$/.exec(said)?.[1];
      let id = mentioned ?? (/^[UW][A-Z0-9]{2,}$/.test(said) ? said : undefined);
      if (id === undefined && /^[^\s@]+@[^\s@]+$/.test(said)) {
        const answer = await look("users.lookupByEmail", { email: said }, signal);
        id = text(asFields(answer?.user), "id");
      }
      const found = id === undefined ? undefined : await colleague(teamOf(place.workspace), id, signal);
      return id !== undefined && found ? { id, name: nameOf(found.user) ?? id } : undefined;
    },
  };
}

function teamOf(workspace: string): string {
  return workspace.slice("slack/".length);
}
