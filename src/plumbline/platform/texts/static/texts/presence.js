// Says every 20 seconds that this page is open, and hears who else is here and whose words stand now.
import { token } from "./state.js";

const EVERY = 20000;

export function beats(texts) {
  const line = document.querySelector("[data-presence]");
  if (!line) return;
  const post = (more = {}, options = {}) => fetch(line.dataset.presence, {
    method: "POST", body: new URLSearchParams({ csrfmiddlewaretoken: token.value, ...more }), redirect: "manual",
    headers: { "X-Text": "yes" }, ...options,
  });
  const beat = async () => {
    if (document.visibilityState === "hidden") return;
    try {
      const answer = await post();
      if (!answer.ok) return;
      const { others, numbers } = await answer.json();
      const said = line.querySelector("[data-others]");
      if (said.textContent !== others) said.textContent = others;
      line.hidden = !others;
      for (const text of texts) if (numbers[text.text]) text.refresh(numbers[text.text]);
    } catch { /* no connection: the editors say so */ }
  };
  beat();
  setInterval(beat, EVERY);
  document.addEventListener("visibilitychange", beat);
  addEventListener("pagehide", () => post({ gone: "yes" }, { keepalive: true }).catch(() => {}));
}
