/* What can be pressed and is smaller than 24 by 24 CSS pixels, by WCAG 2.2, 2.5.8 with its exceptions for links in a
   sentence and for targets with room around them. Returns a way to find each. */
() => {
  const LEAST = 24;
  const PRESSED = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab]";

  const isThere = (element) => {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.disabled) return false;
    const { width, height, right, bottom } = element.getBoundingClientRect();
    const clip = getComputedStyle(element).clipPath;
    return width > 1 && height > 1 && right > 0 && bottom + scrollY > 0 && !clip.startsWith("inset(50%");
  };

  const union = (one, other) => {
    const [left, top] = [Math.min(one.left, other.left), Math.min(one.top, other.top)];
    const [right, bottom] = [Math.max(one.right, other.right), Math.max(one.bottom, other.bottom)];
    return { left, top, right, bottom, width: right - left, height: bottom - top };
  };

  /* A label is pressed for its control. */
  const areaOf = (element) => {
    const labels = ["checkbox", "radio", "file"].includes(element.type) ? [...(element.labels ?? [])] : [];
    return labels.map((label) => label.getBoundingClientRect()).reduce(union, element.getBoundingClientRect());
  };

  const isInSentence = (element) => {
    if (getComputedStyle(element).display !== "inline") return false;
    let block = element.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    const around = block.cloneNode(true);
    around.querySelectorAll("a, button, .visually-hidden").forEach((other) => other.remove());
    return /\p{L}/u.test(around.textContent);
  };

  const isSmall = ({ width, height }) => Math.min(width, height) < LEAST - 0.01;
  const middle = (area) => [(area.left + area.right) / 2, (area.top + area.bottom) / 2];

  const meets = ([x, y], area) => {
    const across = Math.max(area.left - x, 0, x - area.right);
    const along = Math.max(area.top - y, 0, y - area.bottom);
    return Math.hypot(across, along) < LEAST / 2 - 0.01;
  };

  const isCrowded = (one, all) => {
    const center = middle(one.area);
    return all.some((other) => {
      if (other === one || other.element.contains(one.element) || one.element.contains(other.element)) return false;
      if (meets(center, other.area)) return true;
      const [x, y] = middle(other.area);
      return isSmall(other.area) && Math.hypot(center[0] - x, center[1] - y) < LEAST - 0.01;
    });
  };

  const called = (element) => {
    const kind = [...element.classList].map((name) => `.${CSS.escape(name)}`).join("");
    const { width, height } = element.getBoundingClientRect();
    const within = element.parentElement.className || element.parentElement.localName;
    return `${within} > ${element.localName}${kind} (${Math.round(width)} by ${Math.round(height)})`;
  };

  const all = [...document.querySelectorAll(PRESSED)]
    .filter(isThere)
    .map((element) => ({ element, area: areaOf(element) }));
  return all
    .filter((one) => isSmall(one.area) && !isInSentence(one.element) && isCrowded(one, all))
    .map((one) => called(one.element));
};
