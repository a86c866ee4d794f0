// A comment that is being written is kept in this browser until it was sent, and sent without losing it to an ended session.
import { forget, keep, kept } from "../ui/drafts.js";
import { phrase, token } from "./state.js";

for (const talk of document.querySelectorAll("[data-talk]")) {
  const { talk: address, person } = talk.dataset;
  for (const field of talk.querySelectorAll("textarea[data-say]")) {
    const thing = `talk.${address}.${field.id}`;
    const before = kept(person, thing)?.body;
    if (before && !field.value) {
      field.value = before;
      field.closest("details")?.setAttribute("open", "");
    }
    field.addEventListener("input", () => (field.value ? keep(person, thing, { body: field.value }) : forget(person, thing)));
    field.form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(address, person, thing, field);
    });
  }
}

async function send(address, person, thing, field) {
  const problem = field.form.querySelector("[data-problem]");
  const say = (words) => {
    problem.textContent = words;
    problem.hidden = !words;
  };
  say("");
  const post = () => {
    const form = new URLSearchParams(new FormData(field.form));
    form.set("csrfmiddlewaretoken", token.value);
    return fetch(address, { method: "POST", body: form, headers: { "X-Text": "yes" }, redirect: "manual" });
  };
  try {
    let answer = await post();
    if (answer.status === 403 && await renewed(address, person)) answer = await post();
    const told = answer.type === "opaqueredirect" ? null : await answer.json().catch(() => null);
    if (!told?.to) {
      say(told?.message ?? phrase("not-said"));
      return;
    }
    forget(person, thing);
    const here = location.href;
    location.assign(told.to);
    if (new URL(told.to, here).href.split("#")[0] === here.split("#")[0]) location.reload();
  } catch {
    say(phrase("not-said"));
  }
}

// The key of a page ends with the session that it was opened in; whoever signed in again gets a new one.
async function renewed(address, person) {
  const answer = await fetch(address, { headers: { "X-Text": "yes" }, redirect: "manual" });
  const told = answer.ok ? await answer.json().catch(() => null) : null;
  if (told?.person !== person) return false;
  token.value = told.token;
  return true;
}
