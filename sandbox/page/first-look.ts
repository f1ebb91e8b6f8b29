import { html } from "hono/html";
import type { Head } from "./view/head.ts";
import type { Parts } from "./view/look.ts";
import type { ChannelView, Side } from "./view/side.ts";

type Markup = ReturnType<typeof html>;

/**
 * What stands on the screen before a script has run: both platforms with their channels, as the client will draw them.
 * `html` escapes what it is given.
 */
export function firstLook(discord: Parts, slack: Parts): Markup {
  return html`<div class="app" id="first-look" inert>
    <header class="top">
      <h1><span class="mark"></span><span>Parley sandbox</span></h1>
    </header>
    <section class="tour"></section>
    <div class="stage"><div class="panes">${pane("discord", discord)}${pane("slack", slack)}</div></div>
  </div>`;
}

function pane(platform: string, parts: Parts): Markup {
  const side = parts.get("side") as Side;
  const head = parts.get("head") as Head | undefined;
  const me = side.people.find((one) => one.id === side.me);
  const list = (kinds: readonly string[]) =>
    side.channels
      .filter((one) => kinds.includes(one.kind) && one.joined)
      .map((channel) => item(channel, channel.id === head?.id));
  return html`<section class="pane ${platform}">
    <div class="pane-box">
      <nav class="side">
        <header class="workspace"><strong>${side.workspace}</strong></header>
        <div class="side-scroll">
          <h2>Channels</h2>
          <ul>${list(["public", "private", "voice"])}</ul>
          <h2>Direct messages</h2>
          <ul>${list(["dm"])}</ul>
        </div>
        <footer class="switcher"><strong>${me?.name ?? ""}</strong> <small>${me?.role ?? ""}</small></footer>
      </nav>
      <section class="room">
        <header class="room-head"><h2>${head?.name ?? ""}</h2></header>
        <div class="messages-box"></div>
        <div class="composer"><div class="composer-row"></div></div>
        <div class="typing"></div>
      </section>
    </div>
  </section>`;
}

function item(channel: ChannelView, current: boolean): Markup {
  return html`<li><span class="item" ${current ? 'aria-current="page"' : ""}><span>${channel.name}</span></span></li>`;
}
