// Rate by keyboard: in a row, g, a and n choose and go on to the next row; r goes to its explanation first.
// Without this script the arrow keys and Tab do the same.
const KEYS = { g: "green", a: "amber", r: "red", n: "" };

document.querySelector("form[data-rating]")?.addEventListener("keydown", (event) => {
  const radio = event.target;
  if (radio.type !== "radio" || !(event.key in KEYS) || event.ctrlKey || event.metaKey || event.altKey) return;
  const row = radio.closest("tr");
  const wanted = [...row.querySelectorAll("input[type=radio]")].find((one) => one.value === KEYS[event.key]);
  event.preventDefault();
  wanted.checked = true;
  if (wanted.value === "red") row.querySelector("textarea").focus();
  else next(row)?.focus();
});

function next(row) {
  for (let one = row.nextElementSibling; one; one = one.nextElementSibling) {
    const radio = one.querySelector("input[type=radio]:checked") ?? one.querySelector("input[type=radio]");
    if (radio) return radio;
  }
  return document.querySelector("form[data-rating] .rate__foot button");
}
