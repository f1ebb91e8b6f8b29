/** An app manifest, as far as the sandbox reads it. Further fields are allowed and ignored. */
export interface Manifest {
  display_information: { name: string; description?: string; long_description?: string } & Rest;
  features?: {
    agent_view?: {
      agent_description?: string;
      suggested_prompts?: { title: string; message: string }[];
    } & Rest;
    assistant_view?: Rest;
    app_home?: {
      home_tab_enabled?: boolean;
      messages_tab_enabled?: boolean;
      messages_tab_read_only_enabled?: boolean;
    };
    bot_user?: { display_name: string; always_online?: boolean };
    shortcuts?: { type: "global" | "message"; name: string; callback_id: string; description: string }[];
    slash_commands?: SlashCommand[];
    unfurl_domains?: string[];
  };
  oauth_config?: { redirect_urls?: string[]; scopes?: { bot?: string[]; user?: string[] } & Rest } & Rest;
  settings?: {
    event_subscriptions?: { bot_events?: string[]; user_events?: string[]; request_url?: string } & Rest;
    interactivity?: { is_enabled: boolean; request_url?: string } & Rest;
    socket_mode_enabled?: boolean;
  } & Rest;
}

interface SlashCommand {
  command: string;
  description: string;
  usage_hint?: string;
  should_escape?: boolean;
  url?: string;
}

type Rest = Record<string, unknown>;
