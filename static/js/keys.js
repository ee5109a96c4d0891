/* Single keys for those who like them: the sheet in the page says which, and whether they are wanted. */
(function () {
  "use strict";

  var sheet = document.getElementById("keys");
  if (!sheet) return;
  var box = sheet.querySelector("[data-keys-on]");
  var before = "";
  var timer;

  function remembered() {
    try { return localStorage.getItem("keys") !== "off"; } catch (denied) { return true; }
  }

  function open() {
    if (!sheet.open) sheet.showModal();
  }

  function search() {
    var field = document.querySelector('[data-key="/"]');
    if (field && field.offsetParent) field.focus();
    else location.assign("/search");
  }

  function compose() {
    var menu = document.querySelector(".menu--write");
    if (!menu) return;
    menu.open = true;
    menu.querySelector("a").focus();
  }

  function move(step) {
    var items = Array.from(document.querySelectorAll("#main .stream > li, #main .answer, #main .comment"));
    var here = items.findLastIndex(function (item) { return item.contains(document.activeElement); });
    var next = items[here < 0 && step < 0 ? items.length - 1 : here + step];
    if (!next) return;
    var target = next.matches("li:not(.comment)") && (next.querySelector(".card-title a") || next.querySelector("a")) || next;
    if (target === next) next.tabIndex = -1;
    target.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  function leave(field) {
    field.blur();
    document.getElementById("main").focus({ preventScroll: true });
  }

  var ACTS = { "?": open, "/": search, c: compose, j: move.bind(null, 1), k: move.bind(null, -1) };

  function isTyping(target) {
    return target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio], [type=submit]), textarea, select");
  }

  document.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target)) {
      if (event.key === "Escape" && event.target.type === "search") leave(event.target);
      return;
    }
    if (!box.checked || document.querySelector("dialog[open]")) return;
    var link = before && sheet.querySelector('[data-keys="' + CSS.escape(before + " " + event.key) + '"]');
    clearTimeout(timer);
    before = event.key === "g" ? "g" : "";
    timer = setTimeout(function () { before = ""; }, 1500);
    if (link) location.assign(link.href);
    else if (ACTS[event.key]) ACTS[event.key]();
    else return;
    event.preventDefault();
  });

  box.checked = remembered();
  box.addEventListener("change", function () {
    try { localStorage.setItem("keys", box.checked ? "on" : "off"); } catch (denied) { /* for this page, then */ }
  });
  document.querySelectorAll("[data-keys-open]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", open);
  });
})();
