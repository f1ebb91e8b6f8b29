import assert from "node:assert/strict";
import { test } from "node:test";
import { isAllowed } from "./files.ts";
import { sniff } from "./sniff.ts";

const live = "https://discord.com/api";
const sandbox = "http://127.0.0.1:4000/discord/api";

test("A57 files are fetched from Discord's hosts alone, and from the sandbox when it is on this machine", () => {
  const allowed = [
    "https://cdn.discordapp.com/attachments/1/2/a.png?ex=1",
    "https://media.discordapp.net/attachments/1/2/a.png",
  ];
  const refused = [
    "http://cdn.discordapp.com/attachments/1/2/a.png",
    "https://cdn.discordapp.com:8443/a.png",
    "https://cdn.discordapp.com.evil.example/a.png",
    "https://evil.example/cdn.discordapp.com/a.png",
    "https://cdn.discordapp.com@evil.example/a.png",
    "https://user:pass@cdn.discordapp.com/a.png",
    "http://127.0.0.1:4000/discord/cdn/a.png",
    "http://169.254.169.254/latest",
    "file:///etc/passwd",
    "a.png",
    "",
  ];
  for (const url of allowed) assert.equal(isAllowed(url, live), true, url);
  for (const url of refused) assert.equal(isAllowed(url, live), false, url);
  assert.equal(isAllowed("http://127.0.0.1:4000/discord/cdn/a.png", sandbox), true);
  assert.equal(isAllowed("http://127.0.0.1:5432/", sandbox), false);
  assert.equal(isAllowed("http://discord.example/a", "http://discord.example/api"), false);
});

test("F49 what a file is shows in its first bytes", () => {
  const bytes = (text: string) => Buffer.from(text, "latin1");
  assert.equal(sniff(bytes("\x89PNG\r\n\x1a\n...."), "image/jpeg"), "image/png");
  assert.equal(sniff(bytes("\xff\xd8\xff\xe0"), "image/jpeg"), "image/jpeg");
  assert.equal(sniff(bytes("RIFF....WEBPVP8 "), "application/octet-stream"), "image/webp");
  assert.equal(sniff(bytes("....ftypM4A "), "audio/mp4"), "audio/mp4");
  assert.equal(sniff(bytes("plain words"), "text/plain"), "text/plain");
  assert.equal(sniff(bytes("<!DOCTYPE html><html>"), "image/png"), undefined);
  assert.equal(sniff(bytes("<html>sign in"), "application/pdf"), undefined);
  assert.equal(sniff(bytes("<html>"), "text/html"), "text/html");
  assert.equal(sniff(bytes("<svg xmlns='x'>"), "image/svg+xml"), undefined);
});
