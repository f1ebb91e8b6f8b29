import type { View } from "../state/view.ts";
import type { World } from "../world.ts";

/** A view as interactions and `views.open` show it. */
export function wireView(world: World, view: View): Record<string, unknown> {
  const { team, app } = world.state;
  const modal =
    view.type === "modal"
      ? { title: view.title, close: view.close ?? null, submit: view.submit ?? null }
      : {};
  return {
    id: view.id,
    team_id: team.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.private_metadata,
    callback_id: view.callback_id,
    state: { values: view.values },
    hash: view.hash,
    ...modal,
    clear_on_close: view.clear_on_close,
    notify_on_close: view.notify_on_close,
    previous_view_id: view.previous_view_id,
    root_view_id: view.root_view_id,
    app_id: app.id,
    external_id: view.external_id,
    app_installed_team_id: team.id,
    bot_id: app.botId,
  };
}
