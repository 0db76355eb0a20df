const [themes] = args;
const root = document.documentElement;
const before = root.getAttribute("data-theme");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const found = [];
for (const theme of themes) {
  root.setAttribute("data-theme", theme);
  await new Promise(requestAnimationFrame);
  // Colours that fade would be measured half-way.
  for (const animation of document.getAnimations()) animation.finish();
  const runOnly =
    theme === themes[0] ? { type: "tag", values: tags } : { type: "rule", values: ["color-contrast"] };
  const { violations } = await axe.run(document, { runOnly, resultTypes: ["violations"] });
  for (const { id, help, nodes } of violations) {
    for (const { target, any } of nodes) {
      const why = any.map(({ message }) => message).join("; ");
      found.push(`axe ${id} (${theme}): ${help} at ${target.join(" ")} ${why}`);
    }
  }
}
if (before === null) root.removeAttribute("data-theme");
else root.setAttribute("data-theme", before);
return found;
