/* A form with data-confirm asks first, in the site's own dialog. */
(function () {
  "use strict";

  var sure = new WeakSet();

  document.addEventListener("submit", function (event) {
    var form = event.target;
    var dialog = document.getElementById("confirm");
    if (!form.dataset.confirm || sure.has(form) || !dialog) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    dialog.querySelector("[data-confirm-text]").textContent = form.dataset.confirm;
    dialog.onclose = function () {
      if (dialog.returnValue !== "yes") return;
      sure.add(form);
      form.requestSubmit(event.submitter);
      sure.delete(form);
    };
    dialog.returnValue = "";
    dialog.showModal();
  }, true);
})();
