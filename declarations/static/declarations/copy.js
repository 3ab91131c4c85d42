// Shows the buttons that copy a text, where the browser can; without it the text is selected by one press.
for (const button of navigator.clipboard ? document.querySelectorAll("button[data-copy]") : []) {
  const words = button.textContent;
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = words; }, 4000);
  });
}
