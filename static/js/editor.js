/* The editor's tools and keys. What they write into a text can be undone. */
(function () {
  "use strict";

  var AROUND = { bold: "**", italic: "*", code: "`" };
  var BEFORE = { heading: "## ", quote: "> ", list: "- ", tasks: "- [ ] ", numbers: "1. " };
  var KEYS = { b: "bold", i: "italic", k: "link" };

  /* Write `text` instead of what stands from `start` to `end`; then `from` to `to` is selected. */
  function write(area, start, end, text, from, to) {
    area.focus();
    area.setSelectionRange(start, end);
    if (document.activeElement !== area || !document.execCommand(text ? "insertText" : "delete", false, text)) {
      area.setRangeText(text, start, end, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (from !== undefined) area.setSelectionRange(from, to);
  }

  function around(area, sign, start, end) {
    var text = area.value;
    var words = text.slice(start, end);
    if (sign === "`" && words.includes("\n")) return write(area, start, end, "```\n" + words + "\n```", start + 4, end + 4);
    var size = sign.length;
    var isOn = text.slice(start - size, start) === sign && text.slice(end, end + size) === sign && text[start - size - 1] !== sign;
    if (isOn) write(area, start - size, end + size, words, start - size, end - size);
    else write(area, start, end, sign + words + sign, start + size, end + size);
  }

  function before(area, sign, start, end) {
    var first = area.value.lastIndexOf("\n", start - 1) + 1;
    var after = area.value.indexOf("\n", end);
    var last = after < 0 ? area.value.length : after;
    var lines = area.value.slice(first, last).split("\n");
    var known = sign === "1. " ? /^\d+\. / : null;
    var isOn = lines.every(function (line) { return known ? known.test(line) : line.startsWith(sign); });
    var text = lines.map(function (line, number) {
      if (isOn) return known ? line.replace(known, "") : line.slice(sign.length);
      return (known ? number + 1 + ". " : sign) + line;
    }).join("\n");
    var end_ = first + text.length;
    write(area, first, last, text, lines.length > 1 ? first : end_, end_);
  }

  function link(area, start, end) {
    var words = area.value.slice(start, end);
    var at = start + words.length + 3;
    write(area, start, end, "[" + words + "](https://)", words ? at : start + 1, words ? at + 8 : start + 1);
  }

  function use(area, tool) {
    var start = area.selectionStart;
    var end = area.selectionEnd;
    if (AROUND[tool]) around(area, AROUND[tool], start, end);
    else if (BEFORE[tool]) before(area, BEFORE[tool], start, end);
    else if (tool === "link") link(area, start, end);
    else write(area, start, end, (/\S$/.test(area.value.slice(0, start)) ? " @" : "@"));
  }

  function publish(form) {
    var button = form.querySelector("button.button--primary");
    if (button) form.requestSubmit(button);
  }

  function step(event, toolbar) {
    var buttons = Array.from(toolbar.querySelectorAll("button"));
    var here = buttons.indexOf(event.target);
    var next = getComputedStyle(toolbar).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    if (event.key === "Home") here = 0;
    else if (event.key === "End") here = -1;
    else if (/^Arrow(Left|Right)$/.test(event.key)) here += event.key === next ? 1 : -1;
    else return;
    event.preventDefault();
    buttons.at(here % buttons.length).focus();
  }

  document.addEventListener("keydown", function (event) {
    var area = event.target;
    var toolbar = area.closest(".editor-tools");
    if (toolbar) return step(event, toolbar);
    if (event.defaultPrevented || event.isComposing || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
    if (!area.matches(".editor textarea, form[data-draft] textarea")) return;
    if (event.key === "Enter") publish(area.form);
    else if (KEYS[event.key]) use(area, KEYS[event.key]);
    else return;
    event.preventDefault();
  });

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-tool]");
    if (button) use(button.closest(".editor").querySelector("textarea"), button.dataset.tool);
  });

  /* One of the tools is reached by Tab, the others by the arrows from there. */
  document.addEventListener("focusin", function (event) {
    var toolbar = event.target.closest(".editor-tools");
    var editor = event.target.closest(".editor");
    if (editor) show(editor);
    if (toolbar) toolbar.querySelectorAll("button").forEach(function (button) { button.tabIndex = button === event.target ? 0 : -1; });
  });

  function show(editor) {
    editor.querySelectorAll(".editor-bar, .editor-tools").forEach(function (bar) { bar.hidden = false; });
  }

  document.querySelectorAll(".editor").forEach(show);

  document.addEventListener("editor:write", function (event) {
    write.apply(null, [event.target].concat(event.detail));
  });
})();
