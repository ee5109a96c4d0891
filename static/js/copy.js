/* Copy what a line holds; the button appears only where a script runs. */
(function () {
  "use strict";

  document.querySelectorAll("[data-copy]").forEach(function (button) {
    var source = document.getElementById(button.dataset.copy);
    if (!source || !navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(source.value).then(function () {
        source.select();
        document.getElementById("live").textContent = button.dataset.copied || button.textContent;
      });
    });
  });
})();
