// Starts the patterns that need a script (character count, error summary, conditional fields) and the switch of appearance.
import "./appearance.js";

const patterns = document.querySelector("script[data-patterns]")?.dataset.patterns;
if (patterns && "noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  const { initAll } = await import(patterns);
  initAll();
}
