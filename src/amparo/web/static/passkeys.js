// Passkeys: asks the browser for one, and sends its answer as a plain form. Without this, a code serves.
"use strict";

const CAN = window.PublicKeyCredential && PublicKeyCredential.parseRequestOptionsFromJSON;

const ASKS = {
  create: (asked) =>
    navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked),
    }),
  get: (asked) =>
    navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked),
    }),
};

document.querySelectorAll("form[data-passkey]").forEach((form) => {
  if (!CAN) return;
  form.hidden = false;
  const asked = JSON.parse(document.getElementById("passkey-options").textContent).publicKey;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const answer = await ASKS[form.dataset.passkey](asked);
      form.elements.answer.value = JSON.stringify(answer);
      form.submit();
    } catch {
      form.querySelector("[data-passkey-failed]").hidden = false;
    }
  });
});
