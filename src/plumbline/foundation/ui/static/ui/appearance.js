// Switches light and dark without a reload. Without this script the same form posts to the server, which does the same.
const form = document.querySelector("form[data-appearance]");

form?.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button || button.name !== "appearance") return;
  event.preventDefault();
  const root = document.documentElement;
  root.classList.remove("appearance-light", "appearance-dark");
  if (button.value) root.classList.add(`appearance-${button.value}`);
  const age = button.value ? 365 * 24 * 3600 : 0;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `appearance=${button.value}; path=/; max-age=${age}; SameSite=Lax${secure}`;
  for (const each of form.querySelectorAll("button")) each.setAttribute("aria-pressed", String(each === button));
});
