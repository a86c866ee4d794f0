// Every text on the page saves by itself; rich ones have a toolbar and take what is pasted from Word, Excel and the web.
import { pastes } from "./pasting.js";
import { Saving } from "./saving.js";
import { toolbar } from "./tools.js";
import { count, valueOf } from "./values.js";
import "./calling.js";
import "./talking.js";
import { beats } from "./presence.js";

const texts = [];

for (const root of document.querySelectorAll("[data-text]")) {
  const value = valueOf(root);
  if (!value.controls.length || value.controls.every((one) => one.readOnly || one.disabled)) continue;
  const say = count(root, value);
  const saving = new Saving(root, value);
  texts.push(saving);
  say();
  let later;
  const typed = () => {
    saving.typed();
    clearTimeout(later);
    later = setTimeout(say, value.read().length > 20000 ? 400 : 0);
  };
  for (const control of value.controls) {
    control.addEventListener(control.matches("textarea, input:not([type=radio], [type=checkbox])") ? "input" : "change", typed);
    control.addEventListener("text:written", say);
    control.addEventListener("blur", () => saving.now());
  }
  root.querySelector("form.text__form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    saving.now();
  });
  const area = root.querySelector("textarea[data-body]");
  if (area && "rich" in root.dataset) {
    toolbar(root, area, saving);
    pastes(root, area);
  }
}

beats(texts);
addEventListener("online", () => texts.forEach((one) => one.resume()));
addEventListener("focus", () => texts.forEach((one) => one.resume()));
addEventListener("pagehide", () => texts.forEach((one) => one.leave()));
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") texts.forEach((one) => one.now());
  else texts.forEach((one) => one.resume());
});
document.documentElement.dataset.texts = String(texts.length);
