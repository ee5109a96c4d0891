/* The text as it will look, by the server's own renderer: behind a tab where the page is narrow, below the text
   where it is wide. It is read aloud only to whoever opens the tab. And below the audiences, who will see it. */
(function () {
  "use strict";

  var PAUSE = 300;
  var wide = matchMedia("(min-width: 64rem)");
  var states = new WeakMap();
  var asking;

  function part(editor, name) {
    return editor.querySelector(name);
  }

  function load(editor) {
    var state = states.get(editor);
    var area = part(editor, "textarea");
    var panel = part(editor, ".editor-preview");
    var text = area.value;
    clearTimeout(state.timer);
    if (state.request) state.request.abort();
    if (!text.trim()) panel.textContent = panel.dataset.empty;
    if (wide.matches) panel.hidden = !text.trim();
    if (!text.trim() || text === state.shown) return (state.shown = text);
    state.request = new AbortController();
    fetch("/preview", {
      method: "POST",
      body: new URLSearchParams({ source: text }),
      headers: { "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content },
      redirect: "error",
      signal: state.request.signal
    }).then(function (response) {
      if (!response.ok) throw new Error(response.status);
      return response.text();
    }).then(function (html) {
      state.shown = text;
      panel.innerHTML = '<h2 class="editor-preview-title"></h2>' + html;
      panel.firstChild.textContent = panel.getAttribute("aria-label");
    }).catch(function (error) {
      if (error.name !== "AbortError" && !state.shown) panel.textContent = panel.dataset.failed;
    });
  }

  function choose(editor, isLooking) {
    var panel = part(editor, ".editor-preview");
    editor.querySelectorAll("[role=tab]").forEach(function (tab, index) {
      var isChosen = Boolean(index) === isLooking;
      tab.setAttribute("aria-selected", String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
    });
    part(editor, "textarea").hidden = isLooking;
    panel.hidden = !isLooking;
    if (isLooking) panel.setAttribute("aria-live", "polite");
    else panel.removeAttribute("aria-live");
    if (isLooking) load(editor);
  }

  function arrange(editor) {
    var panel = part(editor, ".editor-preview");
    var tabs = part(editor, ".editor-tabs");
    if (!panel || !document.querySelector('meta[name="csrf-token"]')) return;
    if (!states.has(editor)) states.set(editor, {});
    tabs.hidden = wide.matches;
    panel.setAttribute("role", wide.matches ? "region" : "tabpanel");
    panel.classList.add("prose");
    choose(editor, false);
    if (wide.matches) load(editor);
  }

  function editorOf(element) {
    var editor = element.closest && element.closest(".editor");
    if (editor && !states.has(editor)) arrange(editor);
    return states.has(editor) ? editor : null;
  }

  function arrangeAll() {
    document.querySelectorAll(".editor").forEach(arrange);
  }

  document.addEventListener("focusin", function (event) { editorOf(event.target); });

  document.addEventListener("input", function (event) {
    var editor = editorOf(event.target);
    if (!editor || !event.target.matches("textarea")) return;
    var state = states.get(editor);
    clearTimeout(state.timer);
    if (state.request) state.request.abort();
    if (wide.matches) state.timer = setTimeout(load, PAUSE, editor);
  });

  document.addEventListener("reset", function (event) {
    setTimeout(function () { event.target.querySelectorAll(".editor").forEach(arrange); });
  });

  document.addEventListener("click", function (event) {
    var tab = event.target.closest(".editor-tabs [role=tab]");
    var editor = tab && editorOf(tab);
    if (!editor) return;
    choose(editor, Boolean(tab.previousElementSibling));
    if (!tab.previousElementSibling) part(editor, "textarea").focus();
  });

  document.addEventListener("keydown", function (event) {
    var tab = event.target.closest(".editor-tabs [role=tab]");
    if (!tab || !/^(Arrow(Left|Right)|Home|End)$/.test(event.key)) return;
    var next = tab.nextElementSibling || tab.previousElementSibling;
    event.preventDefault();
    choose(editorOf(tab), Boolean(next.previousElementSibling));
    next.focus();
  });

  /* Who will see it, as the choice stands now. */
  function reach(field) {
    var chosen = new FormData(field.closest("form"));
    var asked = { audience: chosen.get("audience") || "", people: chosen.get("people") || "" };
    fetch("/reach?" + new URLSearchParams(asked), { redirect: "error" })
      .then(function (response) { return response.ok ? response.text() : ""; })
      .then(function (html) { field.querySelector(".audience-reach").innerHTML = html; })
      .catch(function () { /* the choice itself says enough */ });
  }

  ["change", "input"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var field = event.target.closest(".audience-field");
      if (!field) return;
      clearTimeout(asking);
      asking = setTimeout(reach, PAUSE, field);
    });
  });

  wide.addEventListener("change", arrangeAll);
  arrangeAll();
})();
