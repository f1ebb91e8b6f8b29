import type { Fact } from "./fact.ts";

/** What holds for interactions, components and registered commands. */
export const interactionsFacts = [
  {
    id: "DISCORD-INTERACTION-3S",
    fact: "an answer after three seconds is 10062, and the person is told that nobody answered",
    source: 'discord docs: interactions/receiving-and-responding "Interaction Callback"',
  },
  {
    id: "DISCORD-INTERACTION-ONCE",
    fact: "a second first answer is 40060",
    source: 'discord docs: topics/opcodes-and-status-codes "JSON"',
  },
  {
    id: "DISCORD-INTERACTION-TOKEN",
    fact: "a wrong token is 10062; before the first answer there is no webhook, 10015",
    source: 'discord docs: topics/opcodes-and-status-codes "JSON"; discord-api-docs issue 6851',
  },
  {
    id: "DISCORD-INTERACTION-15MIN",
    fact: "after fifteen minutes the token is dead, 50027, and a thinking message has failed",
    source:
      "discord docs: interactions/receiving-and-responding; discord-api-docs issue 6851, discord.py issue 9578",
  },
  {
    id: "DISCORD-INTERACTION-DEFER",
    fact: "a deferred answer stands as a loading message, for all or one person to see, until it is edited",
    source:
      'discord docs: interactions/receiving-and-responding "Interaction Callback Type"; resources/message "Message Flags"',
  },
  {
    id: "DISCORD-INTERACTION-EPHEMERAL",
    fact: "only the person sees an ephemeral answer, and no channel route reaches it",
    source: 'discord docs: interactions/receiving-and-responding "Interaction Callback Data Structure"',
  },
  {
    id: "DISCORD-INTERACTION-FOLLOW-UP",
    fact: "follow-ups are messages of their own, ephemeral where they say so",
    source: 'discord docs: interactions/receiving-and-responding "Followup Messages"',
  },
  {
    id: "DISCORD-INTERACTION-FOLLOW-UP-DEFERRED",
    fact: "the first follow-up to a deferred answer becomes that answer, unless that one was deleted",
    source: 'discord docs: interactions/receiving-and-responding "Create Followup Message"',
  },
  {
    id: "DISCORD-INTERACTION-ORIGINAL",
    fact: "@original is read, edited and deleted through the token alone",
    source: 'discord docs: interactions/receiving-and-responding "Endpoints"',
  },
  {
    id: "DISCORD-INTERACTION-METADATA",
    fact: "all that answers an interaction names it: first answers, edited ones too, and follow-ups",
    source: 'discord docs: resources/message "Message Interaction Metadata Structure"',
  },
  {
    id: "DISCORD-INTERACTION-WITH-RESPONSE",
    fact: "asked to, the callback tells of the message it made",
    source: 'discord docs: interactions/receiving-and-responding "Interaction Callback Response Object"',
  },
  {
    id: "DISCORD-INTERACTION-TYPES",
    fact: "each kind of interaction takes its own kinds of answer",
    source: 'discord docs: interactions/receiving-and-responding "Interaction Callback Type"',
  },
  {
    id: "DISCORD-INTERACTION-MENTIONS",
    fact: "without allowances an answer notifies users but no roles and not everyone",
    source: 'discord docs: resources/message "Allowed Mentions Object"',
  },
  {
    id: "DISCORD-INTERACTION-RIGHTS",
    fact: "an answer needs no right to write in the channel",
    source: 'discord docs: interactions/receiving-and-responding "Responding to an Interaction"',
  },
  {
    id: "DISCORD-COMPONENT-UPDATE",
    fact: "a press is acknowledged, changes its message or answers it",
    source: 'discord docs: interactions/receiving-and-responding "Interaction Callback Type"',
  },
  {
    id: "DISCORD-COMPONENT-SELECT",
    fact: "a menu sends the values chosen, as many as it allows",
    source: 'discord docs: components/reference "String Select"',
  },
  {
    id: "DISCORD-MODAL",
    fact: "a modal opens, is filled in within its limits, and its submission is answered",
    source:
      'discord docs: interactions/receiving-and-responding "Modal"; components/reference "Text Input", "Label"',
  },
  {
    id: "DISCORD-MODAL-FIRST",
    fact: "a modal is a first answer only: after thinking was shown it is 40060, and to a submission never",
    source: 'discord docs: interactions/receiving-and-responding "Interaction Callback Type"',
  },
  {
    id: "DISCORD-MODAL-FIELDS",
    fact: "menus and texts stand in labels of 45; what was preset is sent, a required menu wants a value",
    source:
      'discord docs: components/reference "Label", "String Select", "User Select"; discord-api-types "APITextInputComponent"',
  },
  {
    id: "DISCORD-AUTOCOMPLETE",
    fact: "what is typed arrives as focused; at most 25 choices come back",
    source:
      'discord docs: interactions/application-commands "Autocomplete"; receiving-and-responding "Autocomplete"',
  },
  {
    id: "DISCORD-INTERACTION-PAYLOAD",
    fact: "it says where, who with which rights, what the app may do, and how large files may be",
    source: 'discord docs: interactions/receiving-and-responding "Interaction Structure"',
  },
  {
    id: "DISCORD-INTERACTION-THREAD-RIGHTS",
    fact: "in a thread the member's permissions are those of its channel, SEND_MESSAGES included",
    source: 'discord docs: topics/permissions "Inherited Permissions"',
  },
  {
    id: "DISCORD-COMMAND-USER",
    fact: "an option for a person carries an id, and who that is stands beside it",
    source: 'discord docs: interactions/application-commands "Application Command Option Type"',
  },
  {
    id: "DISCORD-COMMAND-ATTACHMENT",
    fact: "an option for a file carries an id; the file beside it is ephemeral, stands in no message, and its link dies",
    source:
      'discord docs: interactions/application-commands "Application Command Option Type"; resources/message "Attachment Structure"',
  },
  {
    id: "DISCORD-COMMAND-NAME",
    fact: "1 to 32 lower-case letters, digits, - and _ in any script; menus may have spaces",
    source: 'discord docs: interactions/application-commands "Application Command Naming"',
  },
  {
    id: "DISCORD-COMMAND-OPTIONS",
    fact: "25 options, 25 choices, required ones first, names unique, no choices with autocomplete",
    source: 'discord docs: interactions/application-commands "Application Command Option Structure"',
  },
  {
    id: "DISCORD-COMMAND-SIZE",
    fact: "names, descriptions and choices of one command have 8000 characters together",
    source: 'discord docs: interactions/application-commands "Slash Commands"',
  },
  {
    id: "DISCORD-COMMAND-LIMIT",
    fact: "100 slash commands and 15 of each menu, then 30032",
    source: 'discord docs: interactions/application-commands "Registering a Command"; change-log 2026-03-03',
  },
  {
    id: "DISCORD-COMMAND-DAILY",
    fact: "200 commands are created in a day, then 30034; rewriting the same ones costs nothing",
    source: 'discord docs: interactions/application-commands "Registering a Command"',
  },
  {
    id: "DISCORD-COMMAND-BULK",
    fact: "a bulk write replaces all, keeps ids of the same names, refuses doubles",
    source: 'discord docs: interactions/application-commands "Bulk Overwrite Global Application Commands"',
  },
  {
    id: "DISCORD-COMMAND-SCOPE",
    fact: "guild commands stand in their guild alone, and only the own application's can be written",
    source: 'discord docs: interactions/application-commands "Making a Guild Command"',
  },
  {
    id: "DISCORD-COMMAND-OFFER",
    fact: "contexts and default permissions decide who is offered a command where",
    source: 'discord docs: interactions/application-commands "Permissions", "Interaction Contexts"',
  },
  {
    id: "DISCORD-COMMAND-INPUT",
    fact: "what a person may type is held to the options as they were registered",
    source: 'discord docs: interactions/application-commands "Application Command Option Type"',
  },
] as const satisfies readonly Fact[];
