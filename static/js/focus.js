/* After a refused form the eye and the screen reader begin at what went wrong. */
(function () {
  "use strict";

  var first = document.querySelector("[data-focus]");
  if (first) first.focus();
})();
