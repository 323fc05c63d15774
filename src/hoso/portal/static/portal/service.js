// Talking to our server, and to the signing service where the person's key is. Failures become sentences.
import { say } from "../screens/js/words.js";

function csrf() {
  return document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
}

export async function ours(address, body) {
  let answer;
  try {
    answer = await fetch(address, {
      method: "POST", credentials: "same-origin", body: JSON.stringify(body),
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrf() },
    });
  } catch {
    throw new Error(say("Hệ thống chưa trả lời. Hãy thử lại.", "No answer. Please try again."));
  }
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.text ?? say("Hệ thống chưa trả lời. Hãy thử lại.", "No answer. Please try again."));
  return said;
}

export async function theirs(address, options) {
  let answer;
  try {
    answer = await fetch(address, { ...options, credentials: "omit" });
  } catch {
    throw new Error(say("Dịch vụ ký số không trả lời. Hãy kiểm tra dịch vụ đang chạy rồi thử lại, hoặc ký bằng phần mềm của bạn.",
      "The signing service does not answer. Check that it runs and try again, or sign with your own software."));
  }
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.error ? say(said.error.vi, said.error.en) : String(answer.status));
  return said;
}

export function sent(body) {
  return { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}
