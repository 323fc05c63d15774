// <div data-sign>: two-phase signing. The key stays with the signing service; this page carries a certificate there
// and a signature back. The server prepares exactly one form, for fifteen minutes, for one signature.
import { say } from "../screens/js/words.js";
import { ours, sent, theirs } from "./service.js";

function askPin(name, hint) {
  return new Promise((resolve) => {
    const dialog = document.createElement("dialog");
    dialog.className = "hoso-dialog";
    dialog.setAttribute("aria-labelledby", "sign-title");
    const title = Object.assign(document.createElement("h2"), { id: "sign-title", className: "govuk-heading-m" });
    title.textContent = say(`Ký tờ khai với tên ${name}`, `Sign the form as ${name}`);
    const form = document.createElement("form");
    form.method = "dialog";
    const label = Object.assign(document.createElement("label"), { className: "govuk-label", htmlFor: "sign-pin" });
    label.textContent = say("Mã PIN của khóa ký", "PIN of your signing key");
    const pin = Object.assign(document.createElement("input"), { id: "sign-pin", type: "password", className: "govuk-input", autocomplete: "off" });
    const note = Object.assign(document.createElement("p"), { id: "sign-pin-hint", className: "govuk-hint", textContent: hint });
    if (hint) pin.setAttribute("aria-describedby", "sign-pin-hint");
    const row = Object.assign(document.createElement("div"), { className: "hoso-actions" });
    const yes = Object.assign(document.createElement("button"), { className: "govuk-button", value: "yes" });
    yes.textContent = say("Ký", "Sign");
    const no = Object.assign(document.createElement("button"), { className: "govuk-button govuk-button--secondary", type: "button" });
    no.textContent = say("Không ký", "Do not sign");
    no.addEventListener("click", () => dialog.close(""));
    row.append(yes, no);
    form.append(title, label, ...(hint ? [note] : []), pin, row);
    dialog.append(form);
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes" ? pin.value : null);
    });
    document.body.append(dialog);
    dialog.showModal();
    pin.focus();
  });
}

async function sign(box, tell) {
  const { service, user, prepare, complete } = box.dataset;
  tell(say("Đang lấy chứng thư…", "Fetching the certificate…"));
  const held = await theirs(`${service}/certificate?user=${encodeURIComponent(user)}`);
  const ready = await ours(prepare, { certificate: held.certificate, chain: held.chain });
  tell("");
  const pin = await askPin(held.name, box.dataset.pinHint ?? "");
  if (pin === null) {
    tell(say("Chưa ký.", "Not signed."));
    return;
  }
  tell(say("Đang ký…", "Signing…"));
  const wish = { user, pin, attributes: ready.attributes, digest_algorithm: ready.digest_algorithm };
  const made = await theirs(`${service}/sign`, sent(wish));
  const done = await ours(complete, { session: ready.session, signature: made.signature });
  location.assign(done.next);
}

function begin(box) {
  const status = box.querySelector("[data-sign-status]");
  const button = box.querySelector("[data-sign-begin]");
  const tell = (text, failed = false) => {
    status.textContent = text;
    status.classList.toggle("hoso-saved--failed", failed);
  };
  box.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      await sign(box, tell);
    } catch (failure) {
      tell(failure.message, true);
    } finally {
      button.disabled = false;
    }
  });
}

// An upload puts a new <main> in place of the old one, so each new box is found as it comes.
const find = () => document.querySelectorAll("[data-sign][hidden]").forEach(begin);
new MutationObserver(find).observe(document.body, { childList: true, subtree: true });
find();
