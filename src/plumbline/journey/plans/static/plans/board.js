// Cards can be dragged to another column: that chooses in the card's own menu and presses its button.
// Everything here can be done with the menu alone.
document.addEventListener("dragstart", (event) => {
  const card = event.target.closest?.(".board__card");
  if (!card) return;
  event.dataTransfer.setData("text/plain", card.id);
  event.dataTransfer.effectAllowed = "move";
});

document.addEventListener("dragover", (event) => {
  const column = event.target.closest?.("[data-status]");
  document.querySelectorAll(".board__column--under").forEach((one) => one.classList.toggle("board__column--under", one === column));
  if (!column || !column.dataset.status) return;
  event.preventDefault();
  column.classList.add("board__column--under");
});

document.addEventListener("drop", (event) => {
  const column = event.target.closest?.("[data-status]");
  const card = document.getElementById(event.dataTransfer.getData("text/plain"));
  if (!column || !card || column.contains(card)) return;
  event.preventDefault();
  const form = card.querySelector(".board__move");
  form.elements.status.value = column.dataset.status;
  form.requestSubmit();
});

function letDrag() {
  document.querySelectorAll(".board__card:has(.board__move)").forEach((card) => card.setAttribute("draggable", "true"));
}

letDrag();
new MutationObserver(letDrag).observe(document.body, { childList: true, subtree: true });
