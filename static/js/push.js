/* Lets this browser be told at once: asks the reader, makes keys, and sends them with the form. */
"use strict";

(() => {
  const form = document.querySelector("form[data-push-key]");
  if (!form || !("serviceWorker" in navigator) || !("PushManager" in window)) return;
  form.hidden = false;

  form.addEventListener("submit", async (event) => {
    if (form.elements.endpoint.value) return;
    event.preventDefault();
    try {
      fill(await subscription());
      form.requestSubmit();
    } catch {
      form.querySelector("[data-push-failed]").hidden = false;
    }
  });

  async function subscription() {
    const worker = await navigator.serviceWorker.ready;
    return worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: form.dataset.pushKey });
  }

  function fill(made) {
    const { keys } = made.toJSON();
    form.elements.endpoint.value = made.endpoint;
    form.elements.public_key.value = keys.p256dh;
    form.elements.secret.value = keys.auth;
    form.elements.label.value = navigator.userAgentData?.platform || navigator.platform || "";
  }
})();
