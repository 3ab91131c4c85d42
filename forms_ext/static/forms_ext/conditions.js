// Shows and hides the questions that are asked only after a certain answer. The server decides the same by itself: without
// this script every question is there, with a sentence that says when it counts.
for (const form of document.querySelectorAll("form[data-conditions]")) {
  const parts = [...form.querySelectorAll("[data-show-if]")];
  const news = form.appendChild(document.createElement("p"));
  news.className = "sr";
  news.setAttribute("role", "status");

  const isGiven = (name, values) =>
    [...form.elements].some(
      (input) =>
        input.name === name &&
        !input.closest("[data-show-if][hidden]") &&
        values.includes(input.value) &&
        (input.checked || input.matches("select")),
    );

  // In the order of the form: a question that is hidden here hides what depends on it.
  const settle = () => {
    let changed = false;
    for (const part of parts) {
      const hide = !isGiven(part.dataset.showIf, part.dataset.showAfter.split(" "));
      changed ||= hide !== part.hidden;
      part.hidden = hide;
    }
    for (const group of form.querySelectorAll("fieldset.group")) {
      const own = [...group.children].filter((child) => child.localName !== "legend");
      group.hidden = own.length > 0 && own.every((child) => child.hidden);
    }
    return changed;
  };

  for (const note of form.querySelectorAll("[data-show-note]")) note.hidden = true;
  settle();
  form.addEventListener("change", () => {
    // Emptied first: the same sentence twice would be read out once.
    news.textContent = "";
    if (settle()) requestAnimationFrame(() => (news.textContent = form.dataset.conditions));
  });
  // Going back in the history, browsers fill in what was chosen without telling.
  addEventListener("pageshow", settle);
}
