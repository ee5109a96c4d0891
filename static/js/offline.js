/* Without a connection: says when a page is a copy, which texts wait to be sent, and sends them when asked to.
   The service worker keeps both; this shows them to the reader they belong to, and to nobody else. */
(function () {
  "use strict";

  var body = document.body;
  var bars = document.getElementById("bars");
  var token = document.querySelector('meta[name="csrf-token"]');

  function copyOf(id) {
    return document.getElementById(id).content.cloneNode(true);
  }

  function day(moment) {
    return new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" }).format(new Date(moment));
  }

  function done(request) {
    return new Promise(function (resolve, reject) {
      request.onsuccess = function () { resolve(request.result); };
      request.onerror = function () { reject(request.error); };
    });
  }

  function outbox() {
    var opening = indexedDB.open("outbox", 1);
    opening.onupgradeneeded = function () { opening.result.createObjectStore("texts", { keyPath: "key" }); };
    return done(opening).then(function (db) { return db.transaction("texts", "readwrite").objectStore("texts"); });
  }

  /* Whose page this is; the copy that stands for pages out of reach is nobody's, and speaks to whom the device keeps pages for. */
  function reader() {
    if (body.dataset.reader !== "-") return Promise.resolve(body.dataset.reader);
    return caches.keys().then(function (names) {
      var name = names.find(function (one) { return one.startsWith("pages-"); });
      return name && name.slice(6);
    });
  }

  function texts() {
    return Promise.all([reader(), outbox().then(function (store) { return done(store.getAll()); })]).then(function (found) {
      return found[1].filter(function (text) { return text.reader === found[0]; });
    });
  }

  /* The copy of a page that stands for those out of reach has no token; the page itself has. */
  function tokenNow() {
    if (token) return Promise.resolve(token.content);
    return fetch("/offline").then(function (response) { return response.text(); }).then(function (page) {
      var found = new DOMParser().parseFromString(page, "text/html").querySelector('meta[name="csrf-token"]');
      return found ? found.content : "";
    });
  }

  function send(text) {
    tokenNow().then(post.bind(null, text), post.bind(null, text, ""));
  }

  /* Sent as a form, so that whatever the server says to it is seen. */
  function post(text, word) {
    var form = document.createElement("form");
    form.method = "post";
    form.action = text.path;
    text.fields.concat([["csrf_token", word]]).forEach(function (field) {
      var input = document.createElement("input");
      input.type = "hidden";
      input.name = field[0];
      input.value = field[1];
      form.append(input);
    });
    body.append(form);
    form.submit();
  }

  function showWaiting() {
    return texts().then(function (waiting) {
      var old = bars.querySelector("[data-waits]");
      var words = document.getElementById("waits").dataset;
      if (old) old.remove();
      document.querySelectorAll('form[action="/sign-out"]').forEach(function (form) {
        if (waiting.length) form.dataset.confirm = words.leaving;
        else delete form.dataset.confirm;
      });
      if (waiting.length && !document.querySelector("[data-offline]")) tell(waiting, words);
      return waiting;
    });
  }

  function tell(waiting, words) {
    var bar = copyOf("waits");
    bar.firstElementChild.dataset.waits = "";
    bar.querySelector("strong").textContent = waiting.length === 1 ? words.one : words.many.replace("{n}", waiting.length);
    if (waiting.length === 1) bar.querySelector("[data-send]").addEventListener("click", send.bind(null, waiting[0]));
    else bar.querySelector("[data-send]").remove();
    bars.append(bar);
  }

  function sayReadAt() {
    var bar = copyOf("read-at");
    bar.querySelector("time").dateTime = body.dataset.readAt;
    bar.querySelector("time").textContent = day(body.dataset.readAt);
    bars.append(bar);
  }

  /* Drafts that somebody else left in this browser are not for the one who came now. */
  function forgetDrafts() {
    Object.keys(localStorage).forEach(function (name) {
      if (name.startsWith("draft:")) localStorage.removeItem(name);
    });
  }

  function welcomeReader() {
    try {
      var known = localStorage.getItem("reader");
      if (body.dataset.reader === "-") return;
      if (known && known !== body.dataset.reader) forgetDrafts();
      localStorage.setItem("reader", body.dataset.reader);
    } catch (denied) { /* nothing is kept here */ }
  }

  document.addEventListener("submit", function (event) {
    if (event.target.getAttribute("action") !== "/sign-out" || event.defaultPrevented) return;
    try {
      forgetDrafts();
      localStorage.setItem("reader", "-");
    } catch (denied) { /* nothing is kept here */ }
  });

  /* The way back may lead to a page of somebody who has signed out since. */
  addEventListener("pageshow", function (event) {
    var now = null;
    try { now = localStorage.getItem("reader"); } catch (denied) { /* nothing is kept here */ }
    if (event.persisted && body.dataset.reader !== "-" && now && now !== body.dataset.reader) location.reload();
  });

  welcomeReader();
  if (!("serviceWorker" in navigator)) return;
  if (body.classList.contains("is-member")) navigator.serviceWorker.register("/service-worker.js").catch(function () { /* then without */ });
  if (body.dataset.readAt) sayReadAt();
  showWaiting().catch(function () { /* this browser keeps nothing */ });
  document.addEventListener("waiting", showWaiting);

  /* For the page that shows all of it. */
  window.device = { copyOf: copyOf, day: day, done: done, outbox: outbox, reader: reader, texts: texts, send: send };
})();
