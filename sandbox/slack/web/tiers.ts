/**
 * Calls a minute each method allows per workspace and app.
 * Source: slackapi/java-slack-sdk `metadata/web-api/rate_limit_tiers.json` (86ff7ca); what it lacks or what the
 * method's own page on docs.slack.dev says otherwise is marked.
 */
export type Tier = "Tier1" | "Tier2" | "Tier3" | "Tier4" | "special";

export const PER_MINUTE: Readonly<Record<Exclude<Tier, "special">, number>> = {
  Tier1: 1,
  Tier2: 20,
  Tier3: 50,
  Tier4: 100,
};

export const TIERS: Readonly<Record<string, Tier>> = {
  // docs.slack.dev/reference/methods/agents.sessions.*: Tier 3. The file does not know them.
  "agents.sessions.rename": "Tier3",
  "agents.sessions.setStatus": "Tier3",
  "api.test": "Tier4",
  // The file says Tier 1, the method's page Tier 3; apps that reconnect every two seconds are not refused.
  "apps.connections.open": "Tier3",
  "assistant.threads.setStatus": "special",
  // The file says Tier 3, the method's page Tier 4.
  "assistant.threads.setSuggestedPrompts": "Tier3",
  "assistant.threads.setTitle": "Tier3",
  "auth.test": "special",
  "bots.info": "Tier3",
  "chat.appendStream": "Tier4",
  "chat.delete": "Tier3",
  "chat.getPermalink": "special",
  "chat.postEphemeral": "Tier4",
  "chat.postMessage": "special",
  "chat.startStream": "Tier2",
  "chat.stopStream": "Tier2",
  "chat.unfurl": "Tier3",
  "chat.update": "Tier3",
  "conversations.archive": "Tier2",
  "conversations.create": "Tier2",
  "conversations.history": "Tier3",
  "conversations.info": "Tier3",
  "conversations.invite": "Tier3",
  "conversations.join": "Tier3",
  "conversations.kick": "Tier3",
  "conversations.leave": "Tier3",
  "conversations.list": "Tier2",
  "conversations.mark": "Tier3",
  "conversations.members": "Tier4",
  "conversations.open": "Tier3",
  "conversations.rename": "Tier2",
  "conversations.replies": "Tier3",
  "conversations.setPurpose": "Tier2",
  "conversations.setTopic": "Tier2",
  "conversations.unarchive": "Tier2",
  "files.completeUploadExternal": "Tier4",
  "files.delete": "Tier3",
  "files.getUploadURLExternal": "Tier4",
  "files.info": "Tier4",
  "files.remote.add": "Tier2",
  "files.remote.info": "Tier2",
  "files.remote.list": "Tier2",
  "files.remote.remove": "Tier2",
  "files.remote.share": "Tier2",
  "files.remote.update": "Tier2",
  "reactions.add": "Tier3",
  "reactions.remove": "Tier2",
  "team.info": "Tier3",
  "users.conversations": "Tier2",
  "users.info": "Tier4",
  "users.list": "Tier2",
  "users.lookupByEmail": "Tier3",
  "views.open": "Tier4",
  "views.publish": "Tier4",
  "views.push": "Tier4",
  "views.update": "Tier4",
};
