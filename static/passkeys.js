// Passkeys: asks the browser for one and sends its answer with the form.

async function read(form) {
  const here = form.dataset.options;
  if (here) return JSON.parse(document.getElementById(here).textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return answer.json();
}

async function ask(form) {
  const data = await read(form);
  if (form.dataset.passkey === "get") {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(data.request_options.publicKey);
    return navigator.credentials.get({ publicKey });
  }
  const options = data.creation_options.publicKey;
  options.authenticatorSelection = {
    ...options.authenticatorSelection,
    residentKey: "required", requireResidentKey: true, userVerification: "required",
  };
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const able = Boolean(window.PublicKeyCredential?.parseRequestOptionsFromJSON);
  const button = form.querySelector("[data-ask]");
  button.hidden = !able;
  for (const word of form.querySelectorAll("[data-unable]")) word.hidden = able;
  button.addEventListener("click", async () => {
    const failed = form.querySelector("[data-failed]");
    failed.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await ask(form));
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}
