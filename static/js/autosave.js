/* Drafts: what is typed into a form with data-draft is kept on the server, and in this browser until the
   server has it, so that neither a lost connection nor an expired sign-in costs a word. */
(function () {
  "use strict";

  var PREFIX = "draft:";
  var PAUSE = 1500;
  var words = document.body.dataset;

  function fieldsOf(form) {
    var fields = {};
    new FormData(form).forEach(function (value, name) {
      if (name !== "csrf_token" && name !== "form_key" && typeof value === "string") fields[name] = value;
    });
    return fields;
  }

  function remember(key, fields) {
    try { localStorage.setItem(PREFIX + key, JSON.stringify(fields)); } catch (full) { /* the server's copy remains */ }
  }

  function forget(key) {
    try { localStorage.removeItem(PREFIX + key); } catch (denied) { /* nothing was kept */ }
  }

  function recall(key) {
    try { return JSON.parse(localStorage.getItem(PREFIX + key)); } catch (denied) { return null; }
  }

  function tell(form, text) {
    var status = form.querySelector("[data-draft-status]");
    if (status) status.textContent = text;
    return status;
  }

  function send(form, key) {
    var fields = fieldsOf(form);
    var body = new URLSearchParams(fields);
    var token = document.querySelector('meta[name="csrf-token"]').content;
    remember(key, fields);
    return fetch("/drafts/" + encodeURI(key), {
      method: "POST",
      body: body,
      headers: { "X-CSRFToken": token },
      redirect: "error"
    }).then(function (response) {
      if (!response.ok) throw new Error(response.status);
      forget(key);
      tell(form, words.draftSaved);
    }).catch(function () {
      tell(form, words.draftHere);
    });
  }

  function bringBack(form, fields) {
    Object.keys(fields).forEach(function (name) {
      var control = form.elements[name];
      if (!control) return;
      if (control instanceof RadioNodeList || control.type !== "checkbox") control.value = fields[name];
      else control.checked = true;
    });
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function offer(form, key) {
    var kept = recall(key);
    if (!kept) return;
    var now = fieldsOf(form);
    var differs = Object.keys(kept).some(function (name) { return kept[name] && kept[name] !== now[name]; });
    if (!differs) return forget(key);
    var status = tell(form, words.draftFound + " ");
    if (!status) return;
    var button = document.createElement("button");
    button.type = "button";
    button.className = "link-button";
    button.textContent = words.draftRestore;
    button.addEventListener("click", function () { bringBack(form, kept); form.querySelector("textarea").focus(); });
    status.append(button);
  }

  document.querySelectorAll("form[data-draft]").forEach(function (form) {
    var key = form.dataset.draft;
    var timer;
    offer(form, key);
    form.addEventListener("input", function () {
      clearTimeout(timer);
      timer = setTimeout(send, PAUSE, form, key);
    });
    form.addEventListener("submit", function () {
      clearTimeout(timer);
      remember(key, fieldsOf(form));
      try { sessionStorage.setItem("sent", key); } catch (denied) { /* the draft is offered once more */ }
    });
    window.addEventListener("pagehide", function () {
      clearTimeout(timer);
    });
  });

  /* A form that was sent and is not on this page any more has done its work. */
  (function () {
    try {
      var sent = sessionStorage.getItem("sent");
      if (!sent || !document.body.classList.contains("is-member")) return;
      sessionStorage.removeItem("sent");
      if (!document.querySelector('form[data-draft="' + CSS.escape(sent) + '"]')) forget(sent);
    } catch (denied) { /* nothing was kept */ }
  })();
})();
