// Keys for what links, buttons and fields do without them. Approving and rejecting take two: a
// letter only goes there.
"use strict";
const one = (found) => document.querySelector(found);
const go = (link) => link && link.click();
const rows = () => [...document.querySelectorAll("a.draft")];

function step(by) {
  const all = rows();
  if (!all.length) return go(one(by > 0 ? "header [rel=next]" : "header [rel=prev]"));
  const at = all.indexOf(document.activeElement);
  const to = all[at < 0 ? 0 : at + by];
  return to ? to.focus() : go(one(by > 0 ? ".pages [rel=next]" : ".pages [rel=prev]"));
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  a: () => one("#approve")?.focus(),
  r: () => one("#reason")?.focus(),
  e: () => go(one("#edit")),
  u: () => go(one(".home")),
  "?": () => one("#keys").showModal(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, dialog");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
  event.preventDefault();
  keys[event.key]();
});

one("#help").hidden = false;
one("#help").addEventListener("click", keys["?"]);
