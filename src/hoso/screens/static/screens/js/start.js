// Every page starts here. Each part finds its own elements; a page without them pays nothing.
import {
  Accordion, Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, PasswordInput, Radios,
  ServiceNavigation, SkipLink, Tabs, createAll,
} from "../vendor/govuk-frontend.min.js";
import { accordionWords, countWords, fileWords, passwordWords } from "./words.js";
import { watchUploads } from "./upload.js";
import { watchDrafts } from "./autosave.js";
import { watchKeys } from "./keys.js";
import { submitOnce } from "./submit-once.js";
import { askFirst } from "./confirm.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

const plain = [Button, Checkboxes, ErrorSummary, NotificationBanner, Radios, ServiceNavigation, SkipLink, Tabs];

export function start(scope) {
  plain.forEach((part) => createAll(part, undefined, scope));
  createAll(Accordion, { i18n: accordionWords }, scope);
  createAll(PasswordInput, { i18n: passwordWords }, scope);
  createAll(FileUpload, { i18n: fileWords }, scope);
  createAll(CharacterCount, { i18n: countWords }, scope);
  [watchUploads, watchDrafts].forEach((watch) => watch(scope, start));
}

start(document);
[askFirst, submitOnce, watchKeys].forEach((watch) => watch());
document.addEventListener("htmx:load", (event) => { if (event.target !== document.body) start(event.target); });
