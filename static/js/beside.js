/* Parts that come after the page, because they would keep it waiting. Where one does not come, its link stays. */
(function () {
  "use strict";

  document.querySelectorAll("[data-part]").forEach(function (place) {
    fetch(place.dataset.part).then(function (response) { return response.text(); }).then(function (text) {
      var part = new DOMParser().parseFromString(text, "text/html").getElementById(place.id);
      if (part) place.replaceWith(part);
    }).catch(function () { /* the link stays */ });
  });
})();
