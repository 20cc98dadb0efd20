// Lines can be dragged to another place in their list; the arrows of each do the same without.
// What moves a line is a form of its own, or a button of the one form of the whole list.
for (const list of document.querySelectorAll("[data-order]")) {
  const lines = [...list.children];
  let held;
  for (const line of lines) {
    line.draggable = true;
    line.addEventListener("dragstart", (event) => {
      event.stopPropagation(); // what holds the line stays where it is
      held = line;
    });
    line.addEventListener("dragend", () => (held = undefined));
    line.addEventListener("dragover", (event) => held && event.preventDefault());
    line.addEventListener("drop", (event) => {
      if (!held) return;
      event.preventDefault();
      move(held, lines.indexOf(line) - lines.indexOf(held));
    });
  }
}

function move(line, places) {
  const mover = line.querySelector("[data-move], [name=places]");
  const form = mover.form ?? mover;
  form.action = mover.formAction ?? form.action;
  const input = Object.assign(document.createElement("input"), { type: "hidden", name: "places", value: places });
  form.append(input);
  form.submit();
}
