/* Acts that happen in place: what the server refuses is said, and what it answers elsewhere is followed. */
(function () {
  "use strict";

  function say(text) {
    var notices = document.getElementById("notices");
    var notice = document.getElementById("refusal").content.cloneNode(true);
    notice.querySelector("div > div").textContent = text;
    notices.replaceChildren(notice);
    notices.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("htmx:after:request", function (event) {
    var ctx = event.detail.ctx;
    var page = new DOMParser().parseFromString(ctx.text, "text/html");
    if (ctx.response.status >= 400) {
      event.preventDefault();
      var sentence = page.querySelector(".error-page .lede") || page.querySelector("h1");
      say(sentence ? sentence.textContent : document.body.dataset.failed);
    } else if (ctx.select && !page.querySelector(ctx.select)) {
      event.preventDefault();
      location.assign(ctx.response.raw.url);
    }
  });

  document.addEventListener("htmx:error", function () {
    say(document.body.dataset.failed);
  });
})();
