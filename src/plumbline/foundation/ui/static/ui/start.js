// Starts the patterns that need a script (character count, error summary, conditional fields), the switch of appearance,
// and forgetting what this computer keeps of somebody when they sign out.
import "./appearance.js";
import "./drafts.js";

const patterns = document.querySelector("script[data-patterns]")?.dataset.patterns;
if (patterns && "noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  const { initAll } = await import(patterns);
  initAll();
}
