/* A field with data-complete="tags" or "people" offers what begins like its last word, as a list of the browser's own. */
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
})();
