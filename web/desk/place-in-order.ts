/** Puts these nodes into a list, in this order, and takes out all others. Nodes that stay in place are not touched,
 * so that neither focus nor a selection of text is lost when a list is read again. */
export function placeInOrder(list: Element, nodes: readonly Element[]): void {
  const kept = new Set(nodes);
  for (const child of [...list.children]) if (!kept.has(child)) child.remove();
  let next = list.firstElementChild;
  for (const node of nodes) {
    if (node === next) next = next.nextElementSibling;
    else list.insertBefore(node, next);
  }
}
