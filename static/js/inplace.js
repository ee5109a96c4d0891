/* Acts and lists that change in place. Forms say by data-hx-* which part they renew; `data-adds` and `data-removes`
   name a part that grows or goes; `data-then` names where to go on. Links and forms that ask the page they stand
   on for another choice of its list are followed in place as well, with an address of their own. */
(function () {
  "use strict";

  var live = document.getElementById("live");
  var shown = location.pathname + location.search;
  var AS_A_WHOLE = "#page form[data-draft], #page [data-copy], #page script";

  function refuse(text) {
    var notices = document.getElementById("notices");
    var notice = document.getElementById("refusal").content.cloneNode(true);
    notice.querySelector("div > div").textContent = text;
    notices.replaceChildren(notice);
    notices.scrollIntoView({ block: "nearest" });
  }

  function announce(text) {
    live.textContent = live.textContent === text ? text + "\u00a0" : text;
  }

  function counted(words, number) {
    return words.replace("{n}", number);
  }

  function focus(element) {
    if (!element) return;
    if (element.tabIndex < 0) element.tabIndex = -1;
    element.focus();
  }

  /* What the frame of the page says is true after every act. */
  function renewFrame(page) {
    ["#notices", '.bar-link[href="/notifications"]'].forEach(function (part) {
      var now = document.querySelector(part);
      var next = page.querySelector(part);
      if (now && next) now.innerHTML = next.innerHTML;
    });
    return document.getElementById("notices").textContent.trim();
  }

  /* A form whose text has arrived is ready for another one. */
  function empty(form, page) {
    var key = form.elements.form_key;
    var next = page && page.getElementById(form.id);
    if (key && next) key.value = next.elements.form_key.value;
    form.reset();
    form.querySelectorAll("textarea").forEach(function (area) { area.value = ""; });
    if (form.closest("details")) form.closest("details").open = false;
  }

  function add(form, page) {
    var here = document.getElementById(form.dataset.adds);
    var mine = null;
    page.querySelectorAll("#" + here.id + " .comment").forEach(function (item) {
      if (document.getElementById(item.id)) return;
      var talk = document.getElementById(item.parentElement.closest(".talk").id);
      if (!talk.firstElementChild) talk.innerHTML = '<ul class="comments"></ul>';
      talk.firstElementChild.append(item);
      htmx.process(item);
      if (talk === here) mine = item;
    });
    empty(form, page);
    focus(mine);
  }

  function remove(form) {
    var gone = document.getElementById(form.dataset.removes);
    var next = gone.nextElementSibling || gone.previousElementSibling || gone.parentElement.closest("li, section, article");
    gone.remove();
    focus(next);
  }

  function append(page) {
    var pager = document.querySelector("#page .pager");
    var next = page.querySelector("#page .pager");
    var items = Array.from(page.querySelectorAll("#page .stream > li"));
    document.querySelector("#page .stream").append.apply(document.querySelector("#page .stream"), items);
    items.forEach(function (item) { htmx.process(item); });
    if (next && next.querySelector("[rel=next]")) pager.querySelector("[rel=next]").replaceWith(next.querySelector("[rel=next]"));
    else pager.remove();
    focus(items[0] && (items[0].querySelector(".card-title a") || items[0].querySelector("a")));
    announce(counted(live.dataset.added, items.length));
  }

  /* A text that was not taken goes the way it goes without a script: to a page that keeps it. */
  function refused(form, ctx, page) {
    if (ctx.response.status === 401 || form.querySelector("textarea")) return HTMLFormElement.prototype.submit.call(form);
    var sentence = page.querySelector(".error-page .lede") || page.querySelector("h1");
    refuse(sentence ? sentence.textContent : document.body.dataset.failed);
  }

  document.addEventListener("htmx:before:request", function (event) {
    var ctx = event.detail.ctx;
    ctx.then = ctx.sourceElement.dataset.then;
    /* An act that waited for another one finds what it renews renewed meanwhile. */
    if (ctx.target && !ctx.target.isConnected) ctx.target = document.querySelector(ctx.select);
    if (ctx.target) ctx.target.setAttribute("aria-busy", "true");
  });

  document.addEventListener("htmx:finally:request", function () {
    document.querySelectorAll("[aria-busy]").forEach(function (part) { part.removeAttribute("aria-busy"); });
  });

  document.addEventListener("htmx:after:request", function (event) {
    var ctx = event.detail.ctx;
    var form = ctx.sourceElement;
    var page = new DOMParser().parseFromString(ctx.text, "text/html");
    var isPart = form.dataset.adds || form.dataset.removes;
    var wanted = isPart ? "main" : ctx.select;
    if (ctx.response.headers.get("X-Kept")) {
      event.preventDefault();
      empty(form);
      document.dispatchEvent(new Event("waiting"));
      announce(live.dataset.waits);
    } else if (ctx.response.status >= 400 && !ctx.asked) {
      event.preventDefault();
      refused(form, ctx, page);
    } else if (wanted && !page.querySelector(wanted) || ctx.asked && page.querySelector(AS_A_WHOLE) || isPart && isElsewhere(form, ctx)) {
      event.preventDefault();
      location.assign(ctx.response.raw.url);
    } else if (isPart || ctx.more) {
      event.preventDefault();
      var said = renewFrame(page);
      if (form.dataset.adds) add(form, page);
      else if (isPart) remove(form);
      else return append(page);
      announce(said);
    } else {
      ctx.said = renewFrame(page);
    }
  });

  function isElsewhere(form, ctx) {
    return new URL(ctx.response.raw.url).pathname !== location.pathname || !document.getElementById(form.dataset.adds || form.dataset.removes);
  }

  document.addEventListener("htmx:after:swap", function (event) {
    var ctx = event.detail.ctx;
    if (ctx.asked) return answered(ctx);
    var part = document.querySelector(ctx.select);
    announce(part && part.dataset.said || ctx.said || "");
    if (ctx.then) focus(document.querySelector(ctx.then));
    else if (!document.activeElement || document.activeElement === document.body) focus(part && (part.querySelector("h1, h2, h3, a, button") || part));
  });

  document.addEventListener("htmx:error", function (event) {
    var ctx = event.detail.ctx;
    if (ctx && ctx.asked) location.assign(ctx.asked.url);
    else refuse(document.body.dataset.failed);
  });

  /* Another choice of the same list. */
  function ask(url, asked) {
    asked.url = url;
    return htmx.ajax("GET", url, { target: "#page", select: "#page", swap: "outerHTML", asked: asked });
  }

  function answered(ctx) {
    var asked = ctx.asked;
    var page = document.getElementById("page");
    var search = document.querySelector(".site-header [name=q]");
    var url = new URL(ctx.response.raw.url);
    if (asked.isNew) {
      shown = url.pathname + url.search;
      history.replaceState({ y: scrollY }, "");
      history.pushState({}, "", url);
    }
    if (search && url.pathname === "/search") search.value = url.searchParams.get("q");
    var same = Array.from(page.querySelectorAll("a")).find(function (link) { return link.href === asked.url; });
    focus(asked.isNew && asked.label && same || page.querySelector("[aria-current=page], h1"));
    if (!asked.isNew) scrollTo(0, asked.y || 0);
    announce([asked.label, counted(live.dataset.shown, page.querySelectorAll(".stream > li").length)].filter(Boolean).join(": "));
  }

  function isSamePage(url) {
    return url.origin === location.origin && url.pathname === location.pathname && !url.hash && !document.querySelector(AS_A_WHOLE);
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest("#page a[href]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link.dataset.edit) return edit(event, link);
    if (link.target || link.hasAttribute("download") || !isSamePage(new URL(link.href))) return;
    event.preventDefault();
    var goesOn = link.rel === "next" && link.closest(".pager") && document.querySelectorAll("#page .stream").length === 1;
    if (goesOn) htmx.ajax("GET", link.href, { target: "#page .stream", select: "#page .stream", more: true });
    else ask(link.href, { isNew: true, label: link.textContent.trim() });
  });

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.method !== "get" || !form.closest("#page") || !isSamePage(new URL(form.action))) return;
    event.preventDefault();
    ask(form.action.split("?")[0] + "?" + new URLSearchParams(new FormData(form)), { isNew: true });
  });

  addEventListener("popstate", function (event) {
    var here = location.pathname + location.search;
    if (here === shown) return;
    shown = here;
    ask(location.href, { y: event.state && event.state.y });
  });

  /* A comment is changed where it stands: the form of its own page comes into its place. */
  function edit(event, link) {
    var part = document.getElementById(link.dataset.edit);
    var body = part.querySelector(".comment-body:not(.audience)");
    var before = Array.from(body.childNodes);
    event.preventDefault();
    fetch(link.href).then(function (response) { return response.text(); }).then(function (text) {
      var form = new DOMParser().parseFromString(text, "text/html").querySelector("main form[method=post]");
      if (!form) throw new Error();
      form.querySelectorAll("script").forEach(function (script) { script.remove(); });
      Object.entries({ post: form.getAttribute("action"), target: "#" + part.id, select: "#" + part.id, swap: "outerHTML" }).forEach(function (pair) {
        form.setAttribute("data-hx-" + pair[0], pair[1]);
      });
      form.addEventListener("click", function (click) {
        if (!click.target.closest("a[href*='#']")) return;
        click.preventDefault();
        body.replaceChildren.apply(body, before);
        focus(link);
      });
      body.replaceChildren(form);
      htmx.process(form);
      focus(form.querySelector("textarea"));
    }).catch(function () { location.assign(link.href); });
  }
})();
