// Small conveniences. Every page does the same without them.
"use strict";

// "/" goes to the search field from anywhere, as long as nobody is typing or has turned it off.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const quick = document.querySelector("#quick[data-shortcut]");
  if (!quick) return;
  event.preventDefault();
  quick.focus();
});

// A choice that narrows a list is sent at once.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-sends]")) event.target.form.requestSubmit();
});

// What comes instead of a part of the page, as when the session is over, is a page of its own.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  const isPart = xhr.status === 200 && xhr.responseText.includes("data-part");
  if (isPart) return;
  event.preventDefault();
  window.location.assign(requestConfig.path);
});

// A button that prints.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-prints]")) window.print();
});

// A button that ticks all of a page, there only where it works.
const showTicks = () => document.querySelectorAll("[data-ticks]").forEach((one) => (one.hidden = false));
document.addEventListener("DOMContentLoaded", showTicks);
document.addEventListener("htmx:afterSettle", showTicks);
document.addEventListener("click", (event) => {
  const all = event.target.closest("[data-ticks]");
  if (!all) return;
  const boxes = [...document.querySelectorAll(`input[type=checkbox][name="${all.dataset.ticks}"]`)];
  const tick = boxes.some((one) => !one.checked);
  boxes.forEach((one) => (one.checked = tick));
});

// The chosen one of several views is in sight, in a narrow window too.
const showChosen = () => {
  const chosen = document.querySelector('.tabs [aria-current="true"]');
  const tabs = chosen && chosen.closest(".tabs");
  if (tabs) tabs.scrollLeft = chosen.offsetLeft - tabs.offsetLeft - (tabs.clientWidth - chosen.offsetWidth) / 2;
};
document.addEventListener("DOMContentLoaded", showChosen);
document.addEventListener("htmx:afterSettle", showChosen);
