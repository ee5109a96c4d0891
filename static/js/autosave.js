/* Drafts: what is typed into a form with data-draft is kept on the server, and in this browser until the form has
   done its work, so that neither a crash, a lost connection nor an expired sign-in costs a word. Each open page keeps
   its own copy here, and the server refuses to let one write over what another kept. */
(function () {
  "use strict";

  var PREFIX = "draft:";
  var PAUSE = 1500;
  var LONGEST_PAUSE = 10000;
  var NOTE = 300;
  var MONTH = 30 * 24 * 3600 * 1000;
  var LARGEST_BEACON = 60000;
  var NOT_KEPT = ["csrf_token", "form_key"];
  var page = Math.random().toString(36).slice(2, 12);
  var words = document.body.dataset;
  var states = new Map();

  function fieldsOf(form) {
    var fields = {};
    new FormData(form).forEach(function (value, name) {
      if (!NOT_KEPT.includes(name) && typeof value === "string") fields[name] = value;
    });
    return fields;
  }

  function stored(act, otherwise) {
    try { return act(localStorage); } catch (denied) { return otherwise; }
  }

  function note(form) {
    var record = JSON.stringify({ at: Date.now(), fields: fieldsOf(form) });
    states.get(form).note = 0;
    stored(function (store) { store.setItem(PREFIX + form.dataset.draft + "@" + page, record); });
  }

  function names(key) {
    return stored(function (store) {
      return Object.keys(store).filter(function (name) { return name.split("@")[0] === PREFIX + key; });
    }, []);
  }

  function drop(name) {
    stored(function (store) { store.removeItem(name); });
  }

  function forget(key) {
    names(key).forEach(drop);
  }

  /* What this browser kept of a form, the newest first. */
  function kept(key) {
    return names(key).map(function (name) {
      var record = stored(function (store) { return JSON.parse(store.getItem(name)); }, null);
      return { name: name, at: record && record.at || 0, fields: record && record.fields || {} };
    }).filter(function (record) {
      var isGood = record.at > Date.now() - MONTH;
      if (!isGood) drop(record.name);
      return isGood;
    }).sort(function (one, other) { return other.at - one.at; });
  }

  function tell(form, text, acts) {
    var status = form.querySelector("[data-draft-status]");
    if (!status) return;
    if (!acts && status.textContent === text) return;
    status.textContent = text;
    (acts || []).forEach(function (act) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "link-button";
      button.textContent = status.dataset[act[0]];
      button.addEventListener("click", function () {
        status.textContent = "";
        act[1]();
      });
      status.append(" ", button);
    });
  }

  function conflict(form, answer) {
    var state = states.get(form);
    state.isStopped = true;
    tell(form, answer.error, [
      ["mine", function () { state.isStopped = false; state.since = performance.now(); save(form); }],
      ["other", function () { state.isStopped = false; state.since = performance.now(); note(form); bringBack(form, answer.fields); }]
    ]);
  }

  function save(form, isLeaving) {
    var state = states.get(form);
    var body = new URLSearchParams(fieldsOf(form));
    rest(state);
    note(form);
    if (state.isStopped) return;
    state.request = new AbortController();
    fetch("/drafts/" + encodeURI(form.dataset.draft), {
      method: "POST",
      body: body,
      headers: {
        "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content,
        "X-Window": page,
        "X-Open-For": String(Math.round(performance.now() - state.since))
      },
      redirect: "error",
      keepalive: Boolean(isLeaving) && String(body).length < LARGEST_BEACON,
      signal: state.request.signal
    }).then(function (response) {
      if (response.status === 409) return response.json().then(conflict.bind(null, form));
      if (!response.ok) throw new Error(response.status);
      state.waits = false;
      tell(form, words.draftSaved);
    }).catch(function (error) {
      if (error.name === "AbortError") return;
      state.waits = true;
      tell(form, words.draftHere);
    });
  }

  function rest(state) {
    clearTimeout(state.timer);
    clearTimeout(state.note);
    if (state.request) state.request.abort();
    state.timer = state.note = state.first = 0;
  }

  function bringBack(form, fields) {
    Object.keys(fields).forEach(function (name) {
      var control = form.elements[name];
      if (!control || NOT_KEPT.includes(name)) return;
      if (control instanceof RadioNodeList || control.type !== "checkbox") control.value = fields[name];
      else control.checked = true;
    });
    form.querySelectorAll("textarea").forEach(function (area) { area.dispatchEvent(new Event("input", { bubbles: true })); });
    form.querySelector("textarea").focus();
  }

  function offer(form) {
    var now = fieldsOf(form);
    var other = kept(form.dataset.draft).find(function (record) {
      var differs = Object.keys(record.fields).some(function (name) { return record.fields[name].trim() && record.fields[name] !== now[name]; });
      if (!differs) drop(record.name);
      return differs;
    });
    if (!other) return;
    var isOpen = form.closest("details:not([open])");
    if (isOpen) isOpen.addEventListener("toggle", function () { form.querySelector("textarea").focus(); }, { once: true });
    tell(form, words.draftFound, [
      ["back", function () { drop(other.name); bringBack(form, other.fields); }],
      ["drop", function () { drop(other.name); offer(form); }]
    ]);
  }

  function watch(form, since) {
    if (states.has(form) || !form.querySelector("textarea")) return;
    states.set(form, { since: since });
    offer(form);
  }

  function formOf(target) {
    var form = target.form || target.closest && target.closest("form");
    return form && form.dataset.draft ? form : null;
  }

  /* A form that was sent, and stands here empty or not at all, has done its work. */
  function settle() {
    try {
      var sent = sessionStorage.getItem("sent");
      if (!sent || !document.body.classList.contains("is-member")) return;
      sessionStorage.removeItem("sent");
      if (document.querySelector(".error-page, main textarea[readonly]")) return;
      var form = document.querySelector('form[data-draft="' + CSS.escape(sent) + '"]');
      var hasText = form && Array.from(form.querySelectorAll("textarea")).some(function (area) { return area.value.trim(); });
      if (!hasText) forget(sent);
    } catch (denied) { /* nothing was kept */ }
  }

  document.addEventListener("focusin", function (event) {
    var form = formOf(event.target);
    if (form) watch(form, performance.now());
  });

  document.addEventListener("input", function (event) {
    var form = formOf(event.target);
    if (!form) return;
    watch(form, performance.now());
    var state = states.get(form);
    if (!state) return;
    var now = Date.now();
    state.first = state.first || now;
    clearTimeout(state.timer);
    state.timer = setTimeout(save, Math.max(0, Math.min(PAUSE, state.first + LONGEST_PAUSE - now)), form);
    state.note = state.note || setTimeout(note, NOTE, form);
  });

  addEventListener("submit", function (event) {
    var state = states.get(event.target);
    if (!state) return;
    rest(state);
    note(event.target);
    if (!event.defaultPrevented) try { sessionStorage.setItem("sent", event.target.dataset.draft); } catch (denied) { /* it is offered once more */ }
  });

  document.addEventListener("reset", function (event) {
    if (!states.has(event.target)) return;
    rest(states.get(event.target));
    forget(event.target.dataset.draft);
  });

  document.addEventListener("htmx:after:request", function (event) {
    var ctx = event.detail.ctx;
    var key = ctx.sourceElement.dataset.draft;
    if (key && ctx.response.status < 400) forget(key);
  });

  function saveAll(isLeaving) {
    states.forEach(function (state, form) {
      if (form.isConnected && (state.timer || !isLeaving && state.waits)) save(form, isLeaving);
    });
  }

  addEventListener("pagehide", saveAll.bind(null, true));
  addEventListener("online", saveAll.bind(null, false));
  document.addEventListener("visibilitychange", function () { if (document.hidden) saveAll(true); });

  settle();
  var arrival = performance.getEntriesByType("navigation")[0];
  document.querySelectorAll("form[data-draft]").forEach(function (form) { watch(form, arrival ? arrival.responseStart : 0); });
})();
