/* Day, night or as the device says: at once, while the choice is kept by the server. */
(function () {
  "use strict";

  function show(theme) {
    var root = document.documentElement;
    if (theme === "system") root.removeAttribute("data-theme");
    else root.setAttribute("data-theme", theme);
  }

  document.addEventListener("submit", function (event) {
    var form = event.target.closest("[data-theme-form]");
    if (!form || !event.submitter) return;
    event.preventDefault();
    var chosen = event.submitter;
    show(chosen.value);
    form.querySelectorAll("button").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button === chosen));
    });
    var body = new URLSearchParams(new FormData(form));
    body.set(chosen.name, chosen.value);
    fetch(form.action, { method: "POST", body: body, redirect: "manual" }).catch(function () {});
  });
})();
