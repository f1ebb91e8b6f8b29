import type { Block } from "./message.ts";

/** A modal or a Home tab as it stands, with its place in the stack of modals. */
export interface View {
  id: string;
  type: "modal" | "home";
  user: string;
  title?: Record<string, unknown>;
  close?: Record<string, unknown>;
  submit?: Record<string, unknown>;
  blocks: Block[];
  private_metadata: string;
  callback_id: string;
  external_id: string;
  hash: string;
  clear_on_close: boolean;
  notify_on_close: boolean;
  previous_view_id: string | null;
  root_view_id: string;
  /** What stands in the inputs: `block_id` → `action_id` → value as `view.state.values` shows it. */
  values: Record<string, Record<string, unknown>>;
  /** Errors the app answered a submission with, by `block_id`. */
  errors?: Record<string, string>;
}
