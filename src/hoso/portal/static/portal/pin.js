// <form data-pin>: the PIN goes from here to the issuing authority with a ticket; our server gets the certificate later.
import { say } from "../screens/js/words.js";
import { ours, sent, theirs } from "./service.js";

async function make(form, pin, tell) {
  if (!form.dataset.made) {
    tell(say("Đang tạo khóa ký…", "Making your key…"));
    const { address, ticket } = await ours(form.dataset.invite, {});
    await theirs(address, sent({ ticket, pin }));
    form.dataset.made = "yes"; // from here on a retry only fetches the certificate
  }
  tell(say("Đang nhận chứng thư…", "Taking the certificate…"));
  const { next } = await ours(form.dataset.collect, {});
  location.assign(next);
}

for (const form of document.querySelectorAll("[data-pin]")) {
  const [first, again] = form.querySelectorAll("input[type=password]");
  const status = form.querySelector("[data-pin-status]");
  const button = form.querySelector("button");
  const tell = (text, failed = false) => {
    status.textContent = text;
    status.classList.toggle("hoso-saved--failed", failed);
  };
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!form.dataset.made && again && first.value !== again.value) {
      tell(say("Hai lần nhập mã PIN chưa giống nhau.", "The two PINs differ."), true);
      again.focus();
      return;
    }
    button.disabled = true;
    try {
      await make(form, first.value, tell);
    } catch (failure) {
      tell(failure.message, true);
    } finally {
      button.disabled = false;
    }
  });
}
