/* Names to choose from. A field with data-complete="tags" or "people" offers what begins like its last word, as a
   list of the browser's own; a text offers people after @ and tags after #, in a list at the caret. */
(function () {
  "use strict";

  var PAUSE = 150;
  var PATHS = { tags: "/complete/tags?q=", people: "/complete/members?q=" };

  function listOf(input) {
    var id = input.getAttribute("list") || input.id + "-list";
    var list = document.getElementById(id);
    if (list) return list;
    list = document.createElement("datalist");
    list.id = id;
    input.after(list);
    input.setAttribute("list", id);
    return list;
  }

  function show(input, before, items) {
    var options = items.map(function (item) {
      var option = document.createElement("option");
      option.value = before + item.value;
      option.label = item.label === item.value ? option.value : item.label;
      return option;
    });
    listOf(input).replaceChildren.apply(listOf(input), options);
  }

  function ask(input) {
    var typed = input.value;
    var before = typed.slice(0, typed.length - /[^,;\s]*$/.exec(typed)[0].length);
    var start = typed.slice(before.length);
    if (!start) return;
    fetch(PATHS[input.dataset.complete] + encodeURIComponent(start), { redirect: "error" })
      .then(function (response) { return response.ok ? response.json() : { items: [] }; })
      .then(function (answer) { if (input.value === typed) show(input, before, answer.items); })
      .catch(function () { /* without help one can still type */ });
  }

  document.querySelectorAll("input[data-complete]").forEach(function (input) {
    var timer;
    if (!PATHS[input.dataset.complete]) return;
    input.addEventListener("input", function () {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE, input);
    });
  });

  /* In a text. `open` is the list that is shown: for which area, at which place, which one is chosen. */
  var BEGUN = /(?:^|[\s([{"'>,;:\u2026])([@#])([\p{L}\p{N}][\p{L}\p{N}._+-]{0,39})$/u;
  var LOOK = ["boxSizing", "width", "fontFamily", "fontSize", "fontWeight", "letterSpacing", "lineHeight", "padding", "border", "tabSize", "direction"];
  var open = null;
  var timer;

  function close() {
    clearTimeout(timer);
    if (!open) return;
    open.list.remove();
    ["aria-controls", "aria-activedescendant", "aria-autocomplete", "aria-haspopup"].forEach(function (name) { open.area.removeAttribute(name); });
    open = null;
  }

  /* Where the caret is: a copy of the text up to it, laid out alike, ends there. */
  function caret(area, at) {
    var mirror = document.createElement("div");
    var end = document.createElement("span");
    var look = getComputedStyle(area);
    mirror.className = "editor-mirror";
    LOOK.forEach(function (name) { mirror.style[name] = look[name]; });
    mirror.textContent = area.value.slice(0, at);
    end.textContent = "\u200b";
    mirror.append(end);
    area.after(mirror);
    var place = { x: area.offsetLeft + end.offsetLeft, y: area.offsetTop + end.offsetTop + end.offsetHeight - area.scrollTop };
    mirror.remove();
    return place;
  }

  function choose(index) {
    var options = open.list.children;
    open.chosen = (index + options.length) % options.length;
    Array.from(options).forEach(function (option, number) {
      option.setAttribute("aria-selected", String(number === open.chosen));
    });
    open.area.setAttribute("aria-activedescendant", options[open.chosen].id);
    options[open.chosen].scrollIntoView({ block: "nearest" });
  }

  function pick(index) {
    var item = open.items[index];
    var words = open.sign === "@" ? "@" + item.value + " " : "[#" + item.value + "](/tags/" + encodeURIComponent(item.value) + ") ";
    var area = open.area;
    var start = open.start;
    close();
    area.dispatchEvent(new CustomEvent("editor:write", { bubbles: true, detail: [start, area.selectionEnd, words] }));
  }

  function optionOf(item, index) {
    var option = document.createElement("li");
    var name = document.createElement("span");
    option.id = "suggestion-" + index;
    option.setAttribute("role", "option");
    option.textContent = item.label;
    name.textContent = open.sign === "@" ? "@" + item.value : item.value === item.label ? "" : "#" + item.value;
    option.append(" ", name);
    option.addEventListener("mousedown", function (event) { event.preventDefault(); });
    option.addEventListener("click", pick.bind(null, index));
    return option;
  }

  function offer(area, begun, items) {
    var list = document.createElement("ul");
    var start = area.selectionEnd - begun[2].length - 1;
    var place = caret(area, start);
    var live = document.getElementById("live");
    close();
    if (!items.length) return;
    open = { area: area, list: list, items: items, sign: begun[1], start: start };
    list.id = "suggestions";
    list.className = "editor-names";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", begun[1] + begun[2]);
    list.append.apply(list, items.map(optionOf));
    area.after(list);
    list.style.top = place.y + "px";
    list.style.left = Math.max(0, Math.min(place.x, area.offsetLeft + area.offsetWidth - list.offsetWidth)) + "px";
    area.setAttribute("aria-autocomplete", "list");
    area.setAttribute("aria-haspopup", "listbox");
    area.setAttribute("aria-controls", list.id);
    choose(0);
    if (live.dataset.shown) live.textContent = live.dataset.shown.replace("{n}", items.length);
  }

  function look(area) {
    var text = area.value;
    var begun = BEGUN.exec(text.slice(Math.max(0, area.selectionEnd - 60), area.selectionEnd));
    if (!begun) return close();
    fetch(PATHS[begun[1] === "@" ? "people" : "tags"] + encodeURIComponent(begun[2]), { redirect: "error" })
      .then(function (response) { return response.ok ? response.json() : { items: [] }; })
      .then(function (answer) { if (area.value === text && document.activeElement === area) offer(area, begun, answer.items); })
      .catch(close);
  }

  document.addEventListener("input", function (event) {
    if (!event.target.matches(".editor textarea, form[data-draft] textarea") || event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE, event.target);
  });

  document.addEventListener("keydown", function (event) {
    if (!open || event.target !== open.area || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown") choose(open.chosen + 1);
    else if (event.key === "ArrowUp") choose(open.chosen - 1);
    else if (event.key === "Enter" || event.key === "Tab" && !event.shiftKey) pick(open.chosen);
    else if (event.key === "Escape") close();
    else return /^(Arrow|Home|End|Page)/.test(event.key) && close();
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);

  document.addEventListener("focusout", function (event) { if (open && event.target === open.area) close(); });
  document.addEventListener("click", function (event) { if (open && event.target === open.area) close(); });
})();
