/** Files that are dropped anywhere on the page. */

/** Hands on each file that is dropped, and marks the page while one hovers over it. */
export function acceptDrops(onFile: (file: File) => void): void {
  const mark = (isOver: boolean): boolean => document.body.classList.toggle("dropping", isOver);
  window.addEventListener("dragover", (event) => {
    event.preventDefault();
    mark(true);
  });
  window.addEventListener("dragleave", (event) => event.relatedTarget === null && mark(false));
  window.addEventListener("drop", (event) => {
    event.preventDefault();
    mark(false);
    for (const file of event.dataTransfer?.files ?? []) onFile(file);
  });
}
