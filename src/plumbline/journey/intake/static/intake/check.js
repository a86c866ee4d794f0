// The check page with a script: passages and things light each other up, single keys, focus kept after a correction.
// Everything here only does what links and buttons of the page do.
const LIT = "is-lit";
const SWITCH = "plumbline-single-keys";

const things = () => [...document.querySelectorAll("#understood .thing")];
const pane = () => document.querySelector("[data-document]");

function clear() {
  for (const lit of document.querySelectorAll(`.${LIT}`)) lit.classList.remove(LIT);
}

function passagesOf(thing) {
  const names = (thing.dataset.passages || "").split(" ").filter(Boolean);
  return names.map((name) => document.getElementById(name)).filter(Boolean);
}

function into(box, element) {
  // Scrolls only the side itself; on a narrow screen the page.
  if (box && box.scrollHeight > box.clientHeight + 4 && getComputedStyle(box).overflowY !== "visible") {
    const place = element.getBoundingClientRect().top - box.getBoundingClientRect().top;
    box.scrollTo({ top: box.scrollTop + place - box.clientHeight / 3, behavior: "auto" });
  } else {
    element.scrollIntoView({ block: "center" });
  }
}

function lightPassages(thing, { scroll = true } = {}) {
  clear();
  thing.classList.add(LIT);
  const found = passagesOf(thing);
  for (const passage of found) passage.classList.add(LIT);
  if (scroll && found.length) into(pane(), found[0]);
  return found.length > 0;
}

function lightThing(name) {
  const thing = things().find((one) => (one.dataset.passages || "").split(" ").includes(name));
  if (!thing) return false;
  lightPassages(thing, { scroll: false });
  into(document.querySelector("[data-understood]"), thing);
  thing.focus({ preventScroll: true });
  return true;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.where, a.from");
  if (link && link.hash && link.getAttribute("href").startsWith("#")) {
    const passage = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (passage) {
      event.preventDefault();
      lightPassages(link.closest(".thing"), { scroll: false });
      passage.classList.add(LIT);
      into(pane(), passage);
      return;
    }
  }
  const cancel = event.target.closest("[data-cancel]");
  const slot = cancel?.closest(".thing__form");
  if (slot) {
    event.preventDefault();
    slot.replaceChildren();
    slot.closest(".thing").focus();
    return;
  }
  if (event.target.closest("a, button, input, label, summary")) return;
  const passage = event.target.closest("[data-passage]");
  if (passage && !String(getSelection())) lightThing(passage.dataset.passage);
});

// Keys: only while the focus is on a thing or nowhere, never while typing, and they can be switched off.
const keysBox = document.querySelector("[data-keys]");
const toggle = document.querySelector("[data-single-keys]");
if (toggle) {
  toggle.closest("[data-switch]").hidden = false;
  toggle.checked = localStorage.getItem(SWITCH) !== "off";
  toggle.addEventListener("change", () => localStorage.setItem(SWITCH, toggle.checked ? "on" : "off"));
}

function step(by) {
  const every = things();
  const at = every.indexOf(document.activeElement.closest(".thing"));
  const next = every[Math.min(Math.max(at + by, 0), every.length - 1)];
  if (!next) return;
  next.focus({ preventScroll: true });
  into(document.querySelector("[data-understood]"), next);
  lightPassages(next);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    event.target.closest(".thing__form")?.querySelector("[data-cancel]")?.click();
    return;
  }
  if (!toggle?.checked) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const thing = event.target.closest("#understood .thing");
  const inside = thing || event.target === document.body || event.target.closest("#understood");
  if (!inside) return;
  if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    step(event.key === "j" ? 1 : -1);
  } else if (event.key === "?") {
    keysBox.open = true;
    keysBox.querySelector("summary").focus();
  } else if (event.key === "u") {
    document.querySelector("[data-undo] button")?.click();
  } else if (event.key === "Enter" && event.target === thing) {
    lightPassages(thing);
  } else if (thing && event.key.length === 1) {
    const button = thing.querySelector(`:scope > .thing__do [data-key="${CSS.escape(event.key)}"]`);
    if (button) {
      event.preventDefault();
      button.click();
    }
  }
});

// After a correction the list is new: the focus goes back to the same thing, or to the one in its place.
let last = { id: "", at: 0, top: 0 };
document.addEventListener("htmx:beforeRequest", (event) => {
  const thing = event.target.closest?.(".thing");
  const box = document.querySelector("[data-understood]");
  last = { id: thing?.id || last.id, at: thing ? things().indexOf(thing) : last.at, top: box?.scrollTop || 0 };
});
document.addEventListener("htmx:afterSwap", (event) => {
  const slot = event.detail.target?.closest?.(".thing__form");
  if (slot) {
    const form = slot.querySelector("form");
    slot.querySelector("h1")?.setAttribute("aria-level", "4"); // here it is a part of a card, which has a level 3
    const first = slot.querySelector(".govuk-error-summary") || form?.querySelector("textarea, input:not([type=hidden]), select");
    if (first && !first.matches("textarea, input, select")) first.tabIndex = -1;
    first?.focus({ preventScroll: true });
    into(document.querySelector("[data-understood]"), slot.querySelector("h1") || slot);
    return;
  }
  const box = document.querySelector("[data-understood]");
  if (event.detail.target?.id === "understood" && box) {
    box.scrollTop = last.top;
    const every = things();
    const thing = document.getElementById(last.id) || every[Math.min(Math.max(last.at, 0), every.length - 1)];
    thing?.focus({ preventScroll: true });
    if (thing) lightPassages(thing, { scroll: false });
  }
});

// Coming from a link to a passage or a thing: light it as a click would.
function arrive() {
  const name = decodeURIComponent(location.hash.slice(1));
  const element = name && document.getElementById(name);
  if (!element) return;
  if (element.matches(".thing")) {
    into(document.querySelector("[data-understood]"), element);
    lightPassages(element);
  } else if (element.matches("[data-passage]")) {
    into(pane(), element);
    const thing = things().find((one) => (one.dataset.passages || "").split(" ").includes(name));
    if (thing) lightPassages(thing, { scroll: false });
    element.classList.add(LIT);
  }
}
addEventListener("hashchange", arrive);
if (location.hash) arrive();
else if (matchMedia("(min-width: 64em)").matches) {
  // The document opens where this part begins.
  const first = things().flatMap(passagesOf)[0];
  if (first) into(pane(), first);
}
