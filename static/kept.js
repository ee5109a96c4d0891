/* The page of what this device keeps: texts that wait, each to be sent or deleted, and pages to read. */
(function () {
  "use strict";

  var device = window.device;
  if (!device) return;

  function fill(page) {
    Promise.all([device.texts(), kept()]).then(function (found) {
      found[0].forEach(function (text) { page.querySelector("[data-waiting] ul").append(waitingItem(text)); });
      found[1].forEach(function (one) { page.querySelector("[data-kept] ul").append(keptItem(one)); });
      page.querySelector("[data-waiting]").hidden = !found[0].length;
      page.querySelector("[data-kept]").hidden = !found[1].length;
      page.querySelector('[data-when="nothing"]').hidden = Boolean(found[0].length || found[1].length);
    });
    page.querySelector('[data-when="unreachable"]').hidden = location.pathname === "/offline";
    page.querySelector('[data-when="signed-in"]').hidden = location.search !== "?signed-in";
  }

  function waitingItem(text) {
    var item = device.copyOf("waiting-item");
    var row = item.firstElementChild;
    var drop = item.querySelector("[data-drop]");
    item.querySelector("strong").textContent = text.words.slice(0, 120);
    item.querySelector(".muted").textContent = device.day(text.at);
    item.querySelector(".waiting-words").textContent = text.fields.map(function (field) { return field[1]; }).filter(function (value) { return value.length > 12 && value !== text.key; }).join("\n\n");
    item.querySelector("[data-send]").addEventListener("click", device.send.bind(null, text));
    drop.addEventListener("click", function () {
      if (drop.dataset.sure) {
        drop.textContent = drop.dataset.sure;
        return delete drop.dataset.sure;
      }
      device.outbox().then(function (store) { return device.done(store.delete(text.key)); }).then(function () {
        row.remove();
        document.getElementById("waiting-title").focus();
      });
    });
    return item;
  }

  function kept() {
    return device.reader().then(function (mark) {
      if (!mark || mark === "-") return [];
      return caches.open("pages-" + mark).then(function (cache) {
        return cache.matchAll().then(function (pages) { return Promise.all(pages.map(described)); });
      });
    }).then(function (pages) {
      return pages.filter(Boolean).reverse();
    });
  }

  function described(response) {
    var url = response.headers.get("X-Kept-Url");
    if (!url || !/html/.test(response.headers.get("Content-Type"))) return null;
    return response.text().then(function (text) {
      var title = new DOMParser().parseFromString(text, "text/html").title;
      return { url: url, title: title.split(" · ").slice(0, -1).join(" · ") || title, at: response.headers.get("X-Kept-At") };
    });
  }

  function keptItem(one) {
    var item = device.copyOf("kept-item");
    item.querySelector("a").href = one.url;
    item.querySelector("a").textContent = one.title;
    item.querySelector(".muted").textContent = device.day(one.at);
    return item;
  }

  fill(document.querySelector("[data-offline]"));
})();
