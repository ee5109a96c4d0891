/* A slider for a form that asks for a date: it moves the date, and shows the page of that day when it is let go. */
(function () {
  "use strict";

  document.querySelectorAll("form[data-slide]").forEach(function (form) {
    var range = form.querySelector("input[type=range]");
    var field = form.querySelector("input[type=date]");
    if (!range || !field) return;
    range.hidden = false;
    range.addEventListener("input", function () {
      var day = new Date(range.dataset.first + "T00:00:00Z");
      day.setUTCDate(day.getUTCDate() + Number(range.value));
      field.value = day.toISOString().slice(0, 10);
      range.setAttribute("aria-valuetext", field.value);
    });
    range.addEventListener("change", function () { form.requestSubmit(); });
  });
})();
